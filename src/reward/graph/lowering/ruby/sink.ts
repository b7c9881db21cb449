import type { Expression, Statement } from '../../ir.ts';
import { assign, evaluate, returns } from '../build.ts';

/** Where the value of a statement goes. */
export interface Sink {
  readonly isDiscarded: boolean;
  /** Of a method or of a block: `xs << v` appends there, elsewhere it may shift a number. */
  readonly isResult: boolean;
  put(value: Expression): Statement[];
}

export const discarded: Sink = {
  isDiscarded: true,
  isResult: false,
  put: (value) => (value.kind === 'literal' || value.kind === 'variable' ? [] : [evaluate(value)]),
};

const printers = new Set(['puts', 'print', 'warn']);

/** The value of a function's body; what prints returns nil. */
export const returned: Sink = {
  isDiscarded: false,
  isResult: true,
  put: (value) => {
    const prints =
      value.kind === 'call' && value.callee.kind === 'variable' && printers.has(value.callee.name);
    return prints ? [evaluate(value), returns(null)] : [returns(value)];
  },
};

export const assignedTo = (target: Expression): Sink => ({
  isDiscarded: false,
  isResult: false,
  put: (value) => [assign(target, value)],
});
