import type { SyntaxNode } from '../../../syntaxNode.ts';
import type { Definition, Parameter, Statement } from '../../ir.ts';
import { assign } from '../build.ts';
import { LexicalScope } from '../lexicalScope.ts';
import { GoFunction, GoReader, statementsOf } from './reader.ts';
import { valueType, zeroValue } from './types.ts';

/**
 * A function, method or function literal. Its parameters and its body are one block; the receiver
 * is the first parameter.
 */
export function readDefinition(node: SyntaxNode, name: string, outer: GoReader): Definition {
  const go = new GoReader(outer.rules, new LexicalScope(outer.scope), {
    function: new GoFunction(outer.function),
  });
  const parameters = ['receiver', 'parameters'].flatMap((field) =>
    readParameters(node.child(field), go),
  );
  const own = new Set(parameters.map((parameter) => parameter.name));
  const results = readResults(node.child('result'), go);
  const body = [...results, ...go.statements(statementsOf(node.child('body')))];
  const locals = [...go.scope.declared, ...go.function.temporaries].filter(
    (local) => !own.has(local),
  );
  return { name, parameters, body, locals };
}

function readParameters(list: SyntaxNode | undefined, go: GoReader): Parameter[] {
  return (list?.named ?? []).flatMap((declaration) => {
    const names = declaration.childrenOf('name').filter(({ isNamed }) => isNamed);
    const type = valueType(declaration.child('type'));
    const isRest = declaration.kind === 'variadic_parameter_declaration';
    const declared = names.map(({ text }) =>
      text === '_' ? go.discard() : go.declare(text, isRest ? 'other' : type),
    );
    return (declared.length > 0 ? declared : [go.discard()]).map(
      ({ name }): Parameter => (isRest ? { name, rest: 'positional' } : { name }),
    );
  });
}

/** Named results are variables that a bare `return` returns. */
function readResults(list: SyntaxNode | undefined, go: GoReader): Statement[] {
  if (list?.kind !== 'parameter_list') return [];
  return list.named.flatMap((declaration) => {
    const type = declaration.child('type');
    const zero = zeroValue(type, go);
    return declaration
      .childrenOf('name')
      .filter(({ isNamed }) => isNamed)
      .map(({ text }) => {
        const result = text === '_' ? go.discard() : go.declare(text, valueType(type));
        go.function.results.push(result);
        return assign(result, zero);
      });
  });
}
