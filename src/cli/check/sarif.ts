import { createHash } from 'node:crypto';
import { isAbsolute, relative, sep } from 'node:path';
import { pathToFileURL } from 'node:url';
import { version } from '../../../package.json';
import { percent } from '../output.ts';
import { type Bar, type Checked, isBelow } from './checked.ts';
import { reasonText } from './reasonText.ts';
import { type SarifRuleId, sarifRules } from './sarifRules.ts';

/** A function after its check, and where it stands. */
export interface CheckedPlace {
  readonly checked: Checked;
  /** Absolute. */
  readonly file: string;
  readonly endLine: number;
  readonly drifted: boolean;
}

export interface SarifRun {
  /** The repository's root folder: paths are relative to it. */
  readonly root: string;
  readonly bar: Bar;
  readonly started: Date;
  readonly ended: Date;
  readonly exitCode: number;
}

/** A SARIF 2.1.0 log of what is under the bar or drifted, as GitHub code scanning takes it. */
export function sarifLog(all: readonly CheckedPlace[], run: SarifRun): object {
  const unknown = all.filter(({ checked }) => checked.reason !== null);
  const driver = { name: 'Roundtrip', version, semanticVersion: version, rules: sarifRules };
  const invocation = {
    executionSuccessful: true,
    exitCode: run.exitCode,
    startTimeUtc: run.started.toISOString(),
    endTimeUtc: run.ended.toISOString(),
    toolExecutionNotifications: unknown.map((place) => notification(place, run)),
  };
  return {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver },
        columnKind: 'utf16CodeUnits',
        originalUriBaseIds: { '%SRCROOT%': { uri: `${pathToFileURL(run.root).href}/` } },
        invocations: [invocation],
        results: all.flatMap((place, index) => {
          const earlier = all.slice(0, index).filter((other) => isNamesake(other, place));
          return findings(place, run).map((found) => result(found, place, run, earlier.length));
        }),
      },
    ],
  };
}

/** Functions of one qualified name in a file, as a property's getter and setter. */
function isNamesake(one: CheckedPlace, other: CheckedPlace): boolean {
  return one.file === other.file && one.checked.qualifiedName === other.checked.qualifiedName;
}

interface Finding {
  readonly rule: SarifRuleId;
  readonly text: string;
  readonly properties: object;
}

function findings({ checked, drifted }: CheckedPlace, { bar }: SarifRun): Finding[] {
  const { qualifiedName, fidelity, drift, interval, commit } = checked;
  const found: Finding[] = [];
  if (drifted) {
    const since = commit ? ` of ${commit.slice(0, 12)}` : '';
    const text = `The documentation of ${qualifiedName} fits its code${since} better than the present code (drift ${drift?.toFixed(2)}).`;
    found.push({ rule: 'drift', text, properties: { drift, interval, commit } });
  }
  if (isBelow(checked, bar)) {
    const text = `From the documentation of ${qualifiedName} ${percent(fidelity)} of its code comes back; the bar is ${percent(bar.minFidelity ?? null)}.`;
    found.push({ rule: 'low-fidelity', text, properties: { fidelity } });
  }
  return found;
}

/** @param occurrence how many functions of this name stand before it in the file. */
function result(found: Finding, place: CheckedPlace, run: SarifRun, occurrence: number): object {
  const { rule, text, properties } = found;
  const key = [rule, uriOf(place.file, run.root), place.checked.qualifiedName, occurrence];
  const fingerprint = createHash('sha256').update(JSON.stringify(key)).digest('hex');
  return {
    ruleId: rule,
    ruleIndex: sarifRules.findIndex(({ id }) => id === rule),
    level: 'warning',
    message: { text },
    locations: [location(place, run)],
    // Not of the line: an alert stays the same when lines above its function come and go.
    partialFingerprints: { primaryLocationLineHash: fingerprint, 'function/v1': fingerprint },
    properties,
  };
}

function notification(place: CheckedPlace, run: SarifRun): object {
  const { qualifiedName, reason } = place.checked;
  const why = reason === null ? '' : `: ${reasonText(reason)}`;
  return {
    level: 'note',
    message: { text: `${qualifiedName} could not be judged${why}.` },
    locations: [location(place, run)],
  };
}

function location({ file, checked, endLine }: CheckedPlace, { root }: SarifRun): object {
  const uri = uriOf(file, root);
  const { line, qualifiedName } = checked;
  return {
    physicalLocation: {
      artifactLocation: uri.startsWith('file:') ? { uri } : { uri, uriBaseId: '%SRCROOT%' },
      region: { startLine: line, endLine },
    },
    logicalLocations: [{ fullyQualifiedName: qualifiedName, kind: 'function' }],
  };
}

/** Relative to the root; absolute for a file outside of it. */
function uriOf(file: string, root: string): string {
  const path = relative(root, file);
  if (isAbsolute(path) || /^\.\.([\\/]|$)/.test(path)) return pathToFileURL(file).href;
  return path.split(sep).map(encodeURIComponent).join('/');
}
