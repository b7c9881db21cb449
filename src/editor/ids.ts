/** Every id that package.json contributes; a unit test compares the two, both ways. */

export const commands = {
  document: 'roundtrip.documentFunction',
  reconstruct: 'roundtrip.reconstructFromDoc',
  showReport: 'roundtrip.showReport',
  chooseModel: 'roundtrip.chooseModel',
  showLog: 'roundtrip.showLog',
  acceptPreview: 'roundtrip.acceptDocumentation',
  discardPreview: 'roundtrip.discardDocumentation',
  againPreview: 'roundtrip.documentAgain',
  insertReconstruction: 'roundtrip.insertReconstruction',
} as const;

export const settings = {
  model: 'roundtrip.model',
  gpu: 'roundtrip.gpu',
  dataDirectory: 'roundtrip.dataDirectory',
  documentationStyle: 'roundtrip.documentationStyle',
  showFidelity: 'roundtrip.showFidelity',
} as const;

/** Context keys of `when` clauses in package.json. */
export const contexts = {
  /** The active editor's file has at least one function of a known language. */
  fileHasFunctions: 'roundtrip.fileHasFunctions',
  /** The cursor stands in a function. */
  cursorInFunction: 'roundtrip.cursorInFunction',
  /** A documentation preview is open: `writing` or `ready`. */
  preview: 'roundtrip.preview',
  /** The last reconstruction can still be inserted into its stub. */
  canInsert: 'roundtrip.canInsert',
} as const;

/** Read-only documents that only this extension shows. */
export const virtualScheme = 'roundtrip';

/** The language of the round-trip report; syntaxes/roundtrip-report.tmLanguage.json colours it. */
export const reportLanguage = 'roundtrip-report';

/** The comment controller that holds the documentation preview. */
export const previewController = 'roundtrip.preview';
