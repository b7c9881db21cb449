import { selectRebuiltCode } from '../rollout/figures/rebuiltCode.ts';
import type { RolloutStore } from '../rollout/store.ts';
import type { JudgementFile } from '../training/judgementFile.ts';
import type { CycleCodes, CycleDetail } from './messages.ts';

/** The held-out functions that a cycle was judged on, one by one. @param file null for none. */
export function cycleDetail(file: JudgementFile | null): CycleDetail {
  if (!file) return { functions: null, before: null };
  const functions = file.functions.map(({ codeHash: _, ...one }) => one);
  return { functions, before: file.before };
}

/** The code of one of these functions, and what was rebuilt from its docs before and after. */
export function cycleCodes(
  store: Pick<RolloutStore, 'read'>,
  file: JudgementFile | null,
  index: number,
): CycleCodes {
  const one = file?.functions[index];
  if (!file || !one) return { original: null, before: null, after: null };
  const { modelHash } = file;
  const rebuilt = (adapter: string | null, doc: string | null) =>
    doc === null
      ? null
      : store.read((connection) =>
          selectRebuiltCode(connection, { codeHash: one.codeHash, modelHash, adapter, doc }),
        );
  const before = rebuilt(file.before, one.before.doc);
  const after = rebuilt(file.after, one.after.doc);
  return {
    original: before?.original ?? after?.original ?? null,
    before: before?.code ?? null,
    after: after?.code ?? null,
  };
}
