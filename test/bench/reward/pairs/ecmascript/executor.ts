/**
 * A child process that runs functions in a context of their own and says what each input led to.
 * It may be killed at any time; it keeps nothing.
 */
import vm from 'node:vm';
import { describe, timedOut } from './outcome.ts';

export interface ExecutionRequest {
  readonly id: number;
  /** The function's name in each of the programs. */
  readonly name: string;
  readonly programs: readonly string[];
  /** Array literals: the arguments of one call each. */
  readonly inputs: readonly string[];
}

export interface ExecutionReply {
  readonly id: number;
  /** For each program an outcome an input; null for a program that does not load. */
  readonly outcomes: readonly (readonly string[] | null)[];
}

/**
 * Milliseconds for all inputs together, which need a few: only a loop without end meets the limit,
 * however busy the machine is.
 */
const limit = 600;
const timeoutsBeforeGivingUp = 3;

function outcomesOf(program: string, { name, inputs }: ExecutionRequest): string[] | null {
  const context = vm.createContext(Object.create(null));
  const outcomes: string[] = [];
  try {
    vm.runInContext(program, context, { timeout: limit });
  } catch {
    return null;
  }
  const run: (...args: unknown[]) => unknown = vm.runInContext(
    `typeof ${name} === 'function' ? ${name} : () => 'not a function'`,
    context,
  );
  const makers: (() => unknown[])[] = vm.runInContext(
    `[${inputs.map((input) => `() => ${input}`).join(',\n')}]`,
    context,
  );
  Object.assign(context, {
    __runRest: () => {
      for (const make of makers.slice(outcomes.length)) outcomes.push(outcomeOf(run, make()));
    },
  });
  const runRest = new vm.Script('__runRest()');
  for (let timeouts = 0; outcomes.length < makers.length; timeouts++) {
    if (timeouts === timeoutsBeforeGivingUp) {
      return [...outcomes, ...makers.slice(outcomes.length).map(() => timedOut)];
    }
    try {
      runRest.runInContext(context, { timeout: limit });
    } catch {
      outcomes.push(timedOut);
    }
  }
  return outcomes;
}

function outcomeOf(run: (...args: unknown[]) => unknown, args: unknown[]): string {
  const seen = () => args.map((one) => describe(one)).join(', ');
  try {
    const value = run(...args);
    return `${describe(value)} after ${seen()}`;
  } catch (error) {
    const name = Object(error)?.constructor?.name ?? typeof error;
    return `throws ${name} after ${seen()}`;
  }
}

process.on('message', (request: ExecutionRequest) => {
  const outcomes = request.programs.map((program) => outcomesOf(program, request));
  process.send?.({ id: request.id, outcomes } satisfies ExecutionReply);
});
