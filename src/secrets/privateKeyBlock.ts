/**
 * The beginning of a private key in PEM, OpenSSH's, PGP's or PuTTY's form, with something of the key:
 * code that only knows how such a block begins holds none.
 */
const block =
  /(?:-----BEGIN[ A-Z0-9_-]{0,100}PRIVATE KEY(?: BLOCK)?-----|PuTTY-User-Key-File-\d: )[\s\S]{0,300}?[A-Za-z0-9+/]{24}/;

export function privateKeyBlock(text: string): string | null {
  return block.test(text) ? 'private-key' : null;
}
