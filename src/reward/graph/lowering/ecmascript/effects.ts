import type {
  Assign,
  Definition,
  Expression,
  Raise,
  Return,
  Statement,
  Variable,
} from '../../ir.ts';
import {
  assign,
  branch,
  breakLoop,
  callMethod,
  evaluate,
  functionExpression,
  raise,
  returns,
  variable,
} from '../build.ts';
import { loopOf, returnedSearch, returnedTest } from './callbackLoops.ts';
import { callbackLoop } from './callbacks.ts';
import { completes } from './exits.ts';
import { canWait, denied, packedParts, packs } from './packed.ts';
import { condition, isPath, negation } from './values.ts';

/**
 * Expressions in places where statements can stand. What minifiers pack into one expression
 * (sequences, assignments, `a && b()`) is unpacked as far as it is evaluated first.
 */
export class Effects {
  constructor(private readonly temporary: () => Variable) {}

  /** An expression as a statement: what it does, its value is not needed. */
  statements(expression: Expression): Statement[] {
    const { before, value } = this.unpack(expression);
    return [...before, ...this.effects(value)];
  }

  /** What an `if` does; a condition's own effects come before it. */
  branch(
    test: Expression,
    consequence: readonly Statement[],
    alternative: readonly Statement[] = [],
  ): Statement[] {
    const { before, value: asked } = this.unpack(test);
    const value = denied(condition(asked));
    if (consequence.length + alternative.length === 0) return [...before, ...this.effects(value)];
    if (consequence.length === 0) {
      return [...before, ...this.branch(negation(value), alternative)];
    }
    const parts = packedParts(value);
    if (!parts) return [...before, branch(value, consequence, alternative)];
    const { first, rest } = parts;
    if (alternative.length > 0 && !completes(consequence)) {
      return [...before, ...this.branch(value, consequence), ...alternative];
    }
    if (value.kind === 'or' && alternative.length === 0 && isJump(consequence)) {
      return [...before, branch(first, consequence), ...this.branch(rest, consequence)];
    }
    if (value.kind === 'and' && alternative.length === 0) {
      return [...before, branch(first, this.branch(rest, consequence))];
    }
    return [...before, branch(value, consequence, alternative)];
  }

  /** Leaves a loop unless a condition holds. */
  breakUnless(test: Expression): Statement[] {
    const { before, value } = this.unpack(test);
    const parts = value.kind === 'and' ? packedParts(value) : null;
    if (!parts) return [...before, branch(negation(value), [breakLoop])];
    return [...before, branch(negation(parts.first), [breakLoop]), ...this.breakUnless(parts.rest)];
  }

  /** A value, and what is done with it: returned, thrown or assigned. */
  use(expression: Expression, then: (value: Expression) => Return | Raise | Assign): Statement[] {
    const search = then === returns && this.returnedSearch(expression);
    if (search) return search;
    const { before, value } = this.unpack(expression);
    if (value.kind === 'conditional' && (then === raise || then === returns || packs(value))) {
      const yes = this.use(value.consequence, then);
      const no = this.use(value.alternative, then);
      return [...before, ...this.branch(value.condition, yes, no)];
    }
    return [...before, then(value)];
  }

  private assigned(target: Expression, value: Expression): Statement[] {
    if (target.kind === 'variable' && value.kind === 'function') {
      return [defines(value.definition, target.name)];
    }
    return this.use(value, (result) => assign(target, result));
  }

  /** `return xs.some(f)` and the like: a return in the midst of a loop. */
  private returnedSearch(expression: Expression): Statement[] | null {
    if (expression.kind === 'comprehension') return returnedTest(expression, this.temporary);
    const loop = callbackLoop(expression);
    if (!loop) return null;
    const { before, value: object } = this.unpack(loop.object);
    const search = returnedSearch({ ...loop, object }, this.temporary);
    return search && [...before, ...search];
  }

  /** The part of an expression that is evaluated first as statements before it. */
  unpack(expression: Expression): { before: Statement[]; value: Expression } {
    switch (expression.kind) {
      case 'sequence': {
        const last = expression.expressions.at(-1);
        if (!last) break;
        const before = expression.expressions.slice(0, -1).flatMap((each) => this.statements(each));
        const inner = this.unpack(last);
        return { before: [...before, ...inner.before], value: inner.value };
      }
      case 'assignment': {
        const [target] = expression.targets;
        if (!target || !isPath(target) || expression.isPostfix) break;
        const assigned = this.assigned(target, expression.value);
        return { before: assigned, value: target };
      }
      case 'other': {
        const loop = callbackLoop(expression);
        if (!loop) break;
        const object = this.unpack(loop.object);
        const { statements, value } = loopOf({ ...loop, object: object.value }, this.temporary);
        return { before: [...object.before, ...statements], value };
      }
      case 'and':
      case 'or': {
        const [first, ...others] = expression.operands;
        if (!first) break;
        const { before, value } = this.unpack(first);
        return { before, value: { ...expression, operands: [value, ...others] } };
      }
      case 'conditional': {
        const { before, value } = this.unpack(expression.condition);
        return { before, value: { ...expression, condition: condition(value) } };
      }
      case 'not': {
        const { before, value } = this.unpack(expression.operand);
        return { before, value: negation(value) };
      }
      case 'await': {
        const { before, value } = this.unpack(expression.value);
        return { before, value: { ...expression, value } };
      }
      case 'attribute': {
        const { before, value } = this.unpack(expression.object);
        return { before, value: { ...expression, object: value } };
      }
      case 'comparison': {
        const { before, values } = this.unpackAll([expression.left, expression.right]);
        const [left = expression.left, right = expression.right] = values;
        return { before, value: { ...expression, left, right } };
      }
      case 'index': {
        const { before, values } = this.unpackAll([expression.object, expression.index]);
        const [object = expression.object, index = expression.index] = values;
        return { before, value: { ...expression, object, index } };
      }
      case 'operation': {
        const { before, values } = this.unpackAll(expression.operands);
        return { before, value: { ...expression, operands: values } };
      }
      case 'format': {
        const { before, values } = this.unpackAll(expression.parts);
        return { before, value: { ...expression, parts: values } };
      }
      case 'call': {
        const given = expression.arguments.map(({ value }) => value);
        const { before, values } = this.unpackAll([expression.callee, ...given]);
        const [callee = expression.callee, ...rest] = values;
        const args = expression.arguments.map((argument, at) => ({
          ...argument,
          value: rest[at] ?? argument.value,
        }));
        return { before, value: { ...expression, callee, arguments: args } };
      }
    }
    return { before: [], value: expression };
  }

  /** Operands in their order, as long as those before can wait. */
  private unpackAll(operands: readonly Expression[]): {
    before: Statement[];
    values: Expression[];
  } {
    const values = [...operands];
    const before: Statement[] = [];
    for (const [at, operand] of operands.entries()) {
      const inner = this.unpack(operand);
      const changed = new Set(inner.before.flatMap(assignedNames));
      if (values.slice(0, at).some((earlier) => readsAny(earlier, changed))) break;
      before.push(...inner.before);
      values[at] = inner.value;
      if (!canWait(inner.value)) break;
    }
    return { before, values };
  }

  private effects(value: Expression): Statement[] {
    if (isPath(value)) return [];
    switch (value.kind) {
      case 'literal':
      case 'function':
        return [];
      case 'not':
        return this.statements(value.operand);
      case 'assignment': {
        const [target] = value.targets;
        return target ? this.assigned(target, value.value) : [];
      }
      case 'conditional': {
        const { condition: test, consequence, alternative } = value;
        return this.branch(test, this.statements(consequence), this.statements(alternative));
      }
      case 'and':
      case 'or': {
        const last = value.operands.at(-1);
        const tests = value.operands.slice(0, -1);
        const [only] = tests;
        if (!last || !only) return [];
        const test: Expression = tests.length === 1 ? only : { kind: value.kind, operands: tests };
        return this.branch(value.kind === 'and' ? test : negation(test), this.statements(last));
      }
      case 'call':
        return callEffects(value);
      case 'other':
        if (value.label !== 'delete') break;
        return [{ kind: 'delete', targets: value.operands }];
    }
    return [evaluate(value)];
  }
}

/** A function that gets a name by being assigned to it. */
function defines(definition: Definition, name: string): Statement {
  return definition.name === '' || definition.name === name
    ? { kind: 'define', definition: { ...definition, name } }
    : assign(variable(name), functionExpression(definition));
}

/** What can stand twice. */
function isJump([first, ...others]: readonly Statement[]): boolean {
  return others.length === 0 && /^(?:return|raise|break|continue)$/.test(first?.kind ?? '');
}

/** `xs.push(a, b)` appends one after the other. */
function callEffects(value: Expression & { kind: 'call' }): Statement[] {
  const { callee, arguments: args } = value;
  if (callee.kind !== 'attribute' || callee.name !== 'push' || args.some(({ spread }) => spread)) {
    return [evaluate(value)];
  }
  return args.map((item) => evaluate(callMethod(callee.object, 'append', item.value)));
}

function readsAny(value: Expression, names: ReadonlySet<string>): boolean {
  if (value.kind === 'attribute') return readsAny(value.object, names);
  return value.kind === 'variable' && names.has(value.name);
}

function assignedNames(statement: Statement): string[] {
  switch (statement.kind) {
    case 'assign':
      return statement.targets.flatMap((target) =>
        target.kind === 'variable' ? [target.name] : [],
      );
    case 'if':
      return [...statement.consequence, ...statement.alternative].flatMap(assignedNames);
    default:
      return [];
  }
}
