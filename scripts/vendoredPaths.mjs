// Makes src/source/exclusions/vendored.json from linguist's vendor.yml, as Debian packs it. Needs apt-get
// and dpkg-deb. Run it again to take a newer version over.
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run } from './support/command.mjs';
import { root } from './support/paths.mjs';

const data = join(root, 'src', 'source', 'exclusions', 'vendored.json');

const folder = await mkdtemp(join(tmpdir(), 'roundtrip-linguist-'));
try {
  await run('apt-get', ['download', 'ruby-github-linguist'], { cwd: folder });
  const [archive] = await readdir(folder);
  await run('dpkg-deb', ['--extract', join(folder, archive), folder]);
  const path = (await readdir(folder, { recursive: true })).find((name) =>
    name.endsWith('/lib/linguist/vendor.yml'),
  );
  if (!path) throw new Error(`${archive} holds no vendor.yml.`);
  const [, version] = /github-linguist-([\d.]+)\//.exec(path) ?? [];
  const lines = (await readFile(join(folder, path), 'utf8')).split('\n');
  const patterns = lines.flatMap((line) => /^- (.+)$/.exec(line)?.[1] ?? []);
  for (const pattern of patterns) new RegExp(pattern); // throws where JavaScript does not know it
  const source = `linguist ${version}, lib/linguist/vendor.yml; MIT License, see vendored.LICENSE.txt`;
  await writeFile(data, JSON.stringify({ source, patterns }));
  await run('biome', ['format', '--write', data]);
} finally {
  await rm(folder, { recursive: true, force: true });
}
