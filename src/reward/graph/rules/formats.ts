import type { Argument, Expression } from '../ir.ts';
import type { ExpressionRule } from './rule.ts';

const text = (value: string): Expression => ({ kind: 'literal', type: 'string', value });
const formatted = (specification: string, value: Expression): Expression =>
  specification === ''
    ? value
    : { kind: 'other', label: `format${specification}`, operands: [value] };

/** The pieces of `template`, each read by `piece`; undefined where something is left over. */
function pieces(
  template: string,
  pattern: RegExp,
  piece: (match: RegExpExecArray) => Expression | undefined,
): Expression[] | undefined {
  const parts: Expression[] = [];
  let end = 0;
  for (const match of template.matchAll(pattern)) {
    const part = match.index === end ? piece(match) : undefined;
    if (!part) return undefined;
    parts.push(part);
    end = match.index + match[0].length;
  }
  return end === template.length ? parts : undefined;
}

function partsOfFormat(template: string, given: readonly Argument[]): Expression[] | undefined {
  const positional = given.filter(({ keyword }) => keyword === undefined);
  const keywords = new Map(given.map((argument) => [argument.keyword, argument]));
  let next = 0;
  const find = (name: string): Argument | undefined => {
    if (name === '') return positional[next++];
    return /^\d+$/.test(name) ? positional[Number(name)] : keywords.get(name);
  };
  const pattern = /\{\{|\}\}|\{(\w*)(![rsa])?(:[^{}]*)?\}|[^{}]+/g;
  return pieces(template, pattern, ([all, name, conversion = '', specification = '']) => {
    if (all === '{{' || all === '}}') return text(all.charAt(0));
    if (name === undefined) return text(all);
    const argument = find(name);
    return argument && formatted(conversion + specification, argument.value);
  });
}

function partsOfPercent(template: string, right: Expression): Expression[] | undefined {
  const given = right.kind === 'collection' && right.type === 'tuple' ? right.items : [right];
  let next = 0;
  const pattern = /%%|%([-#0 +]*\d*(?:\.\d+)?)([a-zA-Z])|[^%]+/g;
  const parts = pieces(template, pattern, ([all, flags = '', letter]) => {
    if (all === '%%') return text('%');
    if (letter === undefined) return text(all);
    const value = given[next++];
    if (!value) return undefined;
    if (letter === 'r') return formatted('!r', value);
    const isPlain = flags === '' && (letter === 's' || letter === 'd');
    return formatted(isPlain ? '' : `:${flags}${letter}`, value);
  });
  return next === given.length ? parts : undefined;
}

/** Older ways to put values into a text. */
export const formatRules: readonly ExpressionRule[] = [
  {
    name: 'format method',
    before: "'{} of {}'.format(a, b)",
    after: "f'{a} of {b}'",
    on: 'call',
    apply(expression, place) {
      if (expression.kind !== 'call' || expression.callee.kind !== 'attribute') return undefined;
      const { object, name } = expression.callee;
      const template = name === 'format' ? place.textOf(object) : undefined;
      if (template === undefined) return undefined;
      if (expression.arguments.some(({ spread }) => spread)) return undefined;
      const parts = partsOfFormat(template, expression.arguments);
      return parts && { kind: 'format', parts };
    },
  },
  {
    name: 'percent format',
    before: "'%s of %s' % (a, b)",
    after: "f'{a} of {b}'",
    on: 'operation',
    apply(expression, place) {
      if (expression.kind !== 'operation' || expression.operator !== '%') return undefined;
      const [left, right] = expression.operands;
      const template = left && place.textOf(left);
      if (template === undefined || !right) return undefined;
      if (right.kind === 'collection' && right.type === 'dictionary') return undefined;
      const parts = partsOfPercent(template, right);
      return parts && { kind: 'format', parts };
    },
  },
];
