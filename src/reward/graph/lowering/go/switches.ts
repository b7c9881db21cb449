import type { SyntaxNode } from '../../../syntaxNode.ts';
import type { Expression, Statement } from '../../ir.ts';
import {
  any,
  assign,
  boolean,
  branch,
  call,
  callMethod,
  comparison,
  evaluate,
  none,
  other,
  variable,
} from '../build.ts';
import { assignment, declare, declared, sendStatement } from './assignments.ts';
import { equals } from './expressions.ts';
import { withoutBreaks } from './jumps.ts';
import { type JumpTarget, jumpTarget } from './jumpTarget.ts';
import { type GoReader, statementsOf } from './reader.ts';
import { typeExpression } from './types.ts';

/** One case: null for the default. */
interface Case {
  readonly condition: Expression | null;
  readonly body: readonly Statement[];
}

/** An if chain; the default is the last `else` wherever it stands. */
function chain(cases: readonly Case[]): Statement[] {
  const rest = cases.find(({ condition }) => condition === null)?.body ?? [];
  return cases.reduceRight<readonly Statement[]>(
    (otherwise, { condition, body }) =>
      condition ? [branch(condition, body, otherwise)] : otherwise,
    rest,
  ) as Statement[];
}

const casesOf = (node: SyntaxNode) => node.named.filter(({ kind }) => /_case$/.test(kind));

/** Opens the scope of a switch and makes it the target of `break`. */
function inSwitch(
  node: SyntaxNode,
  label: string | null,
  outer: GoReader,
  read: (go: GoReader, target: JumpTarget) => Statement[],
): Statement[] {
  const target = jumpTarget('switch', label);
  return outer.inner((scoped) => {
    const initializer = node.child('initializer');
    const before = initializer ? scoped.statement(initializer) : [];
    const go = scoped.at({ jumpTargets: [...scoped.jumpTargets, target] });
    return [...before, ...read(go, target)];
  });
}

export type LabelledRule = (node: SyntaxNode, label: string | null, go: GoReader) => Statement[];

export const expressionSwitch: LabelledRule = (node, label, outer) =>
  inSwitch(node, label, outer, (go, target) => {
    const tag = node.child('value');
    const subject = tag ? go.expression(tag) : boolean(true);
    const nodes = casesOf(node);
    const bodies = nodes.map((one) => withoutBreaks(go.block(one), target.marker, go));
    const cases = nodes.map((one, place): Case => {
      const values = go.expressions(one.child('value')?.named ?? []);
      const condition = any(values.map((value) => equals(subject, value)));
      const body = throughFalls(nodes, bodies, place);
      return { condition: one.kind === 'default_case' ? null : condition, body };
    });
    return chain(cases);
  });

/** A body that ends with `fallthrough` goes on with the next one. */
function throughFalls(
  nodes: readonly SyntaxNode[],
  bodies: readonly (readonly Statement[])[],
  place: number,
): Statement[] {
  const body = bodies[place] ?? [];
  const falls = statementsOf(nodes[place]).at(-1)?.kind === 'fallthrough_statement';
  return falls ? [...body, ...throughFalls(nodes, bodies, place + 1)] : [...body];
}

export const typeSwitch: LabelledRule = (node, label, outer) =>
  inSwitch(node, label, outer, (go, target) => {
    const subject = go.expression(node.child('value'));
    const alias = node.child('alias')?.named ?? [];
    const cases = casesOf(node).map((one): Case => {
      const types = one.childrenOf('type').filter(({ isNamed }) => isNamed);
      const [only] = types;
      const isNarrowed = types.length === 1 && only && only.text !== 'nil';
      const body = go.inner((inner) => {
        const value = isNarrowed ? other('as', [subject, typeExpression(only, inner)]) : subject;
        const names = declared(alias, [], inner);
        return [
          ...names.map((name) => assign(name, value)),
          ...inner.statements(statementsOf(one)),
        ];
      });
      const tests = types.map((type) =>
        type.text === 'nil'
          ? comparison('==', subject, none)
          : comparison('instanceof', subject, typeExpression(type, go)),
      );
      const condition = one.kind === 'default_case' ? null : any(tests);
      return { condition, body: withoutBreaks(body, target.marker, go) };
    });
    return chain(cases);
  });

/** Which case is ready is not known; a default is taken where none is. */
export const selectStatement: LabelledRule = (node, label, outer) =>
  inSwitch(node, label, outer, (go, target) => {
    const nodes = casesOf(node);
    if (nodes.length === 0) return [evaluate(call(variable('select')))];
    const waits = nodes.every(({ kind }) => kind !== 'default_case');
    const cases = nodes.map((one): Case => {
      const communication = one.child('communication');
      const channel = communication && channelOf(communication, go);
      const condition = channel ? other(waits ? 'ready' : 'ready now', [channel]) : null;
      const body = go.inner((inner) => [
        ...(communication ? communicate(communication, inner) : []),
        ...inner.statements(statementsOf(one)),
      ]);
      return { condition, body: withoutBreaks(body, target.marker, go) };
    });
    return chain(cases);
  });

/** What a case waits for: a receive from a channel or a send to it. */
function channelOf(node: SyntaxNode, go: GoReader): Expression {
  if (node.kind === 'receive_statement') return go.expression(node.child('right'));
  return callMethod(go.expression(node.child('channel')), 'send');
}

function communicate(node: SyntaxNode, go: GoReader): Statement[] {
  if (node.kind === 'send_statement') return sendStatement(node, go);
  const left = node.child('left');
  const right = node.child('right');
  if (!left || !right) return [evaluate(go.expression(right))];
  return node.children.some(({ kind }) => kind === ':=')
    ? declare(left.named, [right], go)
    : assignment(node, go);
}
