/** Every id that package.json contributes; a unit test compares the two, both ways. */

export const commands = {
  document: 'roundtrip.documentFunction',
  reconstruct: 'roundtrip.reconstructFromDoc',
  showReport: 'roundtrip.showReport',
  showDashboard: 'roundtrip.showDashboard',
  chooseModel: 'roundtrip.chooseModel',
  showLog: 'roundtrip.showLog',
  acceptPreview: 'roundtrip.acceptDocumentation',
  discardPreview: 'roundtrip.discardDocumentation',
  againPreview: 'roundtrip.documentAgain',
  insertReconstruction: 'roundtrip.insertReconstruction',
  nextCandidate: 'roundtrip.nextCandidate',
  previousCandidate: 'roundtrip.previousCandidate',
  checkFidelity: 'roundtrip.checkFidelity',
  checkWorkspace: 'roundtrip.checkWorkspace',
  groupFidelity: 'roundtrip.groupFidelity',
  updateDocumentation: 'roundtrip.updateDocumentation',
  train: 'roundtrip.train',
  stopTraining: 'roundtrip.stopTraining',
  adapters: 'roundtrip.adapters',
  setUpTrainer: 'roundtrip.setUpTrainer',
  turnOnLearning: 'roundtrip.learning.turnOn',
  turnOffLearning: 'roundtrip.learning.turnOff',
  learningMenu: 'roundtrip.learning.menu',
  runLearningNow: 'roundtrip.learning.runNow',
  pauseLearning: 'roundtrip.learning.pause',
  whatLearningReads: 'roundtrip.whatLearningReads',
  forgetRepository: 'roundtrip.forgetRepository',
  getStarted: 'roundtrip.getStarted',
  openExample: 'roundtrip.openExample',
} as const;

export const settings = {
  model: 'roundtrip.model',
  gpu: 'roundtrip.gpu',
  dataDirectory: 'roundtrip.dataDirectory',
  documentationStyle: 'roundtrip.documentationStyle',
  showFidelity: 'roundtrip.showFidelity',
  bestOfDocs: 'roundtrip.bestOf.docs',
  bestOfReconstructions: 'roundtrip.bestOf.reconstructions',
  bestOfSeconds: 'roundtrip.bestOf.seconds',
  backgroundMinutes: 'roundtrip.backgroundCheck.minutesPerHour',
  showDrift: 'roundtrip.showDrift',
  runTests: 'roundtrip.runTests',
  testCommand: 'roundtrip.testCommand',
  learningIdleMinutes: 'roundtrip.learning.idleMinutes',
  learningMinutesPerDay: 'roundtrip.learning.minutesPerDay',
  learningRolloutsPerDay: 'roundtrip.learning.rolloutsPerDay',
  learningGigabytes: 'roundtrip.learning.gigabytes',
  learningFunctionsBeforeTraining: 'roundtrip.learning.functionsBeforeTraining',
  learningTrainingHours: 'roundtrip.learning.trainingHours',
} as const;

/**
 * Context keys of `when` clauses in package.json. Those that follow the editor say what is
 * missing, so that a menu opened before the extension has started offers its commands.
 */
export const contexts = {
  /** The active editor's file has no function. */
  fileLacksFunctions: 'roundtrip.fileLacksFunctions',
  /** The cursor stands in no function. */
  cursorOutsideFunctions: 'roundtrip.cursorOutsideFunctions',
  /** A documentation preview is open: `writing` or `ready`. */
  preview: 'roundtrip.preview',
  /** The path of the file that the preview is in, as a list. */
  previewFiles: 'roundtrip.previewFiles',
  /** How many documentations the open preview has to choose from. */
  candidates: 'roundtrip.candidates',
  /** The path of the rebuilt code that can still be inserted into its stub, as a list. */
  canInsert: 'roundtrip.canInsert',
  /** This window trains. */
  training: 'roundtrip.training',
  /** This workspace learns in the background. */
  learning: 'roundtrip.learning',
} as const;

export const views = {
  fidelity: 'roundtrip.fidelity',
  whatLearningReads: 'roundtrip.learning.reads',
} as const;

/** The walkthrough of the first minutes. */
export const walkthrough = 'getStarted';

/** Tools for other assistants. */
export const tools = {
  document: 'roundtrip_document',
  reconstruct: 'roundtrip_reconstruct',
  fidelity: 'roundtrip_fidelity',
} as const;

/** Read-only documents that only this extension shows. */
export const virtualScheme = 'roundtrip';

/** The language of the round-trip report; syntaxes/roundtrip-report.tmLanguage.json colours it. */
export const reportLanguage = 'roundtrip-report';

/** The comment controller that holds the documentation preview. */
export const previewController = 'roundtrip.preview';
