import type { Exclusion } from './types.ts';
import data from './vendored.json' with { type: 'json' };

const testData =
  /(?:^|\/)(?:__)?(?:fixtures?|snapshots?|goldens?|cassettes?|test[-_]?data|test[-_]?resources|tests?\/(?:data|resources|golden))(?:__)?\//i;
const minified = /[-.]min\.[cm]?[jt]sx?$/i;
/** What the common generators call their files. */
const generated =
  /(?:\.pb(?:\.\w+)?\.go|\.pb\.rb|_pb2(?:_grpc)?\.pyi?|_pb\.(?:js|d\.ts|rb)|_grpc_pb\.js|_services_pb\.rb|\.(?:g|gen|generated)\.\w+|[-_.]generated\.\w+|_gen\.go|(?:^|\/)zz_generated\.[\w.]+|(?:^|\/)bindata\.go|_string\.go)$|(?:^|\/)__generated__\//i;
/** Nobody's own code, by the folder or the name: linguist's list. */
const vendored = data.patterns.map((pattern) => new RegExp(pattern));

/**
 * Why a file is not learned from, by its path alone.
 * @param path from the top of its repository, with `/`.
 */
export function pathExclusion(path: string): Exclusion | null {
  if (testData.test(path)) return 'test-data';
  if (minified.test(path)) return 'minified';
  if (generated.test(path)) return 'generated';
  return vendored.some((pattern) => pattern.test(path)) ? 'vendored' : null;
}
