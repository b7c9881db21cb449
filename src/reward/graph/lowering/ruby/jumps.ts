import type { Expression, Statement } from '../../ir.ts';
import { breakLoop, continueLoop, none, other, raise, returns } from '../build.ts';
import { returned, type Sink } from './sink.ts';

type Jump = (value: Expression) => Statement[];

/** What `next`, `break` and `return` do at a place. */
export interface Jumps {
  readonly next: Jump;
  readonly break: Jump;
  readonly return: Jump;
}

const returnIt: Jump = (value) => [returns(value)];
const leave =
  (label: string): Jump =>
  (value) => [raise(other(label, [value]))];

/** Of a method and a lambda. */
export const functionJumps: Jumps = { next: returnIt, break: returnIt, return: returnIt };

/** Of a block that is kept: `return` leaves the method around it. */
export const blockJumps: Jumps = {
  next: returnIt,
  break: leave('break'),
  return: leave('return'),
};

/** Of a loop whose value goes to `sink`: `break v` makes it v. */
export const loopJumps = (outer: Jumps, sink: Sink): Jumps => ({
  next: () => [continueLoop],
  break: (value) => (sink === returned ? [returns(value)] : [...sink.put(value), breakLoop]),
  return: outer.return,
});

/** Of a block that only computes a value. `fail` is told when it jumps out. */
export const valueJumps = (fail: () => void): Jumps => ({ ...noJumps(fail), next: returnIt });

/** Of an expression, which may not jump at all. */
export function noJumps(fail: () => void): Jumps {
  const failing: Jump = () => {
    fail();
    return [returns(none)];
  };
  return { next: failing, break: failing, return: failing };
}
