import { type LanguageTools, passedExit } from './definition.ts';
import { withUsedImports } from './goImports.ts';

export const go: LanguageTools = {
  title: 'Go',
  fence: 'go',
  stop: { before: ['^```'], after: ['^\\}.*$'] },
  programs: [{ name: 'go', probe: ['version'], debianPackage: 'golang-go' }],
  file: 'main.go',
  beside: {},
  source: (code, tests) => withUsedImports(`${code}\n${withVerdict(tests)}`),
  compile: ['go', 'build', '-o', 'main', 'main.go'],
  warmUp: withUsedImports(
    'package main\n\nfunc main() {\n\tfmt.Println(strings.ToUpper("a"), sort.IsSorted, json.Marshal, reflect.DeepEqual)\n}\n',
  ),
  run: ['./main'],
};

/** The tests' `main` becomes a function like others; the new one ends with the exit code. */
function withVerdict(tests: string): string {
  const renamed = tests.replace(/^func main\(\)/m, 'func roundtripTests()');
  return `${renamed}\nfunc main() {\n\troundtripTests()\n\tos.Exit(${passedExit})\n}\n`;
}
