import type { LlamaContextSequence } from 'node-llama-cpp';

/**
 * What a sequence of node-llama-cpp 3.22 can do besides its public interface. Nothing else in
 * Roundtrip reaches for it, and where a later version lacks it, files take its place (StateCache).
 */
interface Internals {
  _sequenceId?: number;
  _copyStateFromOtherSequence?: (from: LlamaContextSequence, length: number) => Promise<boolean>;
}

/**
 * Whether evaluated tokens can be copied between the sequences of this one's context. Not where a
 * state can't be cut off behind a prefix, as with sliding windows and recurrent models.
 */
export function canCopy(sequence: LlamaContextSequence): boolean {
  const { _copyStateFromOtherSequence: copy, _sequenceId: id } = internalsOf(sequence);
  return typeof copy === 'function' && typeof id === 'number' && !sequence.needsCheckpoints;
}

/**
 * Makes `to` hold the first `length` tokens of `from`, of the same context: some milliseconds where
 * evaluating them takes hundreds. llama.cpp moves the data only when it evaluates next; until then
 * neither of the two may be read from a file or written to one.
 * @returns false if it did not work out; `to` then holds anything.
 */
export async function copyPrefix(
  from: LlamaContextSequence,
  to: LlamaContextSequence,
  length: number,
): Promise<boolean> {
  return (await internalsOf(to)._copyStateFromOtherSequence?.(from, length)) ?? false;
}

/**
 * Exchanges the ids of two sequences that hold the same tokens: whoever draws in one of them goes
 * on, without noticing, at the other's place in the batch.
 */
export function exchangeIds(one: LlamaContextSequence, other: LlamaContextSequence): void {
  const [first, second] = [internalsOf(one), internalsOf(other)];
  const id = first._sequenceId;
  if (id === undefined || second._sequenceId === undefined) return;
  first._sequenceId = second._sequenceId;
  second._sequenceId = id;
}

function internalsOf(sequence: LlamaContextSequence): Internals {
  return sequence as unknown as Internals;
}
