/**
 * tsx test/bench/samples/drawAll.ts
 *
 * Draws what bench:best-of-n and bench:drift score and is not on the disk yet, without scoring; for
 * a night on a slow machine. Can be stopped at any moment and goes on where it was.
 */
import { testParser } from '../../support/grammars.ts';
import { bestOfNSamples } from './bestOfNSamples.ts';
import { driftCodes, driftDocs } from './driftSamples.ts';
import { benchFunctions } from './functions.ts';
import { largerModel, smallModel, studyPairs } from './models.ts';
import { every, labelledPairs, originalsOf, stride } from './originals.ts';
import { Sampler } from './sampler.ts';

const parser = testParser();
const originals = await originalsOf(parser, labelledPairs(studyPairs));

const larger = new Sampler(largerModel);
const docs = await driftDocs(larger, every(stride.small, originals));
await larger.dispose();
const small = new Sampler(smallModel);
await driftCodes(small, every(stride.small, originals), docs);
await bestOfNSamples(small, await benchFunctions(parser));
await small.dispose();
const again = new Sampler(largerModel);
await driftCodes(again, every(stride.larger, originals), docs);
await again.dispose();
