import type { FunctionUnit } from './parse/types.ts';
import type { Place, Reconstruction } from './roundTrip.ts';

/** One round trip, told to a person. */
export interface Report {
  readonly place: Place;
  readonly unit: Pick<FunctionUnit, 'qualifiedName' | 'line' | 'code'>;
  readonly doc: string;
  readonly reconstruction: Reconstruction;
  readonly model: string;
  readonly adapter: string | null;
}

/** The words of a report, which the editor says in its own language. */
export interface ReportWords {
  /** The heading, `{0}` standing for the function. */
  readonly title: string;
  readonly fidelity: string;
  readonly notJudged: string;
  readonly file: string;
  readonly model: string;
  /** `{0}` stands for the adapter. */
  readonly adapter: string;
  readonly documentation: string;
  readonly codes: string;
  readonly reward: string;
}

const englishWords: ReportWords = {
  title: 'Round trip of {0}',
  fidelity: 'Fidelity',
  notJudged: 'can’t be judged',
  file: 'File',
  model: 'Model',
  adapter: 'adapter {0}',
  documentation: 'Documentation',
  codes: 'Original code, and the code rebuilt from the documentation alone',
  reward: 'Reward',
};

const columnWidth = 60;
const barWidth = 20;

/**
 * A round trip as text: fidelity, documentation, both codes side by side and the reward's parts.
 * syntaxes/roundtrip-report.tmLanguage.json colours it in the editor.
 */
export function reportText(
  { place, unit, doc, reconstruction, model, adapter }: Report,
  words = englishWords,
): string {
  const percent = fidelityPercent(reconstruction.reward);
  const labels = [words.fidelity, words.file, words.model];
  const width = Math.max(...labels.map(({ length }) => length)) + 4;
  const line = (label: string, text: string) => label.padEnd(width) + text;
  const used = adapter === null ? '' : `, ${words.adapter.replace('{0}', () => adapter)}`;
  return [
    `# ${words.title.replace('{0}', () => unit.qualifiedName)}`,
    '',
    line(
      words.fidelity,
      percent === null ? words.notJudged : `${percent} %  ${bar(percent / 100)}`,
    ),
    line(words.file, `${place.path}:${unit.line}`),
    line(words.model, `${model}${used}`),
    '',
    `## ${words.documentation}`,
    '',
    doc,
    '',
    `## ${words.codes}`,
    '',
    ...sideBySide(unit.code, reconstruction.code),
    '',
    `## ${words.reward}`,
    '',
    ...rewardLines(reconstruction),
    '',
  ].join('\n');
}

/**
 * `text` as a Markdown block in which nothing is markup, whatever backticks it has. (VS Code's own
 * `appendCodeblock` overlooks a closing fence that is indented.)
 */
export function plainBlock(text: string): string {
  const longest = Math.max(2, ...(text.match(/`+/g) ?? []).map(({ length }) => length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}plaintext\n${text}\n${fence}`;
}

/** The reward, the similarity and each part on a line of its own, with a bar. */
export function rewardLines({ reward, similarity, parts }: Reconstruction): string[] {
  return [
    partLine('reward', reward),
    partLine('similarity', similarity),
    ...Object.entries(parts).map(([name, value]) => partLine(`  ${name}`, value)),
  ];
}

/** Fidelity in percent as people see it: the reward from 0 to 100, null where there is none. */
export function fidelityPercent(reward: number | null): number | null {
  return reward === null ? null : Math.round(Math.max(0, reward) * 100);
}

/** Two texts in two columns; long lines go on in the next row. */
function sideBySide(left: string, right: string): string[] {
  const [lefts, rights] = [rows(left), rows(right)];
  return Array.from({ length: Math.max(lefts.length, rights.length) }, (_, index) =>
    `${(lefts[index] ?? '').padEnd(columnWidth)} │ ${rights[index] ?? ''}`.trimEnd(),
  );
}

function rows(text: string): string[] {
  return text
    .replaceAll('\t', '    ')
    .split('\n')
    .flatMap((line) => line.match(new RegExp(`.{1,${columnWidth}}`, 'gu')) ?? ['']);
}

function partLine(name: string, value: number | null): string {
  return value === null
    ? `${name.padEnd(14)}     –`
    : `${name.padEnd(14)} ${value.toFixed(2).padStart(5)}  ${bar(value)}`;
}

function bar(share: number): string {
  const filled = Math.round(Math.min(1, Math.max(0, share)) * barWidth);
  return '█'.repeat(filled) + '░'.repeat(barWidth - filled);
}
