import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import type { Dialect } from './code.ts';

/** What is fetched for the generator alone, and never a dependency of the project. */
const folder = resolve('.cache/bench/ecmascript');

const tools = ['terser@5.51.2', '@babel/core@7.29.13', '@babel/preset-env@7.29.14'];

export interface SourcePackage {
  readonly name: string;
  readonly version: string;
  readonly dialect: Dialect;
  /** Folders of the package whose sources are read. */
  readonly sources: readonly string[];
}

const javascript = (name: string, version: string, ...sources: string[]): SourcePackage => ({
  name,
  version,
  dialect: 'javascript',
  sources,
});

const typescript = (name: string, version: string, ...sources: string[]): SourcePackage => ({
  ...javascript(name, version, ...sources),
  dialect: 'typescript',
});

export const sourcePackages: readonly SourcePackage[] = [
  javascript('lodash-es', '4.18.1', '.'),
  javascript('ramda', '0.32.0', 'es'),
  javascript('simple-statistics', '7.12.1', 'src'),
  javascript('es-toolkit', '1.53.2', 'dist'),
  javascript('d3-array', '3.2.5', 'dist'),
  javascript('mnemonist', '0.40.8', '.'),
  javascript('d3-format', '3.1.3', 'dist'),
  javascript('d3-interpolate', '3.0.2', 'dist'),
  javascript('d3-scale', '4.0.3', 'dist'),
  javascript('radash', '12.1.1', 'dist/esm'),
  javascript('just-compare', '2.3.0', '.'),
  javascript('d3-geo', '3.1.1', 'src'),
  javascript('culori', '4.0.2', 'src'),
  javascript('d3-shape', '3.2.0', 'src'),
  typescript('ml-spectra-processing', '14.35.1', 'src'),
  typescript('viem', '2.57.20', 'utils'),
  typescript('ox', '0.14.67', 'core'),
  typescript('effect', '4.1.0', 'src'),
  typescript('rxjs', '7.8.2', 'src/internal'),
  typescript('zod', '4.6.7', 'src'),
  typescript('abitype', '1.2.3', 'src'),
  typescript('@internationalized/date', '3.12.4', 'src'),
  typescript('@noble/curves', '1.9.1', 'src'),
  typescript('@scure/base', '2.4.0', '.'),
  typescript('@tanstack/query-core', '5.108.0', 'src'),
  typescript('ajv', '8.20.0', 'lib'),
  typescript('entities', '7.0.0', 'src'),
  typescript('@huggingface/jinja', '0.5.1', 'src'),
  typescript('@noble/hashes', '1.8.0', 'src'),
];

const permissive = new Set(['MIT', 'ISC', 'Apache-2.0', 'BSD-2-Clause', 'BSD-3-Clause', '0BSD']);

export interface FetchedPackage extends SourcePackage {
  readonly license: string;
  readonly licenseText: string;
  /** Paths of the source files. */
  readonly files: readonly string[];
}

/** Puts the packages and tools under .cache/bench/ecmascript, unless they are there. */
export function fetchPackages(): FetchedPackage[] {
  const wanted = [...tools, ...sourcePackages.map(({ name, version }) => `${name}@${version}`)];
  const stamp = join(folder, 'fetched.json');
  if (!existsSync(stamp) || readFileSync(stamp, 'utf8') !== JSON.stringify(wanted)) {
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'package.json'), '{"private":true}');
    const options = ['--ignore-scripts', '--no-audit', '--no-fund', '--prefix', folder];
    execFileSync('npm', ['install', '--legacy-peer-deps', ...options, ...wanted], {
      stdio: 'inherit',
    });
    writeFileSync(stamp, JSON.stringify(wanted));
  }
  return sourcePackages.map(readPackage);
}

function readPackage(source: SourcePackage): FetchedPackage {
  const root = join(folder, 'node_modules', source.name);
  const { license } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  if (!permissive.has(license)) throw new Error(`${source.name} is under ${license}.`);
  const licenseFile = readdirSync(root).find((file) => /^licen[cs]e/i.test(file));
  const extension = source.dialect === 'typescript' ? /(?<!\.d|\.test)\.ts$/ : /\.m?js$/;
  const files = source.sources.flatMap((part) =>
    readdirSync(join(root, part), { recursive: true, encoding: 'utf8' })
      .filter((file) => extension.test(file) && !/node_modules|__tests__|\.min\./.test(file))
      .sort()
      .map((file) => join(root, part, file)),
  );
  const licenseText = licenseFile ? readFileSync(join(root, licenseFile), 'utf8').trim() : '';
  return { ...source, license, licenseText, files };
}

/** One of the fetched tools. Their types are not installed, so the caller says what they are. */
export function loadTool(name: string): unknown {
  return createRequire(join(folder, 'package.json'))(name);
}

/** Where one of the fetched tools lies. */
export function resolveTool(name: string): string {
  return createRequire(join(folder, 'package.json')).resolve(name);
}
