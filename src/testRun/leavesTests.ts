/** Ways to end or skip a test run, by which code could pass tests that never judged it. */
const ways =
  /\b(?:_exit|SkipTest|skipTest|pytest\.(?:skip|exit|xfail)|sys\.exit|os\.(?:Exit|kill|abort)|process\.(?:exit|abort|kill)|t\.Skip\w*|exit!?|abort|throw :\w+)\b/g;

/** Whether `code` has a way to leave a test run that `original` does not have. */
export function leavesTests(original: string, code: string): boolean {
  const known = new Set(original.match(ways));
  return (code.match(ways) ?? []).some((way) => !known.has(way));
}
