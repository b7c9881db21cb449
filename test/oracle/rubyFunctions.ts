import { join } from 'node:path';
import { debianTree } from './debianTree.ts';
import type { OracleFunction } from './oracleFunction.ts';
import { parsedBy } from './parsedBy.ts';

/**
 * Methods as Ruby's Ripper finds them, by path; null without Ruby. (Universal Ctags would also
 * report the `def` in a string or a here-document.) A Ruby that is not installed runs from its
 * unpacked packages.
 */
export function rubyFunctions(paths: readonly string[]): Map<string, OracleFunction[]> | null {
  const script = join(import.meta.dirname, 'ruby_functions.rb');
  const installed = parsedBy('ruby', [script], paths);
  const [program, library] = [debianTree('ruby3.1'), debianTree('libruby3.1')];
  if (installed || !program || !library) return installed;
  const lib = join(library, 'usr/lib');
  const native = join(lib, `${process.arch === 'arm64' ? 'aarch64' : 'x86_64'}-linux-gnu`);
  const environment = {
    LD_LIBRARY_PATH: native,
    RUBYLIB: `${join(lib, 'ruby/3.1.0')}:${join(native, 'ruby/3.1.0')}`,
  };
  const ruby = join(program, 'usr/bin/ruby3.1');
  return parsedBy(ruby, ['--disable-gems', script], paths, environment);
}
