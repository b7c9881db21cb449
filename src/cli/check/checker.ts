import { concernsOneFunction, messageOf } from '../../common/errors.ts';
import { type Drift, driftOf } from '../../drift.ts';
import { type Fidelity, FidelityMeter } from '../../fidelity.ts';
import { DocHistory } from '../../history/docHistory.ts';
import type { CodeThenResult } from '../../history/types.ts';
import type { FunctionUnit } from '../../parse/types.ts';
import { placeOfFile } from '../../rollout/place.ts';
import { displayPath } from '../../source/sourceFile.ts';
import type { Core } from '../core.ts';
import { readyModel } from '../readyModel.ts';
import { type Bar, type UnknownReason, verdictOf } from './checked.ts';
import type { FileToCheck } from './filesToCheck.ts';
import type { CheckedPlace } from './sarif.ts';

/** What the model's part of a check gave, or why it gave nothing. */
type Measured = { readonly fidelity: Fidelity } | { readonly reason: UnknownReason };

/** Checks functions one after the other; the model is loaded when the first one needs it. */
export class Checker {
  private readonly meter: FidelityMeter;
  private readonly history: DocHistory;
  private begun = 0;

  /** @param total how many functions there will be, for the progress. */
  constructor(
    private readonly core: Core,
    private readonly bar: Bar & { readonly reconstructions: number },
    private readonly total: number,
  ) {
    const { roundTrip, reward, store, tests, session, output, parser } = core;
    this.meter = new FidelityMeter({
      ...{ roundTrip, reward, store, tests },
      identity: (repository) => session.identify(repository),
      ready: (repository) => readyModel(core, repository),
      onNotRead: (error) => output.note(`Earlier checks were not read: ${messageOf(error)}`),
    });
    this.history = new DocHistory(parser);
  }

  /** @throws RoundtripError where no function could be checked, as without a model. */
  async *check({ path, all, wanted }: FileToCheck): AsyncGenerator<CheckedPlace> {
    const { output, signal } = this.core;
    const before = this.bar.drift
      ? await this.history.codeThen(path, all, wanted, signal)
      : new Map<FunctionUnit, CodeThenResult>();
    for (const unit of wanted) {
      signal.throwIfAborted();
      this.begun += 1;
      output.progress(`${this.begun}/${this.total} ${unit.qualifiedName}`);
      yield await this.checkOne(path, unit, before.get(unit) ?? null);
    }
  }

  private async checkOne(
    file: string,
    unit: FunctionUnit,
    then: CodeThenResult | null,
  ): Promise<CheckedPlace> {
    const measured = await this.measure(file, unit);
    const fidelity = 'fidelity' in measured ? measured.fidelity.fidelity : null;
    const drift = this.drift(unit, then, measured);
    const verdict = verdictOf({ fidelity, drift }, this.bar);
    return {
      file,
      endLine: unit.endLine,
      drifted: drift?.drifted ?? false,
      checked: {
        path: displayPath(file),
        qualifiedName: unit.qualifiedName,
        line: unit.line,
        fidelity,
        drift: drift?.drift ?? null,
        interval: drift?.interval ?? null,
        commit: then?.kind === 'known' ? then.commit : null,
        verdict,
        reason: verdict === 'unknown' ? reasonOf(measured, fidelity, then) : null,
      },
    };
  }

  private async measure(file: string, unit: FunctionUnit): Promise<Measured> {
    if (!unit.parses) return { reason: 'syntax' };
    const { signal } = this.core;
    const { reconstructions } = this.bar;
    try {
      const place = placeOfFile(file);
      return { fidelity: await this.meter.measure(place, unit, { reconstructions, signal }) };
    } catch (error) {
      if (!concernsOneFunction(error)) throw error;
      return { reason: error.code };
    }
  }

  private drift(unit: FunctionUnit, then: CodeThenResult | null, measured: Measured): Drift | null {
    if (then?.kind !== 'known') return null;
    const codes =
      'fidelity' in measured
        ? measured.fidelity.reconstructions.flatMap(({ code }) => code ?? [])
        : [];
    return driftOf(this.core.reward, unit, then.code, codes);
  }
}

function reasonOf(
  measured: Measured,
  fidelity: number | null,
  then: CodeThenResult | null,
): UnknownReason {
  if ('reason' in measured) return measured.reason;
  return fidelity !== null && then?.kind === 'unknown' ? then.reason : 'unjudged';
}
