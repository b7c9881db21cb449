/** The last part of a written name, without quotes: oracles differ in how much of a path they give. */
export function bareName(written: string): string {
  return written.replace(/^(["'`])(.*)\1$/s, '$2').replace(/^.*[./]/s, '');
}
