import type { Expression, Statement } from '../../ir.ts';
import { assign, evaluate, returns } from '../build.ts';

/** Where the value of a statement goes. */
export interface Sink {
  readonly isDiscarded: boolean;
  put(value: Expression): Statement[];
}

export const discarded: Sink = {
  isDiscarded: true,
  put: (value) => (value.kind === 'literal' || value.kind === 'variable' ? [] : [evaluate(value)]),
};

const printers = new Set(['puts', 'print', 'warn']);

/** The value of a function's body; what prints returns nil. */
export const returned: Sink = {
  isDiscarded: false,
  put: (value) => {
    const prints =
      value.kind === 'call' && value.callee.kind === 'variable' && printers.has(value.callee.name);
    return prints ? [evaluate(value), returns(null)] : [returns(value)];
  },
};

export const assignedTo = (target: Expression): Sink => ({
  isDiscarded: false,
  put: (value) => [assign(target, value)],
});
