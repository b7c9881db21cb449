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
import { everyOther, labelledPairs, originalsOf } from './originals.ts';
import { Sampler } from './sampler.ts';

const parser = testParser();
const originals = await originalsOf(parser, labelledPairs(studyPairs));

const small = new Sampler(smallModel);
await bestOfNSamples(small, await benchFunctions(parser));
const larger = new Sampler(largerModel);
const docs = await driftDocs(larger, originals);
await driftCodes(small, originals, docs);
await small.dispose();
await driftCodes(larger, everyOther(originals), docs);
await larger.dispose();
