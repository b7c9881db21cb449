import { silentLogger } from '../../../src/common/logger.ts';
import { EngineClient } from '../../../src/engine/client.ts';
import type { Completion, GenerateRequest } from '../../../src/engine/engine.ts';
import { testWorker } from '../../support/engine.ts';

/** A model that goes on for longer than this has lost its way; the functions here take half of it. */
const mostTokens = 400;

/** The engine with a lower limit on replies: a bench does not wait for a model that lost its way. */
export class CappedEngine extends EngineClient {
  static async start(modelPath: string): Promise<CappedEngine> {
    const engine = new CappedEngine(await testWorker(), silentLogger);
    await engine.load({ modelPath, gpu: 'auto' });
    return engine;
  }

  override generateMany(requests: readonly GenerateRequest[]): Promise<Completion[]> {
    return super.generateMany(
      requests.map((request) => ({
        ...request,
        maxTokens: Math.min(request.maxTokens, mostTokens),
      })),
    );
  }
}
