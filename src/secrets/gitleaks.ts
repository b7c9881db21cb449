/** The rules of gitleaks (gitleaks.json, made by scripts/secretRules.mjs), as gitleaks applies them. */
import { shannonEntropy } from './entropy.ts';
import data from './gitleaks.json' with { type: 'json' };

interface Pattern {
  readonly pattern: string;
  readonly flags: string;
}

/** What a rule finds and yet is none: where one of these patterns or words stands in its target. */
interface Allowance {
  readonly target: string;
  readonly patterns: readonly Pattern[];
  readonly stopwords: readonly string[];
}

interface Rule {
  readonly id: string;
  /** One of them, in lower case, stands in every text that the rule can match. */
  readonly keywords: readonly string[];
  readonly pattern: RegExp;
  /** A secret has more bits a character; 0: any has enough. */
  readonly entropy: number;
  /** The group that holds the secret; 0: the first that matched anything. */
  readonly secretGroup: number;
  readonly allows: (found: Found) => boolean;
}

/** What a rule matched, and the lines it stands on. */
interface Found {
  readonly secret: string;
  readonly match: string;
  readonly line: string;
}

let compiled: readonly Rule[] | null = null;

/** The id of the first rule that finds a secret in a text, or null. Its time is bounded by the text's. */
export function gitleaksRule(text: string): string | null {
  compiled ??= compileRules();
  const lower = text.toLowerCase();
  const rule = compiled.find(
    (one) => one.keywords.some((keyword) => lower.includes(keyword)) && finds(one, text),
  );
  return rule?.id ?? null;
}

function finds({ pattern, secretGroup, entropy, allows }: Rule, text: string): boolean {
  for (const found of text.matchAll(pattern)) {
    const [match, ...groups] = found;
    const secret = (secretGroup > 0 ? found[secretGroup] : groups.find(Boolean)) ?? match;
    if (entropy > 0 && shannonEntropy(secret) <= entropy) continue;
    const line = linesAround(text, found.index, found.index + match.length);
    if (!allows({ secret, match: nameBefore(text, found.index) + match, line })) return true;
  }
  return false;
}

/** The rules for named secrets match from the beginning of the name, which the data leaves out. */
function nameBefore(text: string, index: number): string {
  return /[\w.-]{0,50}$/.exec(text.slice(Math.max(0, index - 50), index))?.[0] ?? '';
}

function linesAround(text: string, start: number, end: number): string {
  const next = text.indexOf('\n', end);
  return text.slice(text.lastIndexOf('\n', start - 1) + 1, next < 0 ? undefined : next);
}

function compileRules(): Rule[] {
  const always = allowance(data.allowed);
  return data.rules.map(({ pattern, flags, allowed, ...rule }) => {
    const own = allowed.map(allowance);
    return {
      ...rule,
      pattern: new RegExp(pattern, `${flags}g`),
      allows: (found) => always(found) || own.some((allows) => allows(found)),
    };
  });
}

function allowance({ target, patterns, stopwords }: Allowance): Rule['allows'] {
  const expressions = patterns.map(({ pattern, flags }) => new RegExp(pattern, flags));
  return (found) => {
    const text = target === 'match' ? found.match : target === 'line' ? found.line : found.secret;
    if (expressions.some((expression) => expression.test(text))) return true;
    const lower = found.secret.toLowerCase();
    return stopwords.some((word) => lower.includes(word));
  };
}
