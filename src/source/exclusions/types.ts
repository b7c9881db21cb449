/** Why nothing in a file is learned from. */
export type Exclusion = 'ignored' | 'vendored' | 'generated' | 'minified' | 'test-data';
