import { TooLarge } from './graph/budget.ts';

/** A function of 2,000 lines has under half of this. */
export const mostCharacters = 200_000;
/** The parser's queries take a time that grows with the square of the nesting. */
const mostNested = 12_000;

/**
 * Refuses code that even reading would take too long.
 * @throws TooLarge for one that is too long, or has too many brackets open at once.
 */
export function assertBounded(code: string): void {
  if (code.length > mostCharacters) throw new TooLarge('The code is too long to be compared.');
  let open = 0;
  for (const [bracket] of code.matchAll(/[()[\]{}]/g)) {
    open = '([{'.includes(bracket) ? open + 1 : Math.max(0, open - 1);
    if (open > mostNested) throw new TooLarge('The code is nested too deeply to be compared.');
  }
}
