/**
 * Reads a JSON array of questions from standard input and answers each with the logits of the real
 * engine in its own process, as a JSON array.
 */
import { text } from 'node:stream/consumers';
import type { LogitsRequest } from '../../src/engine/engine.ts';
import { probe } from '../../src/engine/probe.ts';
import { testEngine } from '../support/engine.ts';

interface Question {
  readonly model: string;
  readonly adapter: string | null;
  /** Null for what the probe asks. */
  readonly request: LogitsRequest | null;
}

const questions: Question[] = JSON.parse(await text(process.stdin));
const engine = await testEngine();
const answers: unknown[] = [];
try {
  for (const { model, adapter, request } of questions) {
    await engine.load({ modelPath: model, gpu: 'off', contextTokens: 256 });
    await engine.useAdapter(adapter);
    answers.push(request ? await engine.logits(request) : await probe(engine));
  }
} finally {
  engine.dispose();
}
process.stdout.write(JSON.stringify(answers));
