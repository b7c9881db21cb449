import { silentLogger } from '../../../src/common/logger.ts';
import { EngineClient } from '../../../src/engine/client.ts';
import type { Completion, GenerateRequest } from '../../../src/engine/engine.ts';
import { testWorker } from '../../support/engine.ts';

/** A model that goes on for longer than this has lost its way; the functions here take half of it. */
const mostTokens = 400;

interface Call {
  readonly requests: readonly GenerateRequest[];
  readonly resolve: (completions: Completion[]) => void;
  readonly reject: (error: unknown) => void;
}

/** Joins the calls of one turn of the event loop into one, so that all lanes of the engine are used. */
export class LockStepEngine extends EngineClient {
  private waiting: Call[] = [];

  static async start(modelPath: string): Promise<LockStepEngine> {
    const engine = new LockStepEngine(await testWorker(), silentLogger);
    await engine.load({ modelPath, gpu: 'auto' });
    return engine;
  }

  override generateMany(requests: readonly GenerateRequest[]): Promise<Completion[]> {
    return new Promise((resolve, reject) => {
      if (this.waiting.length === 0) setImmediate(() => void this.drawWaiting());
      this.waiting.push({ requests, resolve, reject });
    });
  }

  private async drawWaiting(): Promise<void> {
    const calls = this.waiting;
    this.waiting = [];
    const requests = calls.flatMap((call) => call.requests);
    try {
      const completions = await super.generateMany(
        requests.map((request) => ({
          ...request,
          maxTokens: Math.min(request.maxTokens, mostTokens),
        })),
      );
      for (const { requests, resolve } of calls) resolve(completions.splice(0, requests.length));
    } catch (error) {
      for (const { reject } of calls) reject(error);
    }
  }
}
