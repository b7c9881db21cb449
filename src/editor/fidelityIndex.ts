import { type Disposable, EventEmitter, type TextDocument, type Uri, workspace } from 'vscode';
import { messageOf } from '../common/errors.ts';
import type { Fidelity, MeasureOptions } from '../fidelity.ts';
import { docWords } from '../parse/docWords.ts';
import type { FunctionUnit } from '../parse/types.ts';
import type { Report } from '../reportText.ts';
import type { ModelIdentity } from '../rollout/types.ts';
import type { Place } from '../roundTrip.ts';
import { placeOf } from './place.ts';
import type { Services } from './services.ts';

/** A function by its name, as commands and links hand it on. */
export interface FunctionReference {
  readonly uri: string;
  readonly qualifiedName: string;
}

/** A documented function whose fidelity is known or being measured. */
export interface IndexEntry {
  readonly uri: Uri;
  readonly place: Place;
  readonly unit: FunctionUnit;
  readonly doc: string;
  /** Null while it is being measured. */
  readonly fidelity: Fidelity | null;
  readonly model: Pick<ModelIdentity, 'model' | 'adapter'>;
}

/** What the editor knows of fidelities: read from the store, or measured on demand. */
export class FidelityIndex implements Disposable {
  /** Another map once another model is chosen, so that what is still on its way does not arrive. */
  private entries = new Map<string, IndexEntry>();
  private readonly changed = new EventEmitter<void>();
  /** Fires when an entry came, changed or went. */
  readonly onDidChange = this.changed.event;

  private readonly cleared = new EventEmitter<void>();
  /** Fires when another policy was chosen, whose fidelities have to be looked up. */
  readonly onDidClear = this.cleared.event;

  constructor(private readonly services: Services) {}

  /** The entry of this function, unless its code or documentation is another one by now. */
  of(uri: Uri, unit: FunctionUnit): IndexEntry | undefined {
    const entry = this.entries.get(keyOf(uri, unit));
    if (!entry || entry.unit.code !== unit.code) return undefined;
    return unit.existingDoc !== null && docWords(unit.existingDoc) === docWords(entry.doc)
      ? entry
      : undefined;
  }

  find(reference: FunctionReference): IndexEntry | undefined {
    return this.entries.get(keyOf(reference.uri, reference));
  }

  all(): readonly IndexEntry[] {
    return [...this.entries.values()];
  }

  /** Fills in what the store knows of these functions; draws nothing and never rejects. */
  async lookUp(uri: Uri, units: readonly FunctionUnit[]): Promise<void> {
    const { entries } = this;
    const { meter, session, logger } = this.services;
    const place = placeOf({ uri });
    const unknown = units.filter(isMeasurable).filter((unit) => !this.of(uri, unit));
    if (unknown.length === 0) return;
    let isNew = false;
    try {
      for (const unit of unknown) {
        const doc = unit.existingDoc;
        const fidelity = await meter.known(place, unit, doc);
        const model = fidelity && (await session.identify(place.repository));
        if (!model || this.of(uri, unit)) continue;
        entries.set(keyOf(uri, unit), { uri, place, unit, doc, fidelity, model });
        isNew = true;
      }
    } catch (error) {
      logger.debug(`Known fidelities were not looked up: ${messageOf(error)}`);
    }
    if (isNew && entries === this.entries) this.changed.fire();
  }

  /**
   * Rebuilds a function from its documentation and keeps how close that came.
   * @throws RoundtripError of the engine, AbortError when `options.signal` was aborted.
   */
  async check(
    uri: Uri,
    unit: FunctionUnit & { readonly existingDoc: string },
    options: Omit<MeasureOptions, 'reconstructions'>,
  ): Promise<IndexEntry> {
    const { entries } = this;
    const key = keyOf(uri, unit);
    const before = entries.get(key);
    const model = { model: '', adapter: null };
    const doc = unit.existingDoc;
    const entry: IndexEntry = { uri, place: placeOf({ uri }), unit, doc, fidelity: null, model };
    entries.set(key, entry);
    this.changed.fire();
    try {
      const fidelity = await this.services.meter.measure(entry.place, unit, options);
      const { repository } = entry.place;
      const identity = (await this.services.session.identify(repository)) ?? model;
      const measured = { ...entry, fidelity, model: identity };
      entries.set(key, measured);
      return measured;
    } catch (error) {
      if (before) entries.set(key, before);
      else entries.delete(key);
      throw error;
    } finally {
      this.changed.fire();
    }
  }

  /** Moves a file's entries along with its functions; forgets those that are not as they were. */
  retain(uri: Uri, units: readonly FunctionUnit[]): void {
    const kept = new Set<string>();
    let isOther = false;
    for (const unit of units) {
      const entry = this.of(uri, unit);
      if (!entry) continue;
      kept.add(keyOf(uri, unit));
      this.entries.set(keyOf(uri, unit), { ...entry, unit });
      isOther ||= entry.unit.line !== unit.line;
    }
    for (const [key, { uri: other }] of this.entries) {
      if (other.toString() !== uri.toString() || kept.has(key)) continue;
      this.entries.delete(key);
      isOther = true;
    }
    if (isOther) this.changed.fire();
  }

  /** Another model or adapter was chosen: its fidelities are others. */
  clear(): void {
    this.entries = new Map();
    this.cleared.fire();
    this.changed.fire();
  }

  dispose(): void {
    this.cleared.dispose();
    this.changed.dispose();
  }
}

/** It has a documentation, and code of its own that a reconstruction can be compared with. */
export function isMeasurable(
  unit: FunctionUnit,
): unit is FunctionUnit & { readonly existingDoc: string } {
  return unit.existingDoc !== null && unit.existingDoc.trim() !== '' && !unit.isStub && unit.parses;
}

/** The round trip behind an entry, for the report; null where nothing usable came back. */
export function reportOf({ place, unit, doc, fidelity, model }: IndexEntry): Report | null {
  const first = fidelity?.reconstructions[0];
  if (first?.code == null) return null;
  return { place, unit, doc, reconstruction: { ...first, code: first.code }, ...model };
}

export function referenceOf(uri: Uri, { qualifiedName }: FunctionUnit): FunctionReference {
  return { uri: uri.toString(), qualifiedName };
}

/** The document if it is open. */
export function openDocument(uri: Uri): TextDocument | undefined {
  return workspace.textDocuments.find((document) => document.uri.toString() === uri.toString());
}

function keyOf(uri: Uri | string, { qualifiedName }: Pick<FunctionUnit, 'qualifiedName'>): string {
  return `${uri.toString()}#${qualifiedName}`;
}
