import { type LanguageTools, passedExit } from './definition.ts';

/** What starts the tests' own Main; the exit code is set where no solution can forget it. */
const verdict = `
class RoundtripVerdict {
    public static void main(String[] arguments) throws Exception {
        Main.main(arguments);
        System.exit(${passedExit});
    }
}
`;

/** A program of a second is mostly the virtual machine's start. */
const quickStart = ['-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1'];

export const java: LanguageTools = {
  title: 'Java',
  fence: 'java',
  stop: { before: ['^```'], after: ['^\\}.*$'] },
  programs: [{ name: 'javac', probe: ['-version'], debianPackage: 'default-jdk-headless' }],
  file: 'Main.java',
  beside: {},
  source: (code, tests) => `${withClosedClass(code)}\n${tests}\n${verdict}`,
  // Annotation processors would be code that runs.
  compile: [
    'javac',
    ...quickStart.map((option) => `-J${option}`),
    ...['-proc:none', '-nowarn', '-encoding', 'UTF-8', 'Main.java'],
  ],
  run: ['java', ...quickStart, '-cp', '.', 'RoundtripVerdict'],
};

/** A model often ends with the method, and leaves the class around it open. */
function withClosedClass(code: string): string {
  const lastLine = code.trimEnd().split('\n').at(-1);
  return lastLine?.startsWith('}') ? code : `${code}\n}`;
}
