/** Sets the trainer's environment up as users do, in the folder given, and prints its Python. */
import { resolve } from 'node:path';
import { TrainerEnvironment } from '../../src/training/environment/trainerEnvironment.ts';

const [folder] = process.argv.slice(2);
if (folder === undefined) throw new Error('usage: setUpTrainer FOLDER');
const environment = new TrainerEnvironment(folder, resolve('trainer'));
process.stdout.write(
  await environment.setUp({
    onProgress: ({ phase, package: name }) => process.stderr.write(`${phase} ${name ?? ''}\n`),
  }),
);
