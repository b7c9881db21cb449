import type { Action, AnswerTo, Question, RolloutPage, RolloutQuery } from '../messages.ts';
import { matchesRollout, type ReportData, rolloutOrder } from '../reportData.ts';
import type { Source } from './source.ts';

/** Answers from what was written into the file. */
export class ReportSource implements Source {
  readonly act = null;
  readonly holds: number;

  constructor(private readonly data: ReportData) {
    this.holds = data.rollouts.length;
  }

  async ask<Q extends Question>(question: Q): Promise<AnswerTo<Q>>;
  async ask(question: Question): Promise<AnswerTo<Question>> {
    const { overview, rollouts, cycles, codes, training, activities, storage } = this.data;
    switch (question.ask) {
      case 'overview':
        return overview;
      case 'rollouts':
        return this.page(question.query, question.offset, question.limit);
      case 'rollout':
        return rollouts.find(({ id }) => id === question.rollout) ?? null;
      case 'cycle':
        return cycles[question.cycle] ?? { functions: null, before: null };
      case 'cycleCodes':
        return (
          codes[`${question.cycle}/${question.index}`] ?? {
            original: null,
            before: null,
            after: null,
          }
        );
      case 'training':
        return training;
      case 'activities':
        return activities;
      case 'storage':
        return storage;
    }
  }

  async save({ kind, name, content }: Extract<Action, { act: 'save' }>): Promise<void> {
    const types = { csv: 'text/csv', svg: 'image/svg+xml', png: 'image/png' };
    const bytes =
      kind === 'png' ? Uint8Array.from(atob(content), (char) => char.charCodeAt(0)) : content;
    const address = URL.createObjectURL(new Blob([bytes], { type: types[kind] }));
    const link = document.createElement('a');
    link.href = address;
    link.download = `${name}.${kind}`;
    link.click();
    setTimeout(() => URL.revokeObjectURL(address), 10_000);
  }

  private page(query: RolloutQuery, offset: number, limit: number): RolloutPage {
    const found = this.data.rollouts
      .filter((one) => matchesRollout(one, query))
      .sort(rolloutOrder(query));
    return { total: found.length, offset, rows: found.slice(offset, offset + limit) };
  }
}
