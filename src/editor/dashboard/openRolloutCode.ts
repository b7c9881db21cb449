import { isAbsolute, join, relative } from 'node:path';
import { l10n, Range, Uri, window, workspace } from 'vscode';
import { RoundtripError } from '../../common/errors.ts';
import { isLanguageId } from '../../parse/languages/index.ts';
import { selectReconstruction } from '../../rollout/reads.ts';
import type { Services } from '../services.ts';
import type { DocumentUnits } from '../unitAtCursor.ts';

/**
 * Opens the function of a rollout where it stands now.
 * @throws RoundtripError `target-changed` where its file is gone.
 */
export async function openRolloutCode(
  { store }: Services,
  units: DocumentUnits,
  rollout: number,
): Promise<void> {
  const found = store.read((connection) => selectReconstruction(connection, rollout));
  if (!found) return;
  const { repository, path, qualifiedName } = found.subject;
  const file = join(repository, path);
  const inside = relative(repository, file);
  const gone = new RoundtripError(
    'file-unreadable',
    l10n.t('{0} is not in {1} any more.', path, repository),
    { path, repository },
  );
  if (inside.startsWith('..') || isAbsolute(inside)) throw gone;
  const document = await workspace.openTextDocument(Uri.file(file)).then(
    (opened) => opened,
    () => null,
  );
  if (!document) throw gone;
  const all = isLanguageId(document.languageId) ? await units.all(document) : [];
  const line = (all.find((unit) => unit.qualifiedName === qualifiedName)?.line ?? 1) - 1;
  await window.showTextDocument(document, { selection: new Range(line, 0, line, 0) });
}
