/** Whether what came from the other side is what messages.ts promises. */
import { rolloutOrders } from '../rollout/figures/rolloutPage.ts';
import { adapterId, adapterStatus, heldOutFigures } from '../training/adapters/manifest.ts';
import {
  anyObject,
  fields,
  listOf,
  nullable,
  number,
  oneOf,
  type Shape,
  text,
} from '../training/adapters/shape.ts';
import type { PolicyAnswer } from '../training/judgementFile.ts';
import type { RunState } from '../training/runs.ts';
import type { TrainingProgress } from '../training/trainerEvents.ts';
import {
  type ActivityRow,
  type Answers,
  type CycleFunction,
  type CycleSummary,
  type GroupReward,
  type LogLine,
  mostRollouts,
  type PromotionSpread,
  type Question,
  type Reply,
  type Request,
  type RewardBucket,
  type RolloutQuery,
  type RolloutRow,
  saveKinds,
  type Totals,
  type WorstDoc,
} from './messages.ts';

const truth: Shape<boolean> = (value) => typeof value === 'boolean';
const numbers = listOf(number);
const texts = listOf(text);
const count: Shape<number> = (value): value is number =>
  Number.isSafeInteger(value) && Number(value) >= 0;

const partsOf: Shape<Record<string, number>> = (value): value is Record<string, number> =>
  anyObject(value) && Object.values(value).every(number);

const runState = oneOf<RunState>('new', 'running', 'finished', 'stopped', 'failed', 'crashed');

const row = {
  id: number,
  createdAt: number,
  path: text,
  qualifiedName: text,
  language: text,
  adapter: nullable(text),
  reward: nullable(number),
  failure: nullable(text),
};

const policyAnswer = fields<PolicyAnswer>({
  doc: nullable(text),
  reward: nullable(number),
  lift: nullable(number),
});

const groups = listOf(fields<GroupReward>({ name: text, mean: number, count: number }));

const answerShapes: { readonly [Name in keyof Answers]: Shape<Answers[Name]> } = {
  overview: fields<Answers['overview']>({
    repository: nullable(text),
    repositories: texts,
    totals: fields<Totals>({
      functions: number,
      documentations: number,
      reconstructions: number,
      meanReward: nullable(number),
      from: nullable(number),
      to: nullable(number),
    }),
    rewards: listOf(
      fields<RewardBucket>({ from: number, mean: number, margin: number, count: number }),
    ),
    languages: groups,
    folders: groups,
    cycles: listOf(
      fields<CycleSummary>({
        id: text,
        createdAt: number,
        repository: nullable(text),
        status: adapterStatus,
        heldOut: nullable(heldOutFigures),
        reason: nullable(text),
      }),
    ),
    promotions: listOf(
      fields<PromotionSpread>({
        id: text,
        parent: nullable(text),
        before: numbers,
        after: numbers,
      }),
    ),
    worst: listOf(
      fields<WorstDoc>({
        subjectId: number,
        reconstructionId: number,
        path: text,
        qualifiedName: text,
        language: text,
        doc: text,
        meanReward: number,
        reconstructions: number,
        createdAt: number,
      }),
    ),
    choices: fields<Answers['overview']['choices']>({ adapters: texts, languages: texts }),
  }),
  rollouts: fields<Answers['rollouts']>({
    total: number,
    offset: number,
    rows: listOf(fields<RolloutRow>(row)),
  }),
  rollout: nullable(
    fields<NonNullable<Answers['rollout']>>({
      ...row,
      doc: text,
      original: text,
      code: nullable(text),
      similarity: nullable(number),
      parts: partsOf,
      model: text,
      promptVersion: text,
      seed: number,
      temperature: number,
      milliseconds: number,
    }),
  ),
  cycle: fields<Answers['cycle']>({
    functions: nullable(
      listOf(
        fields<CycleFunction>({
          path: text,
          qualifiedName: text,
          language: text,
          before: policyAnswer,
          after: policyAnswer,
        }),
      ),
    ),
    before: nullable(text),
  }),
  cycleCodes: fields<Answers['cycleCodes']>({
    original: nullable(text),
    before: nullable(text),
    after: nullable(text),
  }),
  training: fields<Answers['training']>({
    runs: listOf(fields<Answers['training']['runs'][number]>({ id: text, state: runState })),
    run: nullable(text),
    state: nullable(runState),
    hasCheckpoint: truth,
    isOurs: truth,
    progress: listOf(
      fields<TrainingProgress>({
        step: number,
        steps: number,
        epoch: nullable(number),
        loss: nullable(number),
        kl: nullable(number),
        clipShare: nullable(number),
        entropy: nullable(number),
        gradientNorm: nullable(number),
        tokensPerSecond: nullable(number),
        etaSeconds: nullable(number),
      }),
    ),
    log: listOf(fields<LogLine>({ kind: oneOf('phase', 'note', 'error'), text })),
  }),
  activities: listOf(
    fields<ActivityRow>({
      startedAt: number,
      seconds: number,
      repository: text,
      kind: oneOf('rollouts', 'training'),
      outcome: oneOf('done', 'paused', 'failed'),
      detail: text,
    }),
  ),
  storage: fields<Answers['storage']>({
    directory: text,
    rows: listOf(
      fields<Answers['storage']['rows'][number]>({
        kind: oneOf('records', 'models', 'runs', 'adapters', 'trainer', 'other'),
        bytes: number,
      }),
    ),
  }),
};

/** Whether `value` answers a question of this kind. */
export function isAnswer<Name extends keyof Answers>(
  name: Name,
  value: unknown,
): value is Answers[Name] {
  return answerShapes[name](value);
}

const query = fields<RolloutQuery>({
  repository: nullable(text),
  search: text,
  language: nullable(text),
  adapter: nullable(text),
  outcome: oneOf('all', 'judged', 'failed'),
  order: oneOf(...rolloutOrders),
  descending: truth,
});

const limit: Shape<number> = (value): value is number => count(value) && value <= mostRollouts;

const questionShapes: {
  readonly [Name in Question['ask']]: Shape<Extract<Question, { ask: Name }>>;
} = {
  overview: fields({ ask: oneOf('overview'), repository: nullable(text) }),
  rollouts: fields({ ask: oneOf('rollouts'), query, offset: count, limit }),
  rollout: fields({ ask: oneOf('rollout'), rollout: count }),
  cycle: fields({ ask: oneOf('cycle'), cycle: adapterId }),
  cycleCodes: fields({ ask: oneOf('cycleCodes'), cycle: adapterId, index: count }),
  training: fields({ ask: oneOf('training'), run: nullable(adapterId) }),
  activities: fields({ ask: oneOf('activities'), repository: nullable(text) }),
  storage: fields({ ask: oneOf('storage') }),
};

const simple = oneOf('train', 'stopTraining', 'forget');

function isAction(value: Readonly<Record<string, unknown>>): boolean {
  const { act, rollout, kind, name, content } = value;
  if (act === 'openCode') return count(rollout);
  if (act === 'save') return oneOf(...saveKinds)(kind) && text(name) && text(content);
  return simple(act);
}

/** What the page sent, or null for what no page of ours sends. */
export function readRequest(value: unknown): Request | null {
  if (!anyObject(value) || !count(value.id)) return null;
  const isOurs =
    'ask' in value
      ? Object.entries<Shape<unknown>>(questionShapes).some(
          ([name, shape]) => value.ask === name && shape(value),
        )
      : isAction(value);
  return isOurs ? (value as Request) : null;
}

/** What the host sent, or null for what is no reply. */
export function readReply(value: unknown): Reply | null {
  if (!anyObject(value) || !count(value.id)) return null;
  if ('error' in value) return text(value.error) ? { id: value.id, error: value.error } : null;
  return 'value' in value ? { id: value.id, value: value.value } : null;
}

export function isQuestion(request: Request): request is Request & Question {
  return 'ask' in request;
}
