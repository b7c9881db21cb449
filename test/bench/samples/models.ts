/**
 * Both are pulled by `roundtrip model pull qwen2.5-coder-0.5b-instruct` (and `-1.5b-`) and copied from
 * the data folder's `models`; the small one then goes through `requantize.py`, for speed on a CPU.
 */
export const smallModel = '.cache/models/qwen2.5-coder-0.5b-instruct-q8_0-requantized.gguf';
export const largerModel = '.cache/models/qwen2.5-coder-1.5b-instruct-q4_k_m.gguf';

/** The labelled pairs of the reward study; they lie outside of the repository. */
export const studyPairs = '../shared/data/reward/cpython-dev.jsonl';
