/** The environment variable that tells the test entry where its report goes. */
export const reportVariable = 'ROUNDTRIP_HOST_REPORT';

/** What ran inside the extension host. */
export interface HostReport {
  readonly passes: readonly string[];
  readonly failures: readonly { readonly title: string; readonly message: string }[];
}

/** Begins each line of the runner's output, to tell it from what the workbench logs. */
export const outputMark = '[mocha] ';
