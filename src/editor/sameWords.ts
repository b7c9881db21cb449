/** Equal but for white space: wrapping lines differently is no change of a documentation. */
export function sameWords(one: string, other: string): boolean {
  const words = (doc: string) => doc.trim().split(/\s+/).join(' ');
  return words(one) === words(other);
}
