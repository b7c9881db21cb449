import { resolve } from 'node:path';

/** Everything the proof has drawn and trained; remove it to begin anew. */
export const proofFolder = resolve('.cache/proof');
