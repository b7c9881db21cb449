/** The models of the benches; `requantize.py` makes the small one from the one that can be pulled. */
export const smallModel = '.cache/models/qwen2.5-coder-0.5b-instruct-q8_0-requantized.gguf';
export const largerModel = '.cache/models/qwen2.5-coder-1.5b-instruct-q4_k_m.gguf';

/** The labelled pairs of the reward study; they lie outside of the repository. */
export const studyPairs = '../shared/data/reward/cpython-dev.jsonl';
