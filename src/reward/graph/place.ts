import type { Builder, State } from './builder.ts';
import type { Place } from './rules/rule.ts';

/** What the rules on syntax may know of a place. */
export function placeOf({ values, temporary }: Builder, { environment }: State): Place {
  return {
    isGlobal: (name) => !environment.has(name),
    textOf(expression) {
      if (expression.kind === 'literal') {
        return expression.type === 'string' ? expression.value : undefined;
      }
      const held = expression.kind === 'variable' ? environment.get(expression.name) : undefined;
      return held === undefined ? undefined : values.stringAt(held);
    },
    temporary,
  };
}
