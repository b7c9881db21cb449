import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { wrapDoc } from '../../../src/parse/wrapDoc.ts';

const width = 40;

describe('what is wider than the line is wrapped, and keeps its structure', () => {
  it.each([
    {
      what: 'a paragraph is filled, its neighbour that fits is left alone',
      doc: 'Short\nlines stay.\n\nThis paragraph is wider than forty columns, so\nit is filled.',
      wrapped:
        'Short\nlines stay.\n\nThis paragraph is wider than forty\ncolumns, so it is filled.',
    },
    {
      what: 'a list item hangs under its text',
      doc: '- an item that is wider than forty columns is\n- next\n10. an item that is wider than forty columns',
      wrapped:
        '- an item that is wider than forty\n  columns is\n- next\n10. an item that is wider than forty\n    columns',
    },
    {
      what: 'entries of a section hang by four',
      doc: 'Args:\n    title (str): What the person wrote, as it is.\n    limit: Short.',
      wrapped:
        'Args:\n    title (str): What the person wrote,\n        as it is.\n    limit: Short.',
    },
    {
      what: 'a tag hangs by two',
      doc: '@param {string} title - What the person wrote.\n@returns {string}',
      wrapped: '@param {string} title - What the person\n  wrote.\n@returns {string}',
    },
    {
      what: 'the text under a NumPy name keeps its indentation',
      doc: 'title : str\n    What the person wrote, with all its punctuation.',
      wrapped: 'title : str\n    What the person wrote, with all its\n    punctuation.',
    },
    {
      what: 'a word that does not fit stands alone',
      doc: 'See https://example.org/a/very/long/address/that/can/not/be/broken for it.',
      wrapped: 'See\nhttps://example.org/a/very/long/address/that/can/not/be/broken\nfor it.',
    },
    {
      what: 'no line starts with what would be a list, a tag or a heading',
      doc: 'The result of this computation is always - if at all - a number.',
      wrapped: 'The result of this computation is always -\nif at all - a number.',
    },
  ])('$what', ({ doc, wrapped }) => {
    expect(wrapDoc(doc, width)).toBe(wrapped);
  });

  it.each([
    ['a fenced block', '```js\nconst answer = await compute(theWholeQuestion);\n```'],
    ['a doctest', '>>> compute("the whole question", slowly=True)\n42'],
    ['code under a heading', 'Example:\n    answer = compute(the_whole_question, slowly)'],
    ['code after a blank line', 'As in:\n\n    answer = compute(the_whole_question, slowly)'],
    ['a JSDoc example', '@example\nconst answer = await compute(theWholeQuestion);'],
    ['a table', '| question | answer | how long it took to compute |'],
  ])('%s is left as it is', (_, doc) => {
    expect(wrapDoc(doc, width)).toBe(doc);
  });

  it('gives the first line less room where delimiters stand before it', () => {
    expect(wrapDoc('Ten words that would just fit the width', width, 3)).toBe(
      'Ten words that would just fit the\nwidth',
    );
  });
});

describe('for every text', () => {
  const line = fc.stringMatching(/^ {0,6}(?:[-*@:#>`]|\d\.)? ?(?:[\w.:-]{1,14} ){0,12}\w{1,50}$/);
  const text = fc
    .array(fc.oneof(line, fc.constant('')), { maxLength: 12 })
    .map((all) => all.join('\n'));

  it('wrapping keeps all words in order, and wrapping again changes nothing', () => {
    fc.assert(
      fc.property(text, fc.integer({ min: 32, max: 100 }), (doc, columns) => {
        const wrapped = wrapDoc(doc, columns, 3);
        expect(wrapped.match(/\S+/g)).toEqual(doc.match(/\S+/g));
        expect(wrapDoc(wrapped, columns, 3)).toBe(wrapped);
      }),
      { numRuns: 2000 },
    );
  });
});
