import { describe, expect, it } from 'vitest';
import { docWording } from '../../../src/evaluation/heldOutWords.ts';

describe('the wording of a doc', () => {
  it.each([
    ['prose alone', 'Returns the sum of two numbers, e.g. for a basket and/or a list.', 13, 0],
    ['nothing', '', 0, 0],
    ['a bullet list', '* first thing\n- second thing', 4, 0],
    ['a span in backticks', 'Calls `json dumps` on it', 5, 2],
    ['an underscore', 'the max_length and _hidden', 4, 2],
    ['camel case', 'the maxLength of HTTP', 4, 1],
    ['a call', 'calls strip() here', 3, 1],
    ['a remark in brackets', 'the text (a string) is kept', 6, 0],
    ['operators', 'x = a + b', 5, 2],
    ['an arrow and a member', 'basket.total -> int', 3, 2],
    ['a sentence’s end', 'It ends.\nIt begins', 4, 0],
  ])('%s', (_, doc, words, code) => {
    const wording = docWording(doc);
    expect(wording.words).toBe(words);
    expect(Math.round(wording.codeShare * words)).toBe(code);
  });
});
