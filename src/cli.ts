/** The composition root of the command line; ../docs/cli.md is its contract. */
import { Command, CommanderError, Option } from 'commander';
import { version } from '../package.json';
import { type ExportAdapterFlags, exportAdapter } from './cli/adapter/exportAdapter.ts';
import { importAdapter } from './cli/adapter/importAdapter.ts';
import { listAdapters, removeAdapter, rollBackAdapter, useAdapter } from './cli/adapter.ts';
import { type CheckFlags, check } from './cli/check.ts';
import { type Core, createCore } from './cli/core.ts';
import { doctor } from './cli/doctor.ts';
import { type DocumentFlags, document } from './cli/document.ts';
import { evaluateHeldOutFunctions } from './cli/eval/heldOut.ts';
import { type EvalFlags, evaluateBenchmark } from './cli/eval.ts';
import { type ExportFlags, exportStore } from './cli/export.ts';
import { type ForgetFlags, forget } from './cli/forget.ts';
import { listFunctions } from './cli/functions.ts';
import { type LearnFlags, learn } from './cli/learn.ts';
import { listPulledModels, modelInfo, pull, remove } from './cli/model.ts';
import {
  type GlobalOptions,
  hours,
  positive,
  share,
  withGlobalOptions,
  withJoinedValue,
} from './cli/options.ts';
import { type ReconstructFlags, reconstruct } from './cli/reconstruct.ts';
import { type ReportFlags, writeReport } from './cli/report.ts';
import { type RolloutFlags, rollout } from './cli/rollout.ts';
import { scan } from './cli/scan.ts';
import { type ScoreFlags, score } from './cli/score.ts';
import { type TrainFlags, train } from './cli/train.ts';
import { AbortError } from './common/abort.ts';
import { messageOf } from './common/errors.ts';
import { evaluationLanguages } from './evaluation/types.ts';
import { exportFormats } from './rollout/export/format.ts';

/** A documentation is under the bar, or drifted. */
const judgedBad = 1;
const usageError = 2;
/** As a shell counts a death by that signal: 128 and its number. */
const exitCodeOfSignal = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 } as const;
const styles = ['plain', 'google', 'numpy', 'sphinx', 'jsdoc', 'yard'];
const objectives = ['policy-gradient', 'best-of', 'dpo'];
const targetHelp = 'FILE, FILE:LINE or FILE:NAME';

const abort = new AbortController();

/** Ends the command early. What happened first decides the exit code. */
function stop(exitCode: number): void {
  process.exitCode ??= exitCode;
  abort.abort(new AbortError());
}

for (const [signal, exitCode] of Object.entries(exitCodeOfSignal)) {
  process.once(signal, () => stop(exitCode));
}
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  // `roundtrip functions . | head` closes the pipe early; that is no error.
  if (error.code !== 'EPIPE' && !abort.signal.aborted) {
    process.stderr.write(`The output can't be written (${error.code}).\n`);
    stop(usageError);
  }
  stop(0);
});
process.stderr.on('error', () => {}); // There is nobody left to tell.

const program = withGlobalOptions(new Command('roundtrip'))
  .description(
    'Documentation that is proved: written by a local model, rebuilt into code, compared.',
  )
  .version(version)
  .configureHelp({ showGlobalOptions: true })
  .showSuggestionAfterError()
  .exitOverride();

/** Options of the commands that rebuild code. */
function withTestOptions(command: Command): Command {
  return command
    .option('--run-tests', 'let the repository’s own tests judge rebuilt code; this runs that code')
    .option('--test-command <words>', 'what runs them, {files} being the test files');
}

/** Adds a command whose action gets the core, its own flags and its arguments. */
function add<Flags>(
  parent: Command,
  usage: string,
  description: string,
  run: (core: Core, flags: Flags, argument: never) => Promise<void>,
): Command {
  return parent
    .command(usage)
    .description(description)
    .action(async (...args: unknown[]) => {
      const self = args.at(-1) as Command;
      const core = createCore(program.opts<GlobalOptions>(), abort.signal);
      try {
        await run(core, self.opts() as Flags, args[0] as never);
      } finally {
        core.dispose();
      }
    });
}

add(program, 'functions <path...>', 'list functions', (core, _, paths: string[]) =>
  listFunctions(core, paths),
);
add(
  program,
  'document <target>',
  `write the documentation of one function, or of each that has none (${targetHelp}); exit 2 if any failed, after the others`,
  (core, flags: DocumentFlags, target: string) => document(core, target, flags),
)
  .option('--write', 'put the documentation into the file')
  .option('--best-of <n>', 'draw n docs and take the one that is rebuilt best', positive, 1)
  .addOption(new Option('--style <name>', 'how the doc is written').choices(styles))
  .option('--no-fidelity', 'do not rebuild the code to measure the doc');
withTestOptions(
  add(
    program,
    'reconstruct <target>',
    `rebuild code from its signature and documentation (${targetHelp}); exit 2 if any failed, after the others`,
    (core, flags: ReconstructFlags, target: string) => reconstruct(core, target, flags),
  ).option('--write', 'put the rebuilt body into a stub'),
);
add(program, 'score', 'the reward of a candidate, without a model', (core, flags: ScoreFlags) =>
  score(core, flags),
)
  .option('--language <id>', 'the language of both files')
  .option('--original <file>', 'the function as it was')
  .option('--candidate <file>', 'the function as it was rebuilt')
  .option('--doc <file>', 'the documentation it was rebuilt from')
  .option('--pairs <file>', 'JSON lines {id, language, original, candidate, doc?}');
withTestOptions(
  add(
    program,
    'check <path...>',
    'the fidelity and drift of documentation; exit 1 if any is under the bar or drifted',
    async (core, flags: CheckFlags, paths: string[]) => {
      if (!(await check(core, paths, flags))) process.exitCode ??= judgedBad;
    },
  )
    .option('--min-fidelity <share>', 'the bar, from 0 to 1 or as 80%', share)
    .option('--drift', 'compare with the code that the documentation was written for')
    .option(
      '--changed [=ref]',
      'only functions that differ from a commit (default: the merge base)',
    )
    .option('--reconstructions <n>', 'how often each function is rebuilt', positive, 1)
    .option('--sarif <file>', 'also write what failed as SARIF 2.1.0'),
);
add(
  program,
  'scan <path...>',
  'what background learning would read, and why not the rest',
  (core, _, paths: string[]) => scan(core, paths),
);
withTestOptions(
  add(
    program,
    'rollout <path...>',
    'document and rebuild functions many times, into the store',
    (core, flags: RolloutFlags, paths: string[]) => rollout(core, paths, flags),
  )
    .option('--docs <n>', 'documentations a function', positive, 4)
    .option('--reconstructions <n>', 'reconstructions a documentation', positive, 4)
    .option('--limit <n>', 'stop after n functions', positive)
    .option('--resume', 'skip functions whose rollouts are recorded already'),
);

add(program, 'export', 'rollouts as files, for training elsewhere', (core, flags: ExportFlags) =>
  exportStore(core, flags),
)
  .addOption(
    new Option('--format <name>', 'how they are written')
      .choices(exportFormats)
      .makeOptionMandatory(),
  )
  .requiredOption('--out <folder>', 'where to; a new or an empty folder')
  .option('--repository <folder>', 'those of one repository alone');
add(
  program,
  'report [path]',
  'the dashboard as one HTML file, of one repository or of all',
  (core, flags: ReportFlags, path: string | undefined) => writeReport(core, path, flags),
).requiredOption('--out <file>', 'where to; an .html file');
add(
  program,
  'eval <benchmark>',
  'heldout: the reward of functions that nothing was learned from; humaneval, mbpp or a FILE.jsonl of their shapes: pass@k, which runs code that a model wrote',
  (core, flags: EvalFlags, benchmark: string) =>
    benchmark === 'heldout'
      ? evaluateHeldOutFunctions(core, flags)
      : evaluateBenchmark(core, benchmark, flags),
)
  .addOption(
    new Option('--language <id>', 'only problems in this language').choices(evaluationLanguages),
  )
  .option('--samples <n>', 'solutions drawn for each problem; one is drawn greedily', positive, 1)
  .option('--limit <n>', 'only the first n problems', positive);

add(
  program,
  'train',
  'an adapter from the rollouts of a repository, used from now on if it is better',
  async (core, flags: TrainFlags & { readonly requirePromotion?: true }) => {
    if (!(await train(core, flags)) && flags.requirePromotion) process.exitCode ??= judgedBad;
  },
)
  .option('--repository <folder>', 'whose rollouts (default: the working directory’s)')
  .addOption(new Option('--objective <name>', 'what is optimised').choices(objectives))
  .option('--epochs <n>', 'how often the rollouts are gone through', positive)
  .option('--resume <run>', 'go on with a run that was stopped')
  .option('--require-promotion', 'exit 1 if the adapter is not better than what is used now');

add(
  program,
  'learn <path>',
  'background learning without an editor: rollouts, training and judgement, again and again',
  (core, flags: LearnFlags, path: string) => learn(core, path, flags),
)
  .option('--hours <n>', 'stop after so many hours', hours)
  .option('--once', 'stop after one training and its judgement');

add(
  program,
  'forget <path>',
  'remove the records, runs and adapters of a repository, for good',
  (core, flags: ForgetFlags, path: string) => forget(core, path, flags),
).option('--yes', 'do not ask');

const adapter = program.command('adapter').description('what was learned, version by version');
add(adapter, 'list', 'list the adapters', (core) => listAdapters(core));
add(adapter, 'use <id>', 'use an adapter for its repository', (core, _, id: string) =>
  useAdapter(core, id),
);
add(adapter, 'rollback', 'use what was used before, or none', (core) => rollBackAdapter(core));
add(adapter, 'remove <id>', 'delete an adapter', (core, _, id: string) => removeAdapter(core, id));
add(adapter, 'import <path>', 'add a PEFT folder or a .gguf file', (core, _, path: string) =>
  importAdapter(core, path),
);
add(
  adapter,
  'export <id>',
  'write an adapter for other tools',
  (core, flags: ExportAdapterFlags, id: string) => exportAdapter(core, id, flags),
)
  .addOption(
    new Option('--format <name>', 'how it is written')
      .choices(['gguf', 'peft'])
      .makeOptionMandatory(),
  )
  .requiredOption('--out <folder>', 'where to; a new or an empty folder');

const model = program.command('model').description('the models on this machine');
add(model, 'list', 'list the models on this machine', (core) => listPulledModels(core));
add(model, 'pull <name>', 'download a model', (core, _, name: string) => pull(core, name));
add(
  model,
  'info [name]',
  'facts of a model, by name or path',
  (core, _, name: string | undefined) => modelInfo(core, name),
);
add(model, 'remove <name>', 'delete a model that was pulled', (core, _, name: string) =>
  remove(core, name),
);
add(program, 'doctor', 'what is there, what is missing, what to do', (core) => doctor(core));

try {
  await program.parseAsync(withJoinedValue(process.argv, '--changed'));
} catch (error) {
  process.exitCode ??= exitCodeOf(error);
}

/** Says what went wrong, once, and returns the exit code that stands for it. */
function exitCodeOf(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : usageError;
  process.stderr.write(`${messageOf(error)}\n`);
  const { debug } = program.opts<GlobalOptions>();
  if (debug && error instanceof Error) process.stderr.write(`${error.stack}\n`);
  return usageError;
}
