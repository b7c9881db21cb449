import type { SyntaxNode } from '../../../syntaxNode.ts';
import type { Expression } from '../../ir.ts';
import { attribute, collection, spread } from '../build.ts';
import type { RubyReader } from './reader.ts';

const lists = new Set([
  'left_assignment_list',
  'destructured_left_assignment',
  'destructured_parameter',
]);

/** What is assigned to; a name that is new is declared. */
export function target(node: SyntaxNode, ruby: RubyReader): Expression {
  if (lists.has(node.kind)) {
    return collection(
      'tuple',
      node.named.map((one) => target(one, ruby)),
    );
  }
  switch (node.kind) {
    case 'identifier':
      return ruby.variable(node.text);
    case 'rest_assignment':
    case 'splat_parameter': {
      const [rest] = node.named;
      return spread(rest ? target(rest, ruby) : ruby.temporary());
    }
    case 'optional_parameter':
    case 'keyword_parameter':
      return ruby.variable(node.child('name')?.text ?? '');
    // A setter: `x.name = v`.
    case 'call':
      return attribute(ruby.expression(node.child('receiver')), node.child('method')?.text ?? '');
    default:
      return ruby.expression(node);
  }
}

/** The names of a block's parameters: they hide those around it. */
export function declareNames(node: SyntaxNode, ruby: RubyReader): void {
  if (node.kind === 'identifier') ruby.scope.declare(node.text);
  for (const child of node.children) {
    if (child.field !== 'value') declareNames(child, ruby);
  }
}
