import { type ExtensionContext, l10n, lm } from 'vscode';
import { bestOfN } from '../../bestOfN.ts';
import type { Candidate } from '../../candidate.ts';
import { firstValue, RoundtripError } from '../../common/errors.ts';
import { documentationEdit } from '../../parse/documentationEdit.ts';
import { greedySampling } from '../../roundTrip.ts';
import { type FidelityIndex, isMeasurable } from '../fidelityIndex.ts';
import { tools } from '../ids.ts';
import { notMeasurable } from '../notMeasurable.ts';
import { placeOf } from '../place.ts';
import type { Services } from '../services.ts';
import { bestOfSettings, styleSetting } from '../settings.ts';
import type { DocumentUnits } from '../unitAtCursor.ts';
import { RoundTripTool, type ToolWork } from './roundTripTool.ts';

/** The tools by which other assistants document, rebuild and check functions. */
export function registerTools(
  context: ExtensionContext,
  services: Services,
  units: DocumentUnits,
  index: FidelityIndex,
): void {
  const work: readonly [name: string, work: ToolWork][] = [
    [tools.document, documenting(services)],
    [tools.reconstruct, reconstructing(services)],
    [tools.fidelity, checking(index)],
  ];
  for (const [name, one] of work) {
    context.subscriptions.push(lm.registerTool(name, new RoundTripTool(services, units, one)));
  }
}

const documenting = ({ roundTrip, parser }: Services): ToolWork => ({
  question: (name) => l10n.t('Write a documentation of {0}?', name),
  progress: (name) => l10n.t('Documenting {0}', name),
  async run({ document, unit, all }, signal) {
    const drawing = bestOfN(roundTrip, placeOf(document), unit, {
      ...bestOfSettings(),
      signal,
      style: styleSetting(document),
      nearbyDocs: all.flatMap(({ existingDoc }) => existingDoc ?? []),
    });
    let best: Candidate | undefined;
    for await (const candidates of drawing) [best] = candidates;
    if (!best) throw new Error('Nothing was drawn.');
    const { doc } = best.documentation;
    const edit = documentationEdit(parser, unit, document.getText(), doc);
    return { doc, edit, fidelity: best.fidelity, parts: best.parts };
  },
});

const reconstructing = ({ roundTrip }: Services): ToolWork => ({
  question: (name) => l10n.t('Rebuild {0} from its documentation?', name),
  progress: (name) => l10n.t('Rebuilding {0} from its documentation', name),
  async run({ document, unit }, signal) {
    const { existingDoc: doc } = unit;
    if (doc === null) {
      throw new RoundtripError(
        'no-documentation',
        l10n.t(
          '{0} has no documentation to rebuild it from. Document it first, or write a doc by hand.',
          unit.name,
        ),
      );
    }
    const place = placeOf(document);
    const source = { id: null, doc };
    const drawn = await roundTrip.reconstruct(place, unit, source, [greedySampling], signal);
    const { code, reward, similarity, parts } = firstValue(drawn);
    return { doc, code, reward, similarity, parts };
  },
});

const checking = (index: FidelityIndex): ToolWork => ({
  question: (name) => l10n.t('Check the fidelity of the documentation of {0}?', name),
  progress: (name) => l10n.t('Rebuilding {0} from its documentation', name),
  async run({ document, unit }, signal) {
    if (!isMeasurable(unit)) throw notMeasurable(unit);
    const { doc, fidelity } = await index.check(document.uri, unit, { signal });
    return {
      doc,
      fidelity: fidelity?.fidelity ?? null,
      reward: fidelity?.reward ?? null,
      parts: fidelity?.parts ?? {},
    };
  },
});
