import type { SyntaxNode } from '../../../syntaxNode.ts';
import type { Expression, Pair } from '../../ir.ts';
import { collection, integer, operation, other, string } from '../build.ts';
import type { ExpressionRule, GoReader } from './reader.ts';
import { typeExpression } from './types.ts';

export const compositeLiteral: ExpressionRule = (node, go) =>
  composite(node.child('type'), node.child('body'), go);

/** `[]T{…}`, `map[K]V{…}`, `T{…}`; the elements' type may be left out in inner ones. */
function composite(
  type: SyntaxNode | undefined,
  body: SyntaxNode | undefined,
  go: GoReader,
): Expression {
  const elements = body?.named ?? [];
  switch (type?.kind) {
    case 'map_type':
      return collection('dictionary', pairs(elements, type.child('key'), type.child('value'), go));
    case 'slice_type':
    case 'implicit_length_array_type':
    case 'array_type': {
      const element = type.child('element');
      const items = elements.some(({ kind }) => kind === 'keyed_element')
        ? other('places', pairs(elements, undefined, element, go))
        : collection(
            'list',
            elements.map((item) => value(item, element, go)),
          );
      const length = type.child('length');
      return length ? array(go.expression(length), items) : items;
    }
    default:
      return other('composite', [typeExpression(type, go), fields(elements, go)]);
  }
}

/** An array whose places are all written is what `[...]T{…}` is. */
function array(length: Expression, items: Expression): Expression {
  const isFull =
    items.kind === 'collection' &&
    length.kind === 'literal' &&
    length.value === String(items.items.length);
  return isFull ? items : other('array', [length, items]);
}

/** Of a struct or of a named type: a plain name before the colon is a field. */
function fields(elements: readonly SyntaxNode[], go: GoReader): Expression {
  if (!elements.some(({ kind }) => kind === 'keyed_element')) {
    return collection(
      'list',
      elements.map((item) => value(item, undefined, go)),
    );
  }
  return collection('dictionary', pairs(elements, undefined, undefined, go));
}

function pairs(
  elements: readonly SyntaxNode[],
  keyType: SyntaxNode | undefined,
  valueType: SyntaxNode | undefined,
  go: GoReader,
): Pair[] {
  return elements.map((element, place) => {
    const key = element.child('key');
    const name = keyType ? undefined : key?.childOfKind('identifier')?.text;
    return {
      kind: 'pair',
      key: name ? string(name) : key ? value(key, keyType, go) : integer(String(place)),
      value: value(element.child('value') ?? element, valueType, go),
    };
  });
}

/** A `literal_element`; `{…}` without a type takes that of the elements. */
function value(element: SyntaxNode, type: SyntaxNode | undefined, go: GoReader): Expression {
  const inner = element.kind === 'literal_element' ? element.named[0] : element;
  if (inner?.kind !== 'literal_value') return go.expression(inner);
  if (type?.kind !== 'pointer_type') return composite(type, inner, go);
  return operation('u&', composite(type.named[0], inner, go));
}
