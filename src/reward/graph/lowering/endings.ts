import type { Statement } from '../ir.ts';

const jumps = new Set<Statement['kind']>(['return', 'raise', 'break', 'continue']);

/** Whether what stands after the statements is never reached. `leaves` tells of further kinds. */
export function neverFallsThrough(
  statements: readonly Statement[],
  leaves: (statement: Statement) => boolean = () => false,
): boolean {
  const last = statements.at(-1);
  if (!last) return false;
  if (last.kind === 'scope') return neverFallsThrough(last.body, leaves);
  if (last.kind === 'if') {
    const { consequence, alternative } = last;
    return [consequence, alternative].every((branch) => neverFallsThrough(branch, leaves));
  }
  return jumps.has(last.kind) || leaves(last);
}
