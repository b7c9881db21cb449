import type { Evaluate, Expression, Statement } from '../../ir.ts';
import { assign, boolean, branch, breakLoop, continueLoop, not } from '../build.ts';
import { neverFallsThrough } from '../endings.ts';
import type { JumpTarget } from './jumpTarget.ts';
import type { GoReader } from './reader.ts';

/** `break`, `continue`, with or without a label. */
export function jump(kind: 'break' | 'continue', label: string | null, go: GoReader): Statement[] {
  const target = go.jumpTargets.findLast((candidate) =>
    label === null ? kind === 'break' || candidate.kind === 'loop' : candidate.label === label,
  );
  return target ? jumpTo(kind, target, go.jumpTargets, go) : [];
}

/**
 * The IR has no labels: a jump across a loop sets a flag and breaks that loop; `afterLoop` goes on
 * from there.
 */
function jumpTo(
  kind: 'break' | 'continue',
  target: JumpTarget,
  targets: readonly JumpTarget[],
  go: GoReader,
): Statement[] {
  const crossed = targets
    .slice(targets.indexOf(target) + 1)
    .findLast(({ kind }) => kind === 'loop');
  if (!crossed) {
    if (kind === 'continue') return [continueLoop];
    return [target.kind === 'loop' ? breakLoop : target.marker];
  }
  let exit = crossed.exits.find((known) => known.target === target && known.kind === kind);
  if (!exit) {
    exit = { flag: go.temporary(), target, kind };
    crossed.exits.push(exit);
  }
  return [assign(exit.flag, boolean(true)), breakLoop];
}

/** A loop, with what its labelled jumps need around it. `go` reads the place of the loop itself. */
export function withExits(loop: Statement, { exits }: JumpTarget, go: GoReader): Statement[] {
  return [
    ...exits.map(({ flag }) => assign(flag, boolean(false))),
    loop,
    ...exits.map(({ flag, kind, target }) =>
      branch(flag, jumpTo(kind, target, go.jumpTargets, go)),
    ),
  ];
}

/**
 * The body of a case without breaks out of its switch: what follows one goes into the branch that
 * does not break, or is guarded by a flag where both branches would need it.
 */
export function withoutBreaks(
  statements: readonly Statement[],
  marker: Evaluate,
  go: GoReader,
): Statement[] {
  const place = statements.findIndex((statement) => mentions(statement, marker));
  const statement = statements[place];
  if (!statement) return [...statements];
  const before = statements.slice(0, place);
  const rest = statements.slice(place + 1);
  const read = (inner: readonly Statement[]) => withoutBreaks(inner, marker, go);
  if (statement.kind === 'scope') {
    return [...before, { ...statement, body: read([...statement.body, ...rest]) }];
  }
  if (statement.kind !== 'if') return before;
  const { condition, consequence, alternative } = statement;
  const isMarker = (one: Statement) => one === marker;
  const isCopied = ![consequence, alternative].some((way) => neverFallsThrough(way, isMarker));
  if (!isCopied || rest.length === 0) {
    const within = (way: readonly Statement[]) => read([...way, ...rest]);
    return [...before, branch(condition, within(consequence), within(alternative))];
  }
  const flag = go.temporary();
  const within = (way: readonly Statement[]) => read(flagged(way, marker, flag));
  return [
    ...before,
    assign(flag, boolean(false)),
    branch(condition, within(consequence), within(alternative)),
    branch(not(flag), read(rest)),
  ];
}

/** Sets the flag before each break. */
function flagged(
  statements: readonly Statement[],
  marker: Evaluate,
  flag: Expression,
): Statement[] {
  return statements.flatMap((statement): Statement[] => {
    if (statement === marker) return [assign(flag, boolean(true)), marker];
    if (statement.kind === 'scope') {
      return [{ ...statement, body: flagged(statement.body, marker, flag) }];
    }
    if (statement.kind !== 'if') return [statement];
    const { condition, consequence, alternative } = statement;
    return [
      branch(condition, flagged(consequence, marker, flag), flagged(alternative, marker, flag)),
    ];
  });
}

function mentions(statement: Statement, marker: Evaluate): boolean {
  const has = (statements: readonly Statement[]) => statements.some((one) => mentions(one, marker));
  if (statement.kind === 'scope') return has(statement.body);
  if (statement.kind === 'if') return has(statement.consequence) || has(statement.alternative);
  return statement === marker;
}
