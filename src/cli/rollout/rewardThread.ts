/** The reward in a thread of its own; rewardWorker.ts is the way to it. */
import { parentPort, workerData } from 'node:worker_threads';
import { messageOf } from '../../common/errors.ts';
import { CodeParser } from '../../parse/parser.ts';
import { fallbackCause } from '../../reward/fallback.ts';
import { createReward } from '../../reward/reward.ts';
import type { Message, Question, ThreadData } from './rewardMessages.ts';

const port = parentPort;
if (!port) throw new Error('This is the bundle of a worker thread.');
const say = (message: Message) => port.postMessage(message);

const parser = new CodeParser((workerData as ThreadData).grammars);
const reward = createReward(parser, (fallback) => say({ fallback: fallbackCause(fallback) }));

port.on('message', async ({ id, judged }: Question) => {
  try {
    await parser.load(judged[0].language);
    say({ id, reward: reward(...judged) });
  } catch (error) {
    say({ id, error: messageOf(error) });
  }
});
