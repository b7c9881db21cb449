import type { Statement } from '../../ir.ts';
import { assign, scope, variable } from '../build.ts';
import { undefinedValue } from './values.ts';

/** Variables that are there before anything is assigned to them. */
export const undefinedAtFirst = (names: readonly string[]): Statement[] =>
  [...new Set(names)].map((name) => assign(variable(name), undefinedValue));

/** Statements with names of their own. */
export const scoped = (
  names: readonly string[],
  body: readonly Statement[],
): readonly Statement[] => (names.length > 0 ? [scope([...new Set(names)], body)] : body);
