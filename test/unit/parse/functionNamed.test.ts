import { beforeAll, describe, expect, it } from 'vitest';
import { functionNamed, functionUnits } from '../../../src/parse/functionUnits.ts';
import { relocate } from '../../../src/parse/relocate.ts';
import { testParser } from '../../support/grammars.ts';

const parser = testParser();
beforeAll(() => parser.load('python', 'typescript'));

const python = `class A:
    def save(self): return 1
    def load(self): return 2
class B:
    def save(self): return 3
def outer():
    def inner(): return 4
    return inner
`;

describe('a function by its name', () => {
  it.each([
    ['A.save', 2],
    ['B.save', 5],
    ['load', 3],
    ['outer.inner', 7],
    ['inner', 7],
  ])('%s stands on line %i', (name, line) => {
    expect(functionNamed(functionUnits(parser, 'python', python), name).line).toBe(line);
  });

  it.each([
    ['save', 'Several functions are called save: A.save, B.save. Give the qualified name.'],
    ['A.sav', 'No function here is called A.sav. Did you mean A.save, B.save'],
    ['x', 'No function here is called x. Did you mean'],
  ])('%s is refused with the names that come close', (name, message) => {
    expect(() => functionNamed(functionUnits(parser, 'python', python), name)).toThrow(
      expect.objectContaining({ code: 'no-function', message: expect.stringContaining(message) }),
    );
  });

  it('says so where there is no function at all', () => {
    expect(() => functionNamed([], 'f')).toThrow('There are no functions in it');
  });

  it('is the implementation, not its overloads', () => {
    const text =
      'function f(a: string): void;\nfunction f(a: number): void;\nfunction f(a: any) { g(a); }\n';
    const unit = functionNamed(functionUnits(parser, 'typescript', text), 'f');
    expect(unit).toMatchObject({ line: 3, isStub: false });
  });
});

describe('a function is found again in a file that changed', () => {
  const text = 'def f():\n    return 1\n\nif x:\n    def f():\n        return 1\n';

  it.each([
    ['moved down', `import os\n\n${text}`, 0, 3],
    ['the nearest of two', text, 40, 5],
    ['indented deeper', text.replace('def f():\n    return 1\n\n', ''), 0, 2],
    ['documented meanwhile', text.replace('def f():\n', 'def f():\n    """Doc."""\n'), 0, 1],
    [
      'a one-line body that got lines of its own',
      text.replace(':\n    return 1\n', ': return 1\n'),
      0,
      1,
    ],
    ['its code changed', text.replaceAll('return 1', 'return 2'), 0, null],
    ['gone', 'x = 1\n', 0, null],
  ])('%s', (_, changed, near, line) => {
    const unit = functionNamed(functionUnits(parser, 'python', text), 'f');
    const found = relocate(functionUnits(parser, 'python', changed), unit, near);
    expect(found?.line ?? null).toBe(line);
  });
});
