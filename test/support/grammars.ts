import { createRequire } from 'node:module';
import { CodeParser } from '../../src/parse/parser.ts';

const require = createRequire(import.meta.url);

/** The npm package of each wasm file whose name does not say it. */
const packages: Readonly<Record<string, string>> = {
  'tree-sitter-tsx.wasm': 'tree-sitter-typescript',
};

/** A parser that reads the grammars straight from node_modules; nothing needs to be built. */
export function testParser(): CodeParser {
  return new CodeParser((file) => {
    const name = packages[file] ?? file.replace(/\.wasm$/, '');
    return require.resolve(`${name}/${file}`);
  });
}
