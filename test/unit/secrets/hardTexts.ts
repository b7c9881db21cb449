/**
 * Looks for secrets in texts that are hard on regular expressions which go back and try again, in a
 * process of its own that a test can end. Prints how many there were.
 */
import data from '../../../src/secrets/gitleaks.json' with { type: 'json' };
import { secretIn } from '../../../src/secrets/secretIn.ts';

const length = 4096;
const own = ['password', 'secret=', '-----BEGIN PRIVATE KEY-----', 'a://', ';server=', 'pwd=', '"'];
const fillers = [
  '',
  'a',
  '0',
  ' ',
  '\n',
  '-',
  '.',
  '=',
  ':',
  '"',
  'key=',
  ' = "',
  '\r\n ',
  '://a:',
];

const keywords = new Set([...data.rules.flatMap((rule) => rule.keywords), ...own]);
let count = 0;
for (const keyword of keywords) {
  for (const filler of fillers) {
    const once = keyword + filler;
    const texts = [
      once.repeat(Math.ceil(length / once.length)),
      once + (filler || 'a').repeat(length),
      `${(filler || 'a').repeat(length)}${keyword}`,
    ];
    for (const text of texts) secretIn(text.slice(0, length));
    count += texts.length;
  }
}
process.stdout.write(`${count}\n`);
