import type { Expression, Statement } from '../../ir.ts';
import { conditional, none } from '../build.ts';
import { neverFallsThrough } from '../endings.ts';

/** The value that statements return, as one expression, or null where that takes a loop or more. */
export function resultOf(statements: readonly Statement[]): Expression | null {
  const [first, ...rest] = statements;
  if (!first) return none;
  switch (first.kind) {
    case 'return':
      return first.value ?? none;
    case 'if': {
      // Both ways would copy what follows, again and again.
      const isCopied = [first.consequence, first.alternative].every(
        (branch) => !neverFallsThrough(branch),
      );
      if (isCopied && rest.length > 0) return null;
      const consequence = resultOf([...first.consequence, ...rest]);
      const alternative = resultOf([...first.alternative, ...rest]);
      return consequence && alternative && conditional(first.condition, consequence, alternative);
    }
    case 'assign':
    case 'evaluate': {
      const value = resultOf(rest);
      if (!value) return null;
      const done: Expression =
        first.kind === 'evaluate'
          ? first.value
          : { kind: 'assignment', targets: first.targets, value: first.value, isPostfix: false };
      const expressions = value.kind === 'sequence' ? value.expressions : [value];
      return { kind: 'sequence', expressions: [done, ...expressions] };
    }
    default:
      return null;
  }
}
