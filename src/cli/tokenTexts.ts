import type { RecordedGroup } from '../rollout/export/recordedGroup.ts';
import type { Core } from './core.ts';

type Tokens = readonly number[];

/**
 * The texts of recorded token ids, by the model that drew them: it is loaded when the first of its
 * records comes, and what other models drew has no text.
 */
export class TokenTexts {
  private untold = 0;
  private model: Promise<string | null> | null = null;

  constructor(private readonly core: Pick<Core, 'session' | 'engine' | 'signal'>) {}

  /** How a group's token ids read; null for ids of other models. */
  async of(group: RecordedGroup): Promise<(tokens: Tokens) => string | null> {
    const generations = group.documentations.flatMap(({ generation, reconstructions }) => [
      generation,
      ...reconstructions.map((one) => one.generation),
    ]);
    this.model ??= this.hashOfModel();
    const hash = await this.model;
    const own = generations.filter(({ modelHash }) => modelHash === hash);
    this.untold += generations.length - own.length;
    if (own.length === 0) return () => null;
    await this.core.session.use(null, this.core.signal);
    const lists = own.flatMap(({ promptTokens, completionTokens }) => [
      promptTokens,
      completionTokens,
    ]);
    const texts = await this.core.engine.detokenize(lists);
    // Each record has arrays of its own, so that they can be told apart without being compared.
    const textOf = new Map<Tokens, string | null>(
      lists.map((tokens, index) => [tokens, texts[index] ?? null]),
    );
    return (tokens) => textOf.get(tokens) ?? null;
  }

  /** What a person should know of texts that are missing, or null. */
  sentence(): string | null {
    if (this.untold === 0) return null;
    return `${this.untold} prompts and completions have token ids but no text, for they are of other models. Choose theirs with --model or --engine-url to have it.`;
  }

  private async hashOfModel(): Promise<string | null> {
    const { session, signal } = this.core;
    return (await session.chosen()) ? (await session.named(signal)).hash : null;
  }
}
