import type { Definition, Expression, Statement } from './ir.ts';

/** Whether a name is the function's own, by its declarations or by what its body assigns. */
export function localsOf(definition: Definition): (name: string) => boolean {
  const locals = new Set(definition.locals ?? assignedNames(definition.body));
  for (const name of definition.captured ?? []) locals.delete(name);
  for (const { name } of definition.parameters) locals.add(name);
  return (name) => locals.has(name);
}

/** The variables that statements bind, inner functions' own ones left out. */
export function assignedNames(statements: readonly Statement[]): Set<string> {
  const names = new Set<string>();
  for (const statement of statements) bind(statement, names);
  return names;
}

/** The variables that an assignment to `target` binds. */
export function boundNames(target: Expression, names: Set<string> = new Set()): Set<string> {
  switch (target.kind) {
    case 'variable':
      return names.add(target.name);
    case 'collection':
      for (const item of target.items) boundNames(item, names);
      return names;
    case 'spread':
      return boundNames(target.value, names);
    case 'members':
      for (const entry of target.entries) boundNames(entry.target, names);
      return names;
    default:
      return names;
  }
}

function bind(statement: Statement, names: Set<string>): void {
  const inner = (statements: readonly Statement[]) => {
    for (const each of statements) bind(each, names);
  };
  switch (statement.kind) {
    case 'assign':
      for (const target of statement.targets) boundNames(target, names);
      return;
    case 'forEach':
      boundNames(statement.target, names);
      inner(statement.body);
      inner(statement.otherwise);
      return;
    case 'while':
      inner(statement.body);
      inner(statement.step);
      inner(statement.otherwise);
      return;
    case 'if':
      inner(statement.consequence);
      inner(statement.alternative);
      return;
    case 'try':
      inner(statement.body);
      for (const handler of statement.handlers) {
        if (handler.name !== null) names.add(handler.name);
        inner(handler.body);
      }
      inner(statement.otherwise);
      inner(statement.finally);
      return;
    case 'with':
      for (const { target } of statement.items) if (target) boundNames(target, names);
      inner(statement.body);
      return;
    case 'define':
      names.add(statement.definition.name);
      return;
    case 'scope':
      inner(statement.body);
      return;
  }
}
