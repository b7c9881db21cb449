import { env, l10n } from 'vscode';
import { type ErrorCode, messageOf, RoundtripError } from '../../common/errors.ts';

/**
 * What an error says, in the editor's language. The core's own sentence is English and knows more
 * cases; it is shown in English, and where no translated one fits.
 */
export function errorText(error: unknown): string {
  if (!(error instanceof RoundtripError) || env.language.startsWith('en')) return messageOf(error);
  const { code, data, message } = error;
  for (const [known, names, sentence] of sentences) {
    const facts = names.map((name) => data[name]).filter((fact) => fact != null);
    if (known === code && facts.length === names.length) return sentence(...facts.map(worded));
  }
  return message;
}

/** A large number is one of bytes. */
function worded(fact: unknown): string {
  if (typeof fact !== 'number' || fact < 1e7) return String(fact);
  const gigabytes = (fact / 1e9).toLocaleString(env.language, { maximumFractionDigits: 1 });
  return `${gigabytes} GB`;
}

type Row = readonly [
  code: ErrorCode,
  /** The facts that must be there, in the order of the sentence. */
  names: readonly string[],
  sentence: (...facts: string[]) => string,
];

const nothingUsable = () =>
  l10n.t(
    'The model gave nothing usable. Nothing was inserted; try again, or choose a larger model.',
  );
const noSpace = (place: string) =>
  l10n.t('There is not enough space left for {0}. Free some space and try again.', place);
const notDownloaded = (what: string) =>
  l10n.t(
    '{0} could not be downloaded. Check the network and try again; what was downloaded is kept.',
    what,
  );
const notOnThisMachine = (model: string) =>
  l10n.t('The model {0} is not on this machine. Choose one.', model);
const noAdapterToUse = (adapter: string) =>
  l10n.t('The adapter {0} can’t be used. Choose another.', adapter);

/**
 * The first row that fits counts. Only codes and facts that the core gives: an error of editor/ is
 * translated where it is made, and carries no data.
 */
const sentences: readonly Row[] = [
  [
    'adapter-mismatch',
    ['id', 'made', 'inUse'],
    (id, made, inUse) =>
      l10n.t(
        'The adapter {0} was made for the model {1}, and the model in use is {2}. Choose another adapter.',
        ...[id, made, inUse],
      ),
  ],
  ['adapter-mismatch', ['path'], noAdapterToUse],
  ['adapter-missing', ['id'], noAdapterToUse],
  ['adapter-unreadable', ['id'], noAdapterToUse],
  ['adapter-unreadable', ['path'], noAdapterToUse],
  ['disk-full', ['path'], noSpace],
  ['disk-full', ['directory'], noSpace],
  ['disk-full', ['name'], noSpace],
  [
    'download-failed',
    ['owner', 'path'],
    (owner, path) =>
      l10n.t(
        'This model is being downloaded already, by process {0}. Wait for it; if no such download runs, delete {1}.',
        ...[owner, path],
      ),
  ],
  ['download-failed', ['name'], notDownloaded],
  ['download-failed', ['uri'], notDownloaded],
  ['download-failed', ['requirement'], notDownloaded],
  [
    'edit-refused',
    [],
    () => l10n.t('The edit would have changed the code, so the file was left as it is.'),
  ],
  ['empty-reply', [], nothingUsable],
  ['unusable-reply', [], nothingUsable],
  [
    'engine-died',
    ['how'],
    (how) =>
      l10n.t('The model’s process ended unexpectedly ({0}). Try again; it is started afresh.', how),
  ],
  [
    'environment-missing',
    [],
    () =>
      l10n.t(
        'The trainer has no Python environment that it can use. Set it up; the log says what is missing.',
      ),
  ],
  [
    'environment-failed',
    [],
    () =>
      l10n.t('The trainer’s environment could not be set up. Try again; the log says what failed.'),
  ],
  [
    'gpu-unavailable',
    ['gpu'],
    (gpu) =>
      l10n.t(
        'The model can’t run on {0} here: there is no such device or no driver for it. Choose “auto” or “off” for the GPU.',
        gpu,
      ),
  ],
  [
    'model-busy',
    [],
    () =>
      l10n.t(
        'This window trains, and the model is the trainer’s meanwhile. Wait for it, or stop it: training can be gone on with later.',
      ),
  ],
  ['model-missing', ['name'], notOnThisMachine],
  ['model-missing', ['path'], notOnThisMachine],
  [
    'model-not-chosen',
    [],
    () =>
      l10n.t('No model is on this machine yet. Choose one; it is downloaded once and stays here.'),
  ],
  [
    'model-not-gguf',
    ['path'],
    (path) => l10n.t('{0} is not a GGUF file. Choose a model in GGUF format.', path),
  ],
  [
    'model-too-large',
    ['path', 'neededBytes', 'freeBytes'],
    (path, needed, free) =>
      l10n.t(
        '{0} needs about {1} of memory and {2} are free. Close other programs or choose a smaller model.',
        ...[path, needed, free],
      ),
  ],
  [
    'model-truncated',
    ['path'],
    (path) => l10n.t('The model file {0} is cut short or damaged. Download the model again.', path),
  ],
  [
    'model-unsupported',
    ['path'],
    (path) => l10n.t('llama.cpp can’t run {0}. Choose another model, or download it again.', path),
  ],
  [
    'model-wrong-checksum',
    ['name'],
    (name) =>
      l10n.t(
        'What was downloaded as {0} is another file: its SHA-256 is wrong. It was removed. Try again; if this happens again, don’t trust the source.',
        name,
      ),
  ],
  [
    'no-rollouts',
    ['repository'],
    (repository) =>
      l10n.t(
        'There are no rollouts of {0} to learn from yet. Draw some with: roundtrip rollout',
        repository,
      ),
  ],
  [
    'prompt-too-long',
    ['promptTokens', 'maxTokens', 'contextTokens'],
    (prompt, reply, context) =>
      l10n.t(
        'The prompt takes {0} tokens and the reply up to {1}, but the context holds {2}. Choose a shorter function.',
        ...[prompt, reply, context],
      ),
  ],
  [
    'run-unusable',
    ['id'],
    (id) => l10n.t('Run {0} can’t be gone on with. Begin a new training.', id),
  ],
  [
    'store-locked',
    ['path'],
    (path) =>
      l10n.t(
        'Another program holds the records in {0} locked. Close it, or try again in a moment.',
        path,
      ),
  ],
  [
    'store-newer',
    ['path'],
    (path) =>
      l10n.t(
        'The records in {0} were written by a newer version of Roundtrip. Update Roundtrip, or choose another data folder.',
        path,
      ),
  ],
  ['trainer-failed', ['log'], (log) => l10n.t('The trainer failed. What it said is in {0}.', log)],
];
