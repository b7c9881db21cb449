import { lexicalTokens } from '../lexicalTokens.ts';
import type { RewardParts } from '../types.ts';
import { hasDocumentationForm } from './form.ts';
import { leak } from './leak.ts';
import { lengthGuard } from './length.ts';
import { proseGuard } from './prose.ts';
import { repetitionGuard } from './repetition.ts';

/** What the guards make of a documentation, whatever was rebuilt from it. */
export interface GuardedDocumentation {
  readonly isRightForm: boolean;
  /** From 0 to 1: what is left of the reward. */
  readonly left: number;
  readonly parts: RewardParts;
}

/** @param body the tokens of the documented code's bodies. */
export function documentationGuards(body: readonly string[], doc: string): GuardedDocumentation {
  const told = lexicalTokens(doc);
  const parts = {
    leak: leak(body, told),
    length: lengthGuard(told.length, body.length),
    repetition: repetitionGuard(told),
    prose: proseGuard(told, body),
  };
  return {
    isRightForm: hasDocumentationForm(doc),
    left: (1 - parts.leak) * parts.length * parts.repetition * parts.prose,
    parts,
  };
}
