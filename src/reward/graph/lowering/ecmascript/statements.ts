import type { SyntaxNode } from '../../../syntaxNode.ts';
import type { Expression, Handler } from '../../ir.ts';
import { evaluate, other, raise, returns, variable } from '../build.ts';
import { declarationRules } from './declarations.ts';
import { loopRules } from './loops.ts';
import { boundNames } from './names.ts';
import { assignTo } from './patterns.ts';
import { code, type Reader, type StatementRule } from './reader.ts';
import { switchRule } from './switch.ts';
import { undefinedValue } from './values.ts';

const expressionIn = (node: SyntaxNode, reader: Reader): Expression | null => {
  const [value] = code(node);
  return value ? reader.expression(value) : null;
};

/** A directive, a string alone, does nothing. */
const expressionStatement: StatementRule = (node, reader) => {
  const value = expressionIn(node, reader);
  return value ? reader.effects.statements(value) : [];
};

const returnRule: StatementRule = (node, reader) => {
  const value = expressionIn(node, reader);
  return value ? reader.effects.use(value, returns) : [returns(null)];
};

const throwRule: StatementRule = (node, reader) =>
  reader.effects.use(expressionIn(node, reader) ?? undefinedValue, raise);

const ifRule: StatementRule = (node, reader) => {
  const condition = node.child('condition');
  const alternative = node.child('alternative');
  const [otherwise] = alternative ? code(alternative) : [];
  return reader.effects.branch(
    condition ? reader.expression(condition) : undefinedValue,
    reader.block(node.child('consequence')),
    otherwise ? reader.block(otherwise) : [],
  );
};

/** The exception's own name is assigned inside, so that it hides others only there. */
const caught = 'caught exception';

function handlerOf(clause: SyntaxNode, reader: Reader): Handler {
  const pattern = clause.child('parameter');
  const body = reader.block(clause.child('body'));
  if (!pattern) return { type: null, name: caught, body };
  const bound = assignTo(pattern, variable(caught), reader);
  return {
    type: null,
    name: caught,
    body: reader.scoped(boundNames(pattern), [...bound, ...body]),
  };
}

const tryRule: StatementRule = (node, reader) => {
  const handler = node.child('handler');
  return [
    {
      kind: 'try',
      body: reader.block(node.child('body')),
      handlers: handler ? [handlerOf(handler, reader)] : [],
      otherwise: [],
      finally: reader.block(node.child('finalizer')?.child('body')),
    },
  ];
};

const nothing: StatementRule = () => [];

export const statementRules: [string, StatementRule][] = [
  ...declarationRules,
  ...loopRules,
  ['expression_statement', expressionStatement],
  ['statement_block', (node, reader) => reader.block(node)],
  ['return_statement', returnRule],
  ['throw_statement', throwRule],
  ['if_statement', ifRule],
  ['switch_statement', switchRule],
  ['try_statement', tryRule],
  ['export_statement', (node, reader) => node.childrenOf('declaration').flatMap(reader.statement)],
  [
    'with_statement',
    (node, reader) => [
      evaluate(other('with', node.childrenOf('object').map(reader.expression))),
      ...reader.block(node.child('body')),
    ],
  ],
  ...[
    'empty_statement',
    'debugger_statement',
    'import_statement',
    'function_signature',
    'interface_declaration',
    'type_alias_declaration',
    'ambient_declaration',
    'import_alias',
  ].map((kind): [string, StatementRule] => [kind, nothing]),
];
