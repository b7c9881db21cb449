import type { SyntaxNode } from '../../../syntaxNode.ts';
import type { Expression } from '../../ir.ts';
import {
  all,
  any,
  attribute,
  call,
  collection,
  comparison,
  conditional,
  index,
  integer,
  other,
  unary,
  variable,
} from '../build.ts';
import { lowerExpression } from './expressions.ts';

/** What must hold of a subject for a pattern to match, and the names it then gives. */
export interface Match {
  readonly conditions: readonly Expression[];
  readonly bindings: ReadonlyMap<string, Expression>;
}

const unbound: Match['bindings'] = new Map();
const anything: Match = { conditions: [], bindings: unbound };

const patterns: ReadonlyMap<string, (node: SyntaxNode, subject: Expression) => Match> = new Map([
  ['case_pattern', matchPattern],
  ['as_pattern', matchAs],
  ['union_pattern', matchUnion],
  ['class_pattern', matchClass],
  ['dict_pattern', matchMapping],
  ['list_pattern', matchBrackets],
  ['tuple_pattern', matchBrackets],
  ['dotted_name', matchName],
  ['true', matchSingleton],
  ['false', matchSingleton],
  ['none', matchSingleton],
]);

/** A pattern that stands alone in its node: `case_pattern`, a value of a mapping or keyword. */
export function matchPattern(node: SyntaxNode, subject: Expression): Match {
  return matchTokens(node.children, subject);
}

/** The tokens of one simple pattern: a node, a number after `-`, or `_`. */
function matchTokens(tokens: readonly SyntaxNode[], subject: Expression): Match {
  const node = tokens.find(({ isNamed }) => isNamed);
  if (!node) return anything;
  const match = patterns.get(node.kind);
  if (match) return match(node, subject);
  return when(comparison('==', subject, patternValue(tokens)));
}

function patternValue(tokens: readonly SyntaxNode[]): Expression {
  const node = tokens.find(({ isNamed }) => isNamed);
  if (node?.kind === 'complex_pattern') return other(`complex:${node.text.replace(/\s/g, '')}`);
  const value = lowerExpression(node);
  return tokens[0]?.kind === '-' ? unary('-', value) : value;
}

const when = (...conditions: Expression[]): Match => ({ conditions, bindings: unbound });

function both(...matches: readonly Match[]): Match {
  return {
    conditions: matches.flatMap(({ conditions }) => conditions),
    bindings: new Map(matches.flatMap(({ bindings }) => [...bindings])),
  };
}

const bind = (name: string, value: Expression): Match => ({
  conditions: [],
  bindings: name === '_' ? unbound : new Map([[name, value]]),
});

/** A name alone is bound, `a.b` is a value to compare with. */
function matchName(node: SyntaxNode, subject: Expression): Match {
  if (node.named.length > 1) return when(comparison('==', subject, lowerExpression(node)));
  return bind(node.text, subject);
}

function matchSingleton(node: SyntaxNode, subject: Expression): Match {
  return when(comparison('is', subject, lowerExpression(node)));
}

function matchAs(node: SyntaxNode, subject: Expression): Match {
  const [pattern, name] = node.named;
  if (!pattern || !name) return anything;
  return both(matchPattern(pattern, subject), bind(name.text, subject));
}

/** Alternatives bind the same names, each to its own part of the subject. */
function matchUnion(node: SyntaxNode, subject: Expression): Match {
  const alternatives = split(node.children, '|').map((tokens) => matchTokens(tokens, subject));
  const [last = anything, ...before] = alternatives.toReversed();
  const bindings = before.reduce(
    (rest, { conditions, bindings: own }) =>
      new Map(
        [...own].map(([name, value]) => [
          name,
          conditional(all(conditions), value, rest.get(name) ?? value),
        ]),
      ),
    last.bindings,
  );
  return { conditions: [any(alternatives.map(({ conditions }) => all(conditions)))], bindings };
}

function split(tokens: readonly SyntaxNode[], separator: string): SyntaxNode[][] {
  const groups: SyntaxNode[][] = [[]];
  for (const token of tokens) {
    if (token.kind === separator) groups.push([]);
    else groups.at(-1)?.push(token);
  }
  return groups;
}

/** Built-in classes match their only positional pattern against the whole value. */
const wholeValue = new Set(
  'bool bytearray bytes dict float frozenset int list set str tuple'.split(' '),
);

/** Places are attributes whose names only the class knows. */
function matchClass(node: SyntaxNode, subject: Expression): Match {
  const type = node.childOfKind('dotted_name');
  const parts = node.named.filter(({ kind }) => kind === 'case_pattern');
  const matches = parts.map((part, place) => {
    const keyword = part.childOfKind('keyword_pattern');
    if (keyword) {
      const [name, ...value] = keyword.children;
      return matchTokens(value.slice(1), attribute(subject, name?.text ?? ''));
    }
    const isWhole = wholeValue.has(type?.text ?? '');
    return matchPattern(part, isWhole ? subject : attribute(subject, String(place)));
  });
  return both(when(isInstance(subject, lowerExpression(type))), ...matches);
}

const isInstance = (subject: Expression, type: Expression) =>
  call(variable('isinstance'), subject, type);

function matchMapping(node: SyntaxNode, subject: Expression): Match {
  const entries = split(node.children.slice(1, -1), ',').map((tokens): Match => {
    const [key = [], value = []] = split(tokens, ':');
    const rest = tokens.find(({ kind }) => kind === 'splat_pattern');
    if (rest) return bind(rest.named[0]?.text ?? '_', other('rest', [subject]));
    if (key.length === 0) return anything;
    const name = patternValue(key);
    const found = when(comparison('in', name, subject));
    return both(found, matchTokens(value, index(subject, name)));
  });
  return both(when(isInstance(subject, variable('dict'))), ...entries);
}

/** `(p)` is p; `(p,)`, `(p, q)` and `[p]` are sequences. */
function matchBrackets(node: SyntaxNode, subject: Expression): Match {
  const [only, ...others] = node.named;
  const isGroup =
    node.kind === 'tuple_pattern' && only && others.length === 0 && !node.childOfKind(',');
  return isGroup ? matchPattern(only, subject) : matchSequence(node.named, subject);
}

/** A tuple that was written as the subject is matched part by part. */
export function matchSequence(parts: readonly SyntaxNode[], subject: Expression): Match {
  const star = parts.findIndex((part) => part.childOfKind('splat_pattern'));
  const isSpelled = subject.kind === 'collection' && subject.items.length === parts.length;
  if (isSpelled && star < 0) {
    return both(...parts.map((part, place) => matchPattern(part, subject.items[place] ?? subject)));
  }
  const length = call(variable('len'), subject);
  const wanted = integer(String(star < 0 ? parts.length : parts.length - 1));
  const types = collection('tuple', [variable('list'), variable('tuple')]);
  return both(
    when(isInstance(subject, types), comparison(star < 0 ? '==' : '>=', length, wanted)),
    ...parts.map((part, place) => matchPart(part, place, { star, count: parts.length }, subject)),
  );
}

function matchPart(
  part: SyntaxNode,
  place: number,
  { star, count }: { readonly star: number; readonly count: number },
  subject: Expression,
): Match {
  if (place === star) {
    const name = part.childOfKind('splat_pattern')?.named[0]?.text ?? '_';
    const end = place - count + 1;
    const bounds = [number(place), end === 0 ? null : number(end), null];
    return bind(name, index(subject, { kind: 'slice', bounds }));
  }
  const isAfterStar = star >= 0 && place > star;
  return matchPattern(part, index(subject, number(isAfterStar ? place - count : place)));
}

const number = (value: number) =>
  value < 0 ? unary('-', integer(String(-value))) : integer(String(value));
