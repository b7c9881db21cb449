import type { ComparedFunction } from './pastFunctions.ts';

/**
 * The function that `later` was in the same file one version before, if its documentation was the
 * same then. A function of the same name comes first; without one it is taken to be renamed, from
 * a function of that documentation that the later version does not have.
 * @param earlier the functions of the version before, @param now those of the later one.
 */
export function counterpart<T extends ComparedFunction>(
  later: ComparedFunction,
  earlier: readonly T[],
  now: readonly ComparedFunction[],
): T | null {
  const named = earlier.filter(({ qualifiedName }) => qualifiedName === later.qualifiedName);
  if (named.length > 0) {
    return likeliest(
      later,
      named.filter(({ doc }) => doc === later.doc),
    );
  }
  return likeliest(later, vanished(later.doc, earlier, now));
}

/** The functions of this documentation that the later version of their file has no more. */
export function vanished<T extends ComparedFunction>(
  doc: string | null,
  earlier: readonly T[],
  now: readonly ComparedFunction[],
): T[] {
  const remaining = new Set(now.map(({ qualifiedName }) => qualifiedName));
  return earlier.filter((one) => one.doc === doc && !remaining.has(one.qualifiedName));
}

/** The one of `candidates` that is most like `later`; null where that can't be told. */
export function likeliest<T extends ComparedFunction>(
  later: ComparedFunction,
  candidates: readonly T[],
): T | null {
  const isAlike: readonly ((one: ComparedFunction) => boolean)[] = [
    ({ qualifiedName, code }) => qualifiedName === later.qualifiedName && code === later.code,
    ({ name, code }) => name === later.name && code === later.code,
    ({ qualifiedName }) => qualifiedName === later.qualifiedName,
    ({ name }) => name === later.name,
    () => true,
  ];
  for (const test of isAlike) {
    const [first, ...others] = candidates.filter(test);
    if (first) return others.every(({ code }) => code === first.code) ? first : null;
  }
  return null;
}
