/** The outcome of an input that met the time limit. */
export const timedOut = 'timed out';

const maxDepth = 6;
const maxLength = 2000;

/**
 * A text that is the same for values a program can't tell apart, across contexts. Functions are
 * alike, and so are 0 and -0.
 */
export function describe(value: unknown, depth = 0): string {
  if (typeof value === 'string') return JSON.stringify(value).slice(0, maxLength);
  if (typeof value === 'bigint') return `${value}n`;
  if (typeof value === 'function') return 'function';
  if (typeof value === 'symbol') return 'symbol';
  if (typeof value !== 'object' || value === null) return value === 0 ? '0' : String(value);
  const name = Object.getPrototypeOf(value)?.constructor?.name ?? 'Object';
  if (depth > maxDepth) return name;
  if (name === 'RegExp') return String(value);
  const parts = entries(value, name).slice(0, maxLength);
  return `${name}(${parts.map((part) => part.map((one) => describe(one, depth + 1)).join(': ')).join(', ')})`;
}

function entries(value: object, name: string): unknown[][] {
  if (name === 'Map') return [...(value as Map<unknown, unknown>)].map(([a, b]) => [a, b]);
  if (name === 'Set') return [...(value as Set<unknown>)].map((one) => [one]);
  const isError = name.endsWith('Error');
  return Object.keys(value)
    .filter((key) => !(isError && key === 'stack'))
    .map((key) => [key, Reflect.get(value, key)]);
}
