/**
 * tsx test/bench/proof/solve.ts POLICY LANGUAGE FOLDER [ADAPTER.gguf]
 *
 * HumanEval by one policy and nothing else, so that several can be at work on different cores. Can
 * be stopped at any moment and goes on where it was.
 */
import { type HumanEvalLanguage, solvedBy } from './humanEval.ts';

const [name = 'base', language = 'python', folder = '.', adapter = null] = process.argv.slice(2);
const solved = await solvedBy({ name, adapter }, language as HumanEvalLanguage, folder);
const passed = solved.filter((one) => one.passed).length;
console.log(`${name}, HumanEval ${language}: ${passed} of ${solved.length}`);
