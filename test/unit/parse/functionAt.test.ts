import { beforeAll, describe, expect, it } from 'vitest';
import { functionAt, functionOnLine, functionUnits } from '../../../src/parse/functionUnits.ts';
import { languageIds } from '../../../src/parse/languages/index.ts';
import type { LanguageId } from '../../../src/parse/types.ts';
import { testParser } from '../../support/grammars.ts';

const parser = testParser();
beforeAll(() => parser.load(...languageIds));

/** `⟦name⟧` stands where the cursor is, and names the function expected there; `⟦⟧` expects none. */
const marker = /⟦(.*?)⟧/g;

interface Mark {
  readonly offset: number;
  readonly expected: string | null;
}

function unmarked(source: string): { text: string; marks: Mark[] } {
  const marks: Mark[] = [];
  let removed = 0;
  for (const match of source.matchAll(marker)) {
    marks.push({ offset: match.index - removed, expected: match[1] || null });
    removed += match[0].length;
  }
  return { text: source.replace(marker, ''), marks };
}

const sources: Readonly<Record<string, readonly [LanguageId, string]>> = {
  Python: [
    'python',
    `⟦⟧import os

⟦fetch⟧@app.route("⟦fetch⟧/x")
@cache
⟦fetch⟧async ⟦fetch⟧def fetch(url):
    """Doc⟦fetch⟧."""
⟦fetch.inner⟧    def inner(a):⟦fetch.inner⟧
        return a⟦fetch.inner⟧
⟦fetch⟧    return ⟦fetch⟧inner(url)⟦fetch⟧

⟦⟧
class A:⟦⟧
    """class ⟦⟧doc"""

⟦A.p⟧  ⟦A.p⟧  @property
⟦A.p⟧    def p(self): return ⟦A.p⟧1
    x = ⟦⟧1
    def _private(self, é="😀"): return "⟦A._private⟧"
⟦add⟧add = lambda a, b: ⟦add⟧a + b⟦add⟧
`,
  ],
  'Python with CRLF and a byte order mark': [
    'python',
    '\ufeff⟦a⟧def a():\r\n    "😀"⟦a⟧\r\n\r\n⟦⟧\r\nclass B:\r\n\t⟦B.c⟧def c(self):\r\n⟦B.c⟧\t\tpass\r\n',
  ],
  TypeScript: [
    'typescript',
    `/** Do⟦over⟧c. */
export function over(a: string): ⟦over⟧string;
export function over(a: any): any { return ⟦over⟧a; }
⟦⟧
⟦⟧@Injectable()
abstract class S<T> {
⟦S.m⟧  /**
⟦S.m⟧   * Doc.
   */
⟦S.m⟧  @Input() @Other({ ⟦S.m⟧a: 1 })
  async m(): Promise<void> { const f = <U,>(u: U) => ⟦S.m.f⟧u; ⟦S.m⟧}
  protected abstract abs(): ⟦S.abs⟧void;
  private readonly h = async () => { ⟦S.h⟧ };
  static #p() { ⟦S.#p⟧ }
  field = ⟦⟧1;
}
namespace N.M { export const inner = function* () { ⟦N.M.inner⟧ }; }
export default () => ⟦default⟧1;
`,
  ],
  JavaScript: [
    'javascript',
    `A.prototype.old = function (x) { ⟦A.prototype.old⟧ };
exports.b = module.exports.c = function () { ⟦module.exports.c⟧ };
const obj = { short(a) { ⟦obj.short⟧ }, 'long-key': function () { ⟦obj.long-key⟧ }, deep: { arrow: c => ⟦obj.deep.arrow⟧c } };
const one = () => ⟦one⟧1, two = () => ⟦two⟧2;
const K = class { handler = (e) => { ⟦K.handler⟧ }; get v() { return ⟦K.v⟧1; } };
[1].map(function anonymous(x) { ⟦⟧ });
`,
  ],
  JSX: ['javascriptreact', 'const App = () => <b onClick={() => ⟦App⟧1}>{⟦App⟧2}</b>;\n'],
  TSX: ['typescriptreact', 'export const App = <T,>(p: T) => <b>{⟦App⟧1}</b>;\n'],
  Go: [
    'go',
    `package p

⟦Add⟧// Add a⟦Add⟧dds.
//
⟦Add⟧//go:noinline
func Add(a, b int) int {
	f := func(x int) int { return ⟦Add.f⟧x }
	go func() { ⟦Add⟧ }()
	return f(a)
}
⟦⟧
// M doc
func (r *T[K, V]) M(k K) V { ⟦T.M⟧ }
type I interface {
	// Do⟦I.Do⟧ it
	Do(x int) error
}
var handlers = map[string]func(){ "a": func() { ⟦handlers.a⟧ } }
var h = func(w W) { ⟦h⟧ }
`,
  ],
  Ruby: [
    'ruby',
    `module M
⟦M.first⟧  # First ⟦M.first⟧doc
  def first(a, k:)
    yield ⟦M.first⟧a
  end
  def self.build(x) = ⟦M.build⟧new(x)
  private def hidden; ⟦M.hidden⟧end
  class << self
    def meta?; ⟦M.meta?⟧true; end
  end
  class A::B
    def ==(other) ⟦M.A.B.==⟧
      other
    end
  end
  SQ = ->(x) { ⟦M.SQ⟧x * x }
  define_method(:dyn) { |z| ⟦M.dyn⟧z }
end
`,
  ],
};

describe('the innermost function at the cursor', () => {
  it.each(Object.entries(sources))('%s', (_, [language, source]) => {
    const { text, marks } = unmarked(source);
    const units = functionUnits(parser, language, text);
    const found = marks.map(({ offset }) => functionAt(units, offset)?.qualifiedName ?? null);
    expect(found).toEqual(marks.map(({ expected }) => expected));
  });

  it('counts UTF-16 units, as editors do', () => {
    const text = 's = "😀😀"\n\ndef f():\n    return s\n';
    const [f] = functionUnits(parser, 'python', text);
    expect(text.slice(f?.range.start, f?.range.end)).toBe('def f():\n    return s');
  });
});

describe('the function on a line', () => {
  const text = `class A:
    @cache
    def f(self):
        g = lambda: 0

        return g

x = 1
`;
  it.each([
    [1, null],
    [2, 'A.f'],
    [3, 'A.f'],
    [4, 'A.f.g'],
    [6, 'A.f'],
    [7, null],
    [8, null],
    [99, null],
  ])('%i: %s', (line, expected) => {
    const units = functionUnits(parser, 'python', text);
    expect(functionOnLine(units, text, line)?.qualifiedName ?? null).toBe(expected);
  });

  it('is the first of several beside one another, the innermost of several in one another', () => {
    const beside = 'const o = { a() {}, b() {} };\n';
    const nested = 'function a() { function b() {} }\n';
    const on = (source: string) =>
      functionOnLine(functionUnits(parser, 'javascript', source), source, 1)?.name;
    expect([on(beside), on(nested)]).toEqual(['a', 'b']);
  });
});
