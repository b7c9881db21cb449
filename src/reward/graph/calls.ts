import type { Builder, State } from './builder.ts';
import { takingMethods } from './changes.ts';
import { objectPath } from './environment.ts';
import { inlined } from './inlining.ts';
import type { Attribute, Call } from './ir.ts';
import { affectWorld, isHeld, mutate } from './mutations.ts';
import type { NodeId } from './nodeStore.ts';
import { isForeign } from './origins.ts';

/** What a program prints is in no object. */
const output = new Set(['puts', 'print', 'p', 'pp', 'printf', 'warn', 'sleep']);

/** Arguments in order, then those by keyword, by name. `shape` tells calls of other forms apart. */
interface Arguments {
  readonly shape: string;
  readonly operands: readonly NodeId[];
}

function evaluateArguments(builder: Builder, call: Call, state: State): Arguments {
  const { values } = builder;
  const positional: NodeId[] = [];
  const keywords: [string, NodeId][] = [];
  for (const { value, keyword, spread } of call.arguments) {
    const node = builder.evaluate(value, state);
    if (keyword !== undefined) keywords.push([keyword, node]);
    else positional.push(spread ? values.make(`spread:${spread}`, 'other', [node]) : node);
  }
  keywords.sort(([a], [b]) => (a < b ? -1 : 1));
  const names = keywords.map(([name]) => name).join();
  return {
    shape: `${names && `|${names}`}/${positional.length}`,
    operands: [...positional, ...keywords.map(([, node]) => node)],
  };
}

/**
 * A call. One that stands alone is there for its effect: on the object whose method it is where the
 * function holds that, on the world otherwise.
 */
export function evaluateCall(
  builder: Builder,
  call: Call,
  state: State,
  isStatement: boolean,
): NodeId {
  const { values } = builder;
  const value = inlined(builder, call, state);
  if (value !== undefined) return value;
  if (call.callee.kind === 'attribute') {
    return methodCall(builder, call.callee, call, state, isStatement);
  }
  const callee = builder.evaluate(call.callee, state);
  const { shape, operands } = evaluateArguments(builder, call, state);
  if (isStatement) {
    const receiver = impliedReceiver(builder, call, state);
    return affectWorld(builder, `call${shape}`, [callee, ...operands, ...receiver], state);
  }
  return values.make(`call${shape}`, 'call', [callee, ...operands]);
}

/** A function called by its bare name may be a method of `self`, and sees what was set of that. */
function impliedReceiver(builder: Builder, { callee }: Call, state: State): readonly NodeId[] {
  const { environment } = state;
  if (callee.kind !== 'variable' || environment.has('self')) return [];
  if (environment.has(callee.name) || environment.membersOf('self').length === 0) return [];
  return output.has(callee.name)
    ? []
    : [builder.evaluate({ kind: 'variable', name: 'self' }, state)];
}

function methodCall(
  builder: Builder,
  callee: Attribute,
  call: Call,
  state: State,
  isStatement: boolean,
): NodeId {
  const { values } = builder;
  const object = builder.evaluate(callee.object, state);
  const { shape, operands } = evaluateArguments(builder, call, state);
  const label = `method:${callee.name}${shape}`;
  const value = values.make(label, 'call', [object, ...operands]);
  if (isStatement) {
    if (!isHeld(callee.object, state)) {
      const path = objectPath(object);
      if (isForeign(builder, object)) {
        const before = state.environment.get(path) ?? object;
        const after = values.make(label, 'call', [before, ...operands]);
        builder.frame.mutated.set(after, before);
        state.environment.set(path, after);
        return after;
      }
      return affectWorld(builder, label, [object, ...operands], state);
    }
    mutate(builder, callee.object, value, state);
  } else if (takingMethods.has(callee.name) && isHeld(callee.object, state)) {
    mutate(builder, callee.object, values.make('after', 'call', [value]), state);
  }
  return value;
}
