import { RoundtripError } from '../common/errors.ts';
import type { FunctionUnit } from './types.ts';

/** How many names an error suggests. */
const suggestions = 5;

/**
 * The function of a dotted qualified name, or of a bare name that only one function has. A
 * declaration or overload yields to the implementation of the same name.
 * @throws RoundtripError `no-function`, with names that come close.
 */
export function functionNamed(units: readonly FunctionUnit[], name: string): FunctionUnit {
  const exact = units.filter((unit) => unit.qualifiedName === name);
  const named = exact.length > 0 ? exact : units.filter((unit) => matchesEnd(unit, name));
  const found = named.find((unit) => !unit.isStub) ?? named[0];
  const others = new Set(named.map((unit) => unit.qualifiedName));
  if (found && others.size === 1) return found;

  if (others.size > 1) {
    throw new RoundtripError(
      'no-function',
      `Several functions are called ${name}: ${list([...others])}. Give the qualified name.`,
      { name },
    );
  }
  const close = closeNames(units, name);
  const hint =
    close.length > 0
      ? `Did you mean ${list(close)}?`
      : 'There are no functions in it that could be documented.';
  throw new RoundtripError('no-function', `No function here is called ${name}. ${hint}`, { name });
}

function matchesEnd({ name, qualifiedName }: FunctionUnit, wanted: string): boolean {
  return name === wanted || qualifiedName.endsWith(`.${wanted}`);
}

function list(names: readonly string[]): string {
  const shown = names.slice(0, suggestions).join(', ');
  return names.length > suggestions ? `${shown}, …` : shown;
}

/** Names by how many pairs of adjacent letters they share with `wanted` (Dice's coefficient). */
function closeNames(units: readonly FunctionUnit[], wanted: string): string[] {
  const target = pairs(wanted);
  const likeness = (unit: FunctionUnit): number => {
    const own = pairs(unit.name);
    const shared = [...own].filter((pair) => target.has(pair)).length;
    return (2 * shared) / (own.size + target.size);
  };
  const scored = units.map((unit) => ({ name: unit.qualifiedName, score: likeness(unit) }));
  scored.sort((a, b) => b.score - a.score);
  return [...new Set(scored.map(({ name }) => name))].slice(0, suggestions);
}

function pairs(name: string): Set<string> {
  const padded = ` ${name.toLowerCase().replace(/^.*\./, '')} `;
  return new Set([...padded].slice(1).map((letter, index) => padded.charAt(index) + letter));
}
