import { baseOf, baseOfPath, pathOf, world } from './environment.ts';
import type { Expression, Statement } from './ir.ts';

/** Methods that change their object even where their value is used. */
export const takingMethods: ReadonlySet<string> = new Set([
  ...['pop', 'popleft', 'popitem', 'shift', 'setdefault'],
  ...['read', 'readline', 'recv', 'send', 'get_nowait'],
]);

/** The variables and paths that statements may change, world included. */
export function changedPaths(statements: readonly Statement[]): Set<string> {
  const changes = new Changes();
  changes.statements(statements);
  return changes.paths;
}

/** The variables and paths that evaluating an expression may change. */
export function changedByExpression(expression: Expression): Set<string> {
  const changes = new Changes();
  changes.expression(expression);
  return changes.paths;
}

class Changes {
  readonly paths = new Set<string>();

  statements(statements: readonly Statement[]): void {
    for (const statement of statements) this.statement(statement);
  }

  statement(statement: Statement): void {
    switch (statement.kind) {
      case 'assign':
        for (const target of statement.targets) this.target(target);
        this.expression(statement.value);
        return;
      case 'evaluate':
        this.effect(statement.value);
        return;
      case 'return':
      case 'raise':
        if (statement.value) this.expression(statement.value);
        return;
      case 'if':
        this.expression(statement.condition);
        this.statements(statement.consequence);
        this.statements(statement.alternative);
        return;
      case 'while':
        this.expression(statement.condition);
        this.statements(statement.body);
        this.statements(statement.step);
        this.statements(statement.otherwise);
        return;
      case 'forEach':
        this.target(statement.target);
        this.expression(statement.iterable);
        this.statements(statement.body);
        this.statements(statement.otherwise);
        return;
      case 'try':
        this.statements(statement.body);
        for (const handler of statement.handlers) this.statements(handler.body);
        this.statements(statement.otherwise);
        this.statements(statement.finally);
        return;
      case 'with':
        this.paths.add(world);
        for (const { value, target } of statement.items) {
          this.expression(value);
          if (target) this.target(target);
        }
        this.statements(statement.body);
        return;
      case 'define':
        this.paths.add(statement.definition.name);
        return;
      case 'scope': {
        const own = new Set(statement.names);
        for (const path of changedPaths(statement.body)) {
          if (!own.has(baseOfPath(path))) this.paths.add(path);
        }
        return;
      }
      case 'delete':
        for (const target of statement.targets) this.target(target);
    }
  }

  target(target: Expression): void {
    switch (target.kind) {
      case 'variable':
        this.paths.add(target.name);
        return;
      case 'collection':
        for (const item of target.items) this.target(item);
        return;
      case 'spread':
        this.target(target.value);
        return;
      case 'members':
        for (const entry of target.entries) this.target(entry.target);
        return;
      case 'attribute':
        this.#object(target);
        return;
      case 'index':
        this.paths.add(world);
        this.#object(target.object);
        return;
    }
  }

  /** A statement that is there for its effect. */
  effect(value: Expression): void {
    if (value.kind === 'call') {
      this.paths.add(world);
      if (value.callee.kind === 'attribute') this.#object(value.callee.object);
    }
    this.expression(value);
  }

  expression(expression: Expression): void {
    switch (expression.kind) {
      case 'assignment':
        for (const target of expression.targets) this.target(target);
        this.expression(expression.value);
        return;
      case 'yield':
        this.paths.add(world);
        break;
      case 'call':
        if (expression.callee.kind === 'attribute' && takingMethods.has(expression.callee.name)) {
          this.#object(expression.callee.object);
        }
        break;
    }
    for (const operand of operandsOf(expression)) this.expression(operand);
  }

  #object(object: Expression): void {
    const path = pathOf(object) ?? baseOf(object);
    if (path !== null) this.paths.add(path);
  }
}

/** The expressions that are evaluated as parts of this one; functions' bodies are not. */
function operandsOf(expression: Expression): readonly Expression[] {
  switch (expression.kind) {
    case 'literal':
    case 'variable':
    case 'function':
    case 'members':
      return [];
    case 'attribute':
      return [expression.object];
    case 'index':
      return [expression.object, expression.index];
    case 'slice':
      return expression.bounds.filter((bound) => bound !== null);
    case 'operation':
    case 'and':
    case 'or':
    case 'other':
      return expression.operands;
    case 'comparison':
      return [expression.left, expression.right];
    case 'not':
      return [expression.operand];
    case 'conditional':
      return [expression.condition, expression.consequence, expression.alternative];
    case 'call':
      return [expression.callee, ...expression.arguments.map((argument) => argument.value)];
    case 'collection':
      return expression.items;
    case 'pair':
      return [expression.key, expression.value];
    case 'comprehension':
      return [
        ...(expression.key ? [expression.key] : []),
        expression.element,
        ...expression.clauses.flatMap(({ iterable, conditions }) => [iterable, ...conditions]),
      ];
    case 'format':
      return expression.parts;
    case 'assignment':
    case 'await':
    case 'spread':
      return [expression.value];
    case 'yield':
      return expression.value ? [expression.value] : [];
    case 'sequence':
      return expression.expressions;
  }
}
