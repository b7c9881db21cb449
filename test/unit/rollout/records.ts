import type {
  DocumentationRecord,
  GenerationFacts,
  ReconstructionRecord,
  Subject,
} from '../../../src/rollout/types.ts';

/** Records to vary in tests: each takes what matters to the test and fills in the rest. */
export function aSubject(facts: Partial<Subject> = {}): Subject {
  return {
    repository: '/work/shop',
    path: 'src/basket.py',
    qualifiedName: 'Basket.total',
    language: 'python',
    signature: 'def total(self) -> int:',
    code: 'def total(self) -> int:\n    return sum(self.prices)\n',
    ...facts,
  };
}

export function aGeneration(facts: Partial<GenerationFacts> = {}): GenerationFacts {
  return {
    model: 'smollm2-135m-instruct',
    modelHash: 'b179c9',
    adapter: null,
    promptVersion: 'documentation/1/python/plain',
    temperature: 0.8,
    topK: 0,
    topP: 1,
    minP: 0,
    seed: 4_294_967_295,
    promptTokens: [1, 2, 151_645],
    completionTokens: [7, 8],
    stopReason: 'rule',
    milliseconds: 312,
    ...facts,
  };
}

export function aDocumentation(facts: Partial<DocumentationRecord> = {}): DocumentationRecord {
  return {
    subject: aSubject(),
    generation: aGeneration(),
    doc: 'Adds up the prices.',
    failure: null,
    ...facts,
  };
}

export function aReconstruction(facts: Partial<ReconstructionRecord> = {}): ReconstructionRecord {
  return {
    subject: aSubject(),
    generation: aGeneration({ promptVersion: 'reconstruction/1/python' }),
    documentationId: null,
    doc: 'Adds up the prices.',
    code: 'def total(self) -> int:\n    return sum(p for p in self.prices)\n',
    reward: 0.82,
    similarity: 0.85,
    parts: { parses: 1, tokens: 0.9 },
    failure: null,
    ...facts,
  };
}
