/** Packages of the standard library that solutions use, by the name they have in code. */
const packages: Readonly<Record<string, string>> = {
  big: 'math/big',
  bits: 'math/bits',
  bytes: 'bytes',
  errors: 'errors',
  fmt: 'fmt',
  heap: 'container/heap',
  hex: 'encoding/hex',
  json: 'encoding/json',
  list: 'container/list',
  math: 'math',
  md5: 'crypto/md5',
  os: 'os',
  rand: 'math/rand',
  reflect: 'reflect',
  regexp: 'regexp',
  slices: 'slices',
  sort: 'sort',
  strconv: 'strconv',
  strings: 'strings',
  time: 'time',
  unicode: 'unicode',
  utf8: 'unicode/utf8',
};

const importDeclaration = /^import\s*(?:\(([^)]*)\)|((?:[\w.]+\s+)?"[^"]*"))[ \t]*$/gm;
const commentOrLiteral = /\/\/.*|\/\*[\s\S]*?\*\/|"(?:[^"\\\n]|\\.)*"|`[^`]*`|'(?:[^'\\\n]|\\.)+'/g;

/**
 * The program with exactly the imports it uses, as `goimports` would write them. Go refuses an import
 * too many as well as one too few, and a benchmark's prompt fixes them before the body is known.
 */
export function withUsedImports(source: string): string {
  const kept: string[] = [];
  const rest = source.replace(importDeclaration, (_, block?: string, single?: string) => {
    for (const line of (block ?? single ?? '').split('\n')) {
      const spec = line.replace(/\/\/.*/, '').trim();
      if (spec !== '' && !Object.values(packages).includes(spec.replaceAll('"', ''))) {
        kept.push(spec);
      }
    }
    return '';
  });
  const code = rest.replace(commentOrLiteral, ' ');
  const used = Object.entries(packages).flatMap(([name, path]) =>
    !isTaken(name, kept) && new RegExp(`(?<![\\w.])${name}\\.[A-Z]`).test(code) ? `"${path}"` : [],
  );
  const imports = [...kept, ...used].map((spec) => `\t${spec}\n`).join('');
  return rest.replace(/^package \w+.*$/m, (clause) => `${clause}\n\nimport (\n${imports})`);
}

/** Whether a package of another path goes by this name. */
function isTaken(name: string, imports: readonly string[]): boolean {
  return imports.some((spec) => spec.startsWith(`${name} `) || spec.endsWith(`/${name}"`));
}
