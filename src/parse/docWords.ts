/**
 * A documentation as it is compared: its words. Wrapping lines in another way, or another
 * indentation, is no change of a documentation.
 */
export function docWords(doc: string): string {
  return doc.trim().split(/\s+/).join(' ');
}
