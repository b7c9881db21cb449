/**
 * The tests of HumanEval's translations without two defects that no solution could pass:
 *
 * - A helper takes the solution's place by having its name (`compare` in JavaScript's task 152). What
 *   is defined and what stands behind a `!` is the helper; other calls are the solution's.
 * - In Go, `expected_1 := nil` has no type and does not compile (tasks 12, 90, 128, 137, 162).
 */
export function mendedTests(tests: string, entryPoint: string): string {
  return withTypedNil(withOwnHelper(tests, entryPoint));
}

function withOwnHelper(tests: string, entryPoint: string): string {
  if (!tests.includes(`function ${entryPoint}(`)) return tests;
  return tests
    .replaceAll(`function ${entryPoint}(`, `function ${entryPoint}Helper(`)
    .replaceAll(`!${entryPoint}(`, `!${entryPoint}Helper(`);
}

function withTypedNil(tests: string): string {
  return tests.replace(/^(\s*)(\w+) := nil$/gm, '$1var $2 interface{} = nil');
}
