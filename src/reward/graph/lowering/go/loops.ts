import type { SyntaxNode } from '../../../syntaxNode.ts';
import type { Expression, Statement } from '../../ir.ts';
import { boolean, call, collection, forEach, variable, whileLoop } from '../build.ts';
import { length } from '../emptiness.ts';
import { declared } from './assignments.ts';
import { withExits } from './jumps.ts';
import { jumpTarget } from './jumpTarget.ts';
import type { GoReader, ValueType } from './reader.ts';
import { typeOf } from './valueTypes.ts';

/** A `for` in any of its forms, with the label that stands before it. */
export function loop(node: SyntaxNode, label: string | null, outer: GoReader): Statement[] {
  const clause = node.named.find(({ field }) => field !== 'body');
  const target = jumpTarget('loop', label);
  return outer.inner((go) => {
    const inside = go.at({ jumpTargets: [...go.jumpTargets, target] });
    const body = node.child('body');
    if (clause?.kind === 'range_clause') return withExits(range(clause, body, inside), target, go);
    const [initializer, condition, update] =
      clause?.kind === 'for_clause'
        ? ['initializer', 'condition', 'update'].map((field) => clause.child(field))
        : [undefined, clause, undefined];
    const before = initializer ? go.statement(initializer) : [];
    const test = condition ? go.expression(condition) : boolean(true);
    const inner = inside.block(body);
    const step = update ? go.statement(update) : [];
    return [...before, ...withExits(whileLoop(test, inner, { step }), target, go)];
  });
}

function range(clause: SyntaxNode, body: SyntaxNode | undefined, go: GoReader): Statement {
  const iterable = go.expression(clause.child('right'));
  const type = typeOf(iterable, go.function);
  const names = clause.child('left')?.named ?? [];
  const isDeclared = clause.children.some(({ kind }) => kind === ':=');
  const place: ValueType = 'integer';
  const [key, value] = names.map((name, position) => {
    if (name.text === '_') return null;
    if (!isDeclared) return go.expression(name);
    return declared([name], [], go, position === 0 ? place : 'other')[0] ?? null;
  });
  return over(iterable, type, key ?? null, value ?? null, (target, items) =>
    forEach(target ?? go.discard(), items, go.block(body)),
  );
}

/**
 * A slice's places are `range(len(xs))`; a map is read as a slice by keys. Of a string come the
 * code points and where they start.
 */
function over(
  iterable: Expression,
  type: ValueType,
  key: Expression | null,
  value: Expression | null,
  make: (target: Expression | null, items: Expression) => Statement,
): Statement {
  const of = (name: string, argument: Expression) => call(variable(name), argument);
  if (type === 'integer') return make(key, of('range', iterable));
  const isText = type === 'string';
  const items = isText ? of('runes', iterable) : iterable;
  if (key && value) {
    const pairs = of(isText ? 'runeOffsets' : 'enumerate', iterable);
    return make(collection('tuple', [key, value]), pairs);
  }
  if (value) return make(value, items);
  return make(key, isText && key ? of('offsets', iterable) : of('range', length(items)));
}
