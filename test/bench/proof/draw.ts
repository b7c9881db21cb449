/**
 * tsx test/bench/proof/draw.ts POLICY DECODING COUNT [ADAPTER.gguf]
 *
 * Draws one set of samples of the proof and nothing else, so that several can be drawn at a time on
 * different cores. Can be stopped at any moment and goes on where it was.
 */
import { testParser } from '../../support/grammars.ts';
import { proofFolder } from './folder.ts';
import { mixture, proofFunctions } from './functions.ts';
import { type Decoding, samplesOf } from './samples.ts';
import { proofSources } from './sources.ts';

const [name = 'base', decoding = 'user', count = '150', adapter = null] = process.argv.slice(2);
const parser = testParser();
await parser.load('python', 'ruby');
const functions = proofFunctions(parser, await proofSources(`${proofFolder}/sources`));
const side = decoding === 'rollouts' ? 'train' : 'held-out';
const chosen = mixture(functions, side, Number(count));
await samplesOf({ name, adapter }, decoding as Decoding, chosen, parser);
