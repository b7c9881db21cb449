import type { SyntaxNode } from '../../../syntaxNode.ts';
import type { Expression, Statement } from '../../ir.ts';
import { any, assign, branch, comparison, integer } from '../build.ts';
import { completes, withoutExits } from './exits.ts';
import type { Reader, StatementRule } from './reader.ts';
import { blockNames } from './scopes.ts';
import { condition, isPath, negation } from './values.ts';

/** Bodies that run on into one another are repeated up to so many characters of source. */
const maxRepeated = 4000;

/** One body with the labels that lead to it. */
interface Group {
  /** Null for `default`. */
  readonly tests: readonly (Expression | null)[];
  readonly body: readonly Statement[];
  readonly length: number;
}

/** A `switch` as an if chain: a body that runs on into the next has the next in it. */
export const switchRule: StatementRule = (node, reader) => {
  const value = node.child('value');
  const body = node.child('body');
  if (!value || !body) return [];
  const cases = body.named;
  const names = blockNames(cases.flatMap((each) => each.childrenOf('body')));
  const { before, value: subject } = reader.effects.unpack(reader.expression(value));
  const isSimple = isPath(subject) || subject.kind === 'literal';
  const asked = isSimple ? subject : reader.temporary();
  const statements = reader.jumps.within('switch', ({ breaks }) => {
    const groups = groupsOf(cases, asked, reader);
    const chain = fallsFar(groups) ? inTurn(groups, reader) : chained(groups);
    return withoutExits(chain, breaks, reader.temporary);
  });
  return [
    ...before,
    ...(isSimple ? [] : [assign(asked, subject)]),
    ...reader.scoped(names, statements),
  ];
};

function groupsOf(cases: readonly SyntaxNode[], asked: Expression, reader: Reader): Group[] {
  const groups: Group[] = [];
  let tests: (Expression | null)[] = [];
  for (const [at, each] of cases.entries()) {
    const value = each.child('value');
    tests.push(value ? question(asked, reader.expression(value)) : null);
    const written = each.childrenOf('body').filter(({ isNamed }) => isNamed);
    if (written.length === 0 && at < cases.length - 1) continue;
    const body = reader.statements(written);
    groups.push({ tests, body, length: each.end - each.start });
    tests = [];
  }
  return groups;
}

/** `switch (true)` asks whether a case's value holds. */
function question(asked: Expression, value: Expression): Expression {
  if (asked.kind === 'literal' && asked.type === 'boolean') {
    return asked.value === 'true' ? condition(value) : negation(value);
  }
  return comparison('==', asked, value);
}

function fallsFar(groups: readonly Group[]): boolean {
  let repeated = 0;
  let running = 0;
  for (const { body, length } of groups) {
    repeated += running;
    running = completes(body) ? running + length : 0;
  }
  return repeated > maxRepeated;
}

/** The if chain that finds where to start; null is where no case holds and there is no default. */
function dispatch(
  groups: readonly Group[],
  start: (at: number | null) => readonly Statement[],
): readonly Statement[] {
  const otherwise = groups.findIndex(({ tests }) => tests.includes(null));
  let chain = start(otherwise < 0 ? null : otherwise);
  for (const [at, { tests }] of [...groups.entries()].reverse()) {
    // What `default` does has no question of its own: it is what is left.
    if (at !== otherwise)
      chain = [branch(any(tests.filter((test) => test !== null)), start(at), chain)];
  }
  return chain;
}

function chained(groups: readonly Group[]): readonly Statement[] {
  return dispatch(groups, (from) => {
    if (from === null) return [];
    const end = groups.findIndex(({ body }, at) => at >= from && !completes(body));
    return groups.slice(from, end < 0 ? undefined : end + 1).flatMap(({ body }) => body);
  });
}

/** Finds the place to start at first; then each body runs if that is not after it. */
function inTurn(groups: readonly Group[], reader: Reader): readonly Statement[] {
  const place = reader.temporary();
  return [
    ...dispatch(groups, (at) => [assign(place, integer(String(at ?? groups.length)))]),
    ...groups.map(({ body }, at) => branch(comparison('<=', place, integer(String(at))), body)),
  ];
}
