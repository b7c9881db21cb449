import { type LanguageTools, passedExit } from './definition.ts';

export const python: LanguageTools = {
  title: 'Python',
  fence: 'python',
  stop: { before: ['\\n(?=[^\\s#)\\]}])', '^```'], after: [] },
  programs: [
    {
      name: 'python3',
      probe: ['-c', 'import sys; print(sys.executable)'],
      printsPath: true,
      debianPackage: 'python3',
    },
  ],
  file: 'main.py',
  beside: {},
  source: (code, tests) => `${code}\n${tests}\nraise SystemExit(${passedExit})\n`,
  compile: null,
  check: ['python3', '-m', 'py_compile', 'main.py'],
  run: ['python3', 'main.py'],
};
