/**
 * The import rules of docs/architecture.md: each folder of src/ may import only what its row names.
 * `types` rows may be reached by `import type` alone.
 */
const folder = (name) => `^src/${name}/`;

/** @type {Record<string, { values: string[], types?: string[] }>} */
const allowed = {
  common: { values: [] },
  parse: { values: ['common'] },
  engine: { values: ['common'] },
  models: { values: ['common'], types: ['engine'] },
  prompt: { values: ['common'], types: ['parse'] },
  reward: { values: ['common', 'parse'] },
  rollout: { values: ['common'], types: ['parse', 'reward'] },
  git: { values: [] },
  secrets: { values: ['common'] },
  source: { values: ['common', 'parse', 'git', 'secrets'] },
  testRun: { values: ['common', 'parse', 'git'] },
  history: { values: ['common', 'parse', 'git'] },
  training: { values: ['common', 'rollout'] },
  evaluation: {
    values: ['common', 'parse', 'prompt', 'reward', 'testRun'],
    types: ['engine', 'rollout'],
  },
  editor: {
    values: [
      ...['common', 'parse', 'rollout', 'training', 'models', 'history', 'source'],
      ...['cycle', 'background', 'dashboard'],
    ],
    types: ['engine', 'prompt', 'reward'],
  },
};

const rules = Object.entries(allowed).flatMap(([from, { values, types = [] }]) => {
  const reachable = [from, ...values, ...types].map(folder);
  if (from === 'editor')
    reachable.push('^src/(roundTrip|bestOfN|candidate|fidelity|drift|reportText)\\.ts$');
  if (from === 'evaluation') reachable.push('^src/(roundTrip|candidate)\\.ts$');
  return [
    {
      name: `${from}-imports`,
      comment: `src/${from} may import only ${[...values, ...types].join(', ') || 'nothing'}`,
      severity: 'error',
      from: { path: folder(from) },
      to: { path: '^src/', pathNot: reachable },
    },
    ...types.map((to) => ({
      name: `${from}-takes-only-types-of-${to}`,
      severity: 'error',
      from: { path: folder(from) },
      to: { path: folder(to), dependencyTypesNot: ['type-only', 'type-import'] },
    })),
  ];
});

module.exports = {
  forbidden: [
    ...rules,
    {
      name: 'round-trip-imports',
      comment: 'roundTrip.ts tells the story; engine, rollout and testRun are interfaces to it',
      severity: 'error',
      from: { path: '^src/roundTrip\\.ts$' },
      to: {
        path: '^src/',
        pathNot: ['common', 'parse', 'prompt', 'reward', 'engine', 'rollout', 'testRun'].map(
          folder,
        ),
      },
    },
    ...['engine', 'rollout', 'testRun'].map((to) => ({
      name: `round-trip-takes-only-types-of-${to}`,
      severity: 'error',
      from: { path: '^src/roundTrip\\.ts$' },
      to: { path: folder(to), dependencyTypesNot: ['type-only', 'type-import'] },
    })),
    {
      name: 'fidelity-imports',
      comment: 'fidelity.ts measures by a round trip; the store is an interface to it',
      severity: 'error',
      from: { path: '^src/fidelity\\.ts$' },
      to: {
        path: '^src/',
        pathNot: [
          ...['common', 'parse', 'prompt', 'reward', 'rollout'].map(folder),
          '^src/roundTrip\\.ts$',
        ],
      },
    },
    {
      name: 'drift-imports',
      comment: 'drift.ts is a pure function of a reward and codes',
      severity: 'error',
      from: { path: '^src/drift\\.ts$' },
      to: { path: '^src/', pathNot: [folder('reward')] },
    },
    {
      name: 'fidelity-takes-only-types-of-rollout',
      severity: 'error',
      from: { path: '^src/fidelity\\.ts$' },
      to: { path: folder('rollout'), dependencyTypesNot: ['type-only', 'type-import'] },
    },
    {
      name: 'drift-takes-only-types',
      severity: 'error',
      from: { path: '^src/drift\\.ts$' },
      to: { path: '^src/', dependencyTypesNot: ['type-only', 'type-import'] },
    },
    {
      name: 'best-of-n-imports',
      comment: 'bestOfN.ts composes round trips; what they are made of is not its concern',
      severity: 'error',
      from: { path: '^src/(bestOfN|candidate)\\.ts$' },
      to: {
        path: '^src/',
        pathNot: ['^src/(roundTrip|candidate)\\.ts$', ...['common', 'parse', 'reward'].map(folder)],
      },
    },
    {
      name: 'cycle-without-roots',
      comment: 'these compose what the others do, for the command line as for the editor',
      severity: 'error',
      from: { path: ['cycle', 'background', 'dashboard'].map(folder) },
      to: { path: ['^src/(cli|extension)\\.ts$', folder('cli'), folder('editor')] },
    },
    {
      name: 'cli-without-editor',
      severity: 'error',
      from: { path: '^src/(cli\\.ts$|cli/)' },
      to: { path: folder('editor') },
    },
    {
      name: 'vscode-only-in-editor',
      severity: 'error',
      from: { path: '^src/', pathNot: ['^src/editor/', '^src/extension\\.ts$'] },
      to: { path: '^vscode$' },
    },
    {
      name: 'node-llama-cpp-only-in-worker',
      severity: 'error',
      from: { path: '^src/', pathNot: ['^src/engine/worker\\.ts$', '^src/engine/llama/'] },
      to: { path: 'node-llama-cpp' },
    },
    { name: 'no-cycles', severity: 'error', from: { path: '^src/' }, to: { circular: true } },
  ],
  options: {
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: 'specify',
    doNotFollow: { path: 'node_modules' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'types', 'default'],
    },
  },
};
