import { messageOf, RoundtripError } from '../common/errors.ts';
import { mendedTests } from './mendedTests.ts';
import {
  type EvaluationLanguage,
  evaluationLanguages,
  type Problem,
  type UnusableLine,
} from './types.ts';

export interface Problems {
  readonly problems: readonly Problem[];
  readonly unusable: readonly UnusableLine[];
}

/**
 * The problems of a benchmark's file, one JSON object a line. Two shapes are known: HumanEval's
 * (`prompt` is code up to a signature, `test`, `entry_point`) and MBPP's (`text` or `prompt` in words,
 * `test_list` or `test`).
 * @param language only problems in this language; those that do not say theirs are taken to be in it.
 */
export function readProblems(text: string, language: EvaluationLanguage | null): Problems {
  const problems: Problem[] = [];
  const unusable: UnusableLine[] = [];
  for (const [index, line] of text.split('\n').entries()) {
    if (line.trim() === '') continue;
    try {
      const fields = asFields(JSON.parse(line));
      const own = fields.language ?? language ?? 'python';
      if (language !== null && own !== language) continue;
      problems.push(asProblem(fields, own, String(fields.task_id ?? index + 1)));
    } catch (error) {
      const why = error instanceof SyntaxError ? 'This is no JSON.' : messageOf(error);
      unusable.push({ line: index + 1, error: why });
    }
  }
  return { problems, unusable };
}

type Fields = Readonly<Record<string, unknown>>;

function asFields(value: unknown): Fields {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Fields;
  throw unusableLine('This is no JSON object.');
}

function asProblem(fields: Fields, language: unknown, task: string): Problem {
  const named = evaluationLanguages.find((one) => one === language);
  if (!named) {
    throw unusableLine(
      `Programs in “${String(language)}” can't be judged. Known are ${evaluationLanguages.join(', ')}.`,
    );
  }
  const isInWords = ['text', 'test_list', 'code'].some((name) => name in fields);
  return isInWords ? inWords(fields, named, task) : inCode(fields, named, task);
}

/** HumanEval's shape, in any language. */
function inCode(fields: Fields, language: EvaluationLanguage, task: string): Problem {
  const test = mendedTests(text(fields, 'test'), String(fields.entry_point));
  // Python's tests are a function that somebody has to call.
  const check = language === 'python' && /^def check\(/m.test(test);
  return {
    ...{ task, language, description: '', setup: '' },
    start: withLineEnd(text(fields, 'prompt')),
    tests: check ? `${test}\n\ncheck(${text(fields, 'entry_point')})\n` : test,
    solution: textOrNull(fields, 'canonical_solution'),
  };
}

/** A model that is left within the signature's line goes on in that line. */
function withLineEnd(code: string): string {
  return /\s$/.test(code) ? code : `${code}\n`;
}

/** MBPP's shape, as it was published and in its sanitized form. */
function inWords(fields: Fields, language: EvaluationLanguage, task: string): Problem {
  const imports = 'test_imports' in fields ? texts(fields, 'test_imports') : [];
  const tests = 'test_list' in fields ? texts(fields, 'test_list') : [text(fields, 'test')];
  return {
    ...{ task, language, start: null },
    description: `${text(fields, 'text' in fields ? 'text' : 'prompt')}\n\n${tests.join('\n')}`,
    setup: [...imports, textOrNull(fields, 'test_setup_code') ?? ''].join('\n'),
    tests: tests.join('\n'),
    solution: textOrNull(fields, 'code'),
  };
}

function text(fields: Fields, name: string): string {
  const value = fields[name];
  if (typeof value === 'string' && value.trim() !== '') return value;
  throw unusableLine(`The problem has no text “${name}”.`);
}

function textOrNull(fields: Fields, name: string): string | null {
  const value = fields[name];
  return typeof value === 'string' ? value : null;
}

function texts(fields: Fields, name: string): readonly string[] {
  const value = fields[name];
  const isTexts = Array.isArray(value) && value.every((one) => typeof one === 'string');
  if (isTexts) return value;
  throw unusableLine(`“${name}” is no list of texts.`);
}

function unusableLine(message: string): RoundtripError {
  return new RoundtripError('problems-unusable', message);
}
