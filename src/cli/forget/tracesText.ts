import type { RepositoryTraces } from '../../cycle/forgetRepository.ts';

/**
 * `12 functions with 48 documentations, 190 reconstructions and 3 verdicts; 2 runs; 1 adapter`, or
 * null for nothing.
 */
export function tracesText(traces: RepositoryTraces): string | null {
  const { functions, documentations, reconstructions, verdicts } = traces.records;
  const counts = [
    counted(documentations, 'documentation'),
    counted(reconstructions, 'reconstruction'),
  ].join(', ');
  const parts = [
    functions > 0 &&
      `${counted(functions, 'function')} with ${counts} and ${counted(verdicts, 'verdict')}`,
    traces.runs.length > 0 && counted(traces.runs.length, 'run'),
    traces.adapters.length > 0 && counted(traces.adapters.length, 'adapter'),
    traces.activities > 0 &&
      `${counted(traces.activities, 'entry', 'entries')} on background learning`,
  ];
  return parts.filter((part) => part !== false).join('; ') || null;
}

function counted(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}
