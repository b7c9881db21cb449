import type { SyntaxNode } from '../../../syntaxNode.ts';
import type { Assign, Expression } from '../../ir.ts';
import { all, any, assign, comparison, index, integer, other, variable } from '../build.ts';
import { compare, length } from '../emptiness.ts';
import { symbol } from './literals.ts';
import { matches } from './operators.ts';
import { elements } from './ranges.ts';
import type { RubyReader } from './reader.ts';

/** What a pattern asks of a value, and the names it gives to its parts. */
interface Match {
  readonly tests: readonly Expression[];
  readonly bindings: readonly Assign[];
}

const nothing: Match = { tests: [], bindings: [] };

const merged = (matches: readonly Match[]): Match => ({
  tests: matches.flatMap(({ tests }) => tests),
  bindings: matches.flatMap(({ bindings }) => bindings),
});

const bind = (name: string, value: Expression, ruby: RubyReader): Match => ({
  tests: [],
  bindings: [assign(ruby.variable(name), value)],
});

export function match(node: SyntaxNode, value: Expression, ruby: RubyReader): Match {
  switch (node.kind) {
    case 'identifier':
      return bind(node.text, value, ruby);
    case 'as_pattern': {
      const pattern = node.child('value');
      const name = node.child('name')?.text ?? '';
      return merged([pattern ? match(pattern, value, ruby) : nothing, bind(name, value, ruby)]);
    }
    case 'parenthesized_pattern':
      return node.named[0] ? match(node.named[0], value, ruby) : nothing;
    case 'alternative_pattern': {
      const choices = node.childrenOf('alternatives').filter(({ isNamed }) => isNamed);
      const read = choices.map((choice) => match(choice, value, ruby));
      return { tests: [any(read.map(({ tests }) => all(tests)))], bindings: [] };
    }
    case 'array_pattern':
      return matchItems(node, value, ruby);
    case 'hash_pattern':
      return matchKeys(node, value, ruby);
    case 'find_pattern':
      return { tests: [other(node.kind, [value, other(node.text)])], bindings: [] };
    case 'variable_reference_pattern':
    case 'expression_reference_pattern': {
      const [inner] = node.named;
      return { tests: [matches(ruby.expression(inner), value)], bindings: [] };
    }
    default:
      return { tests: [matches(ruby.expression(node), value)], bindings: [] };
  }
}

/** The class before the parentheses, or else the one that the brackets stand for. */
function classTest(node: SyntaxNode, value: Expression, ruby: RubyReader, name: string): Match {
  const type = node.child('class');
  const test = comparison('instanceof', value, type ? ruby.expression(type) : variable(name));
  return { tests: [test], bindings: [] };
}

function matchItems(node: SyntaxNode, value: Expression, ruby: RubyReader): Match {
  const items = node.named.filter(({ field }) => field !== 'class');
  const rest = items.findIndex(({ kind }) => kind === 'splat_parameter');
  const count = integer(String(rest < 0 ? items.length : items.length - 1));
  const size: Match = {
    tests: [compare(rest < 0 ? '==' : '>=', length(value), count)],
    bindings: [],
  };
  const parts = items.map((item, place): Match => {
    const isAfterRest = rest >= 0 && place > rest;
    const at = {
      kind: 'literal',
      type: 'integer',
      value: String(isAfterRest ? place - items.length : place),
    } as const;
    if (place !== rest) return match(item, index(value, at), ruby);
    const name = item.child('name')?.text;
    const last = { ...at, value: String(rest - items.length) };
    const range: Expression = { kind: 'operation', operator: '..', operands: [at, last] };
    return name ? bind(name, elements(value, [range]), ruby) : nothing;
  });
  return merged([classTest(node, value, ruby, 'Array'), size, ...parts]);
}

function matchKeys(node: SyntaxNode, value: Expression, ruby: RubyReader): Match {
  const parts = node.named.map((part): Match => {
    if (part.kind === 'hash_splat_parameter') {
      const name = part.child('name')?.text;
      return name ? bind(name, other('rest of', [value, other(node.text)]), ruby) : nothing;
    }
    if (part.kind !== 'keyword_pattern') return nothing;
    const name = part.child('key')?.text ?? '';
    const key = symbol(name);
    const pattern = part.child('value');
    const has: Match = { tests: [comparison('in', key, value)], bindings: [] };
    const item = index(value, key);
    return merged([has, pattern ? match(pattern, item, ruby) : bind(name, item, ruby)]);
  });
  return merged([classTest(node, value, ruby, 'Hash'), ...parts]);
}
