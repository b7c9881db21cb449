import { shannonEntropy } from './entropy.ts';
import { isPlaceholder } from './placeholder.ts';

/** What stands between a name and the text in quotes that is given to it; a comparison gives nothing. */
const given =
  /["'`]?\]?\)?(?:\s{0,3}:\s{0,3}[\w.|[\] ]{1,30}?)?\s{0,3}(?:=>|:=|[=:](?!=)|\(|,)\s{0,5}[rbuf]{0,2}(["'`])([^\s"'`]{4,256})\1/;

/**
 * Names that say a password is meant: `DB_PASSWORD = "…"`, `"password": '…'`, `password: str = "…"`,
 * `env["DB_PWD"] = "…"`, `.password("…")`.
 */
const password = /(?:passw(?:or)?d|passphrase|passwort|pwd|pass(?![a-z]))(?:_?\w{0,20})/;
/** Names of what a program shows in place of a password. */
const key =
  /(?:secret|token|api_?key|access_?key|auth_?key|private_?key|credentials?)(?:_?\w{0,20})/;

const passwordGiven = new RegExp(password.source + given.source, 'gi');
const keyGiven = new RegExp(key.source + given.source, 'gi');

/** A key is drawn at random; gitleaks' rule for keys without a form of their own asks for 3.5. */
const keyEntropy = 3.5;
const shortestKey = 12;

/** A password, or a key that no rule knows by its form, that was written into the code. */
export function passwordLiteral(text: string): string | null {
  if (valuesIn(text, passwordGiven).some(isPassword)) return 'password';
  return valuesIn(text, keyGiven).some(isKey) ? 'key' : null;
}

function valuesIn(text: string, pattern: RegExp): string[] {
  return Array.from(text.matchAll(pattern), ([, , value = '']) => value);
}

/** Words joined as names and paths are joined say what a password is for. */
const words =
  /^[a-z]+(?:[_.\-/:][a-z]*)+$|^[A-Z]+(?:_[A-Z]+)+$|^(?:[a-z]+|[A-Z][a-z]+)(?:[A-Z][a-z]+)+$/;

function isPassword(value: string): boolean {
  return !words.test(value) && !isPlaceholder(value);
}

function isKey(value: string): boolean {
  if (value.length < shortestKey || !isPassword(value)) return false;
  return /[a-z]/i.test(value) && shannonEntropy(value) > keyEntropy;
}
