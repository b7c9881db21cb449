// `npm run l10n`: brings l10n/bundle.l10n.json up to the sources, drops translations of what is gone,
// and names what is left to translate. The exit code is 1 while something is.
import { writeFileSync } from 'node:fs';
import {
  bundlePath,
  gapsOf,
  readWords,
  sourceWords,
  translations,
  type Words,
  wordFiles,
} from './support/l10nWords.ts';

const words = Object.keys(await sourceWords());
for (const language of [undefined, ...translations]) {
  const path = bundlePath(language);
  const texts: Words = language ? readWords(path) : Object.fromEntries(words.map((w) => [w, w]));
  // A word without a text is left out, which JSON does with undefined.
  const bundle = Object.fromEntries(words.map((word) => [word, texts[word]]));
  writeFileSync(path, `${JSON.stringify(bundle, null, 2)}\n`);
}
for (const [path, english] of await wordFiles()) {
  for (const [kind, keys] of Object.entries(gapsOf(readWords(path), english))) {
    for (const key of keys) console.error(`${path}: ${kind}: ${JSON.stringify(key)}`);
    if (keys.length > 0) process.exitCode = 1;
  }
}
