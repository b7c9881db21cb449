/** Sets the trainer's environment up as users do, in the folder given, and prints its Python. */
import { TrainerEnvironment } from '../../src/training/environment/trainerEnvironment.ts';
import { root } from './paths.mjs';

const [folder] = process.argv.slice(2);
if (folder === undefined) throw new Error('usage: setUpTrainer FOLDER');
const environment = new TrainerEnvironment(folder, `${root}/trainer`);
process.stdout.write(
  await environment.setUp({
    onProgress: ({ phase, package: name }) => process.stderr.write(`${phase} ${name ?? ''}\n`),
  }),
);
