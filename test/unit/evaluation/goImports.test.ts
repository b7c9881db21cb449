import { describe, expect, it } from 'vitest';
import { withUsedImports } from '../../../src/evaluation/languages/goImports.ts';

const importsOf = (source: string) =>
  [...withUsedImports(source).matchAll(/^\t(.*"[\w/.]+")$/gm)].map(([, spec]) => spec);

describe('a Go program gets exactly the imports it uses', () => {
  it.each([
    ['one too few', 'import "math"', 'math.Sqrt(2); strings.ToUpper("a")', ['"math"', '"strings"']],
    ['one too many', 'import (\n\t"math"\n\t"sort"\n)', 'sort.Ints(a)', ['"sort"']],
    ['none', '', 'println(1)', []],
    ['a name in a comment', '', '// strings.ToUpper', []],
    ['a name in a literal', '', 'println("strings.ToUpper", `math.Sqrt`)', []],
    ['a variable’s field', '', 'x.sort.Ints(a); sort.length()', []],
    ['a package of its own', 'import big "x.org/big"', 'big.New()', ['big "x.org/big"']],
  ])('%s', (_, imports, body, expected) => {
    const source = `package main\n\n${imports}\n\nfunc main() {\n\t${body}\n}\n`;
    expect(importsOf(source)).toEqual(expected);
  });
});
