import type { UntoldReason } from './types.ts';

const reasons: Readonly<Record<UntoldReason, string>> = {
  'no-repository': 'git could make no copy of the repository.',
  'changed-since': 'the file was changed meanwhile. Save it and try again.',
  'no-command': 'nothing is known of how tests are run here. Name a test command.',
  'no-tests': 'no test file mentions it, or is named for its file.',
  'not-runnable': 'the program that runs them was not found. Install it, or name a test command.',
  'original-fails': 'they fail with the code as it is.',
  'not-covered': 'they pass without it too.',
  'leaves-tests': 'the rebuilt code may end or skip the test run.',
  'no-body': 'it has no body that could be replaced.',
};

/** Why the tests have no say, for a person. */
export function untoldSentence(name: string, reason: UntoldReason): string {
  return `The tests say nothing of ${name}: ${reasons[reason]}`;
}
