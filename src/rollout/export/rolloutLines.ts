import type { GenerationFacts } from '../types.ts';
import type { ExportedGroup } from './format.ts';
import {
  documentationReward,
  meanOf,
  type RecordedDocumentation,
  type RecordedReconstruction,
} from './recordedGroup.ts';

/** One object a documentation, with its reconstructions inside: all that the store knows of them. */
export function rolloutLines(group: ExportedGroup): object[] {
  const { subject, documentations, baselineRewards } = group;
  return documentations.map((documentation) => ({
    id: documentation.id,
    group: group.id,
    side: group.side,
    ...subject,
    codeHash: group.codeHash,
    createdAt: new Date(documentation.createdAt).toISOString(),
    ...generationLine(group, documentation),
    doc: documentation.doc,
    failure: documentation.failure,
    reward: documentationReward(documentation),
    baseline: meanOf(baselineRewards),
    verdicts: documentation.verdicts,
    reconstructions: documentation.reconstructions.map((one) => ({
      id: one.id,
      ...generationLine(group, one),
      code: one.code,
      failure: one.failure,
      ...{ reward: one.reward, similarity: one.similarity, parts: one.parts },
    })),
  }));
}

function generationLine(
  { textOf }: ExportedGroup,
  { generation }: RecordedDocumentation | RecordedReconstruction,
): GenerationFacts & { readonly prompt: string | null; readonly completion: string | null } {
  return {
    ...generation,
    prompt: textOf(generation.promptTokens),
    completion: textOf(generation.completionTokens),
  };
}
