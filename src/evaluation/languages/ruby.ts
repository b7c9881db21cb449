import { type LanguageTools, passedExit } from './definition.ts';

export const ruby: LanguageTools = {
  title: 'Ruby',
  fence: 'ruby',
  stop: { before: ['^```'], after: ['^end\\b.*$'] },
  programs: [
    { name: 'ruby', probe: ['-e', 'puts RbConfig.ruby'], printsPath: true, debianPackage: 'ruby' },
  ],
  file: 'main.rb',
  beside: {},
  source: (code, tests) => `${code}\n${tests}\nProcess.exit!(${passedExit})\n`,
  compile: null,
  check: ['ruby', '-c', 'main.rb'],
  run: ['ruby', 'main.rb'],
};
