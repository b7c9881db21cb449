import {
  CancellationError,
  type CancellationToken,
  LanguageModelTextPart,
  type LanguageModelTool,
  type LanguageModelToolInvocationOptions,
  type LanguageModelToolInvocationPrepareOptions,
  LanguageModelToolResult,
  l10n,
  type PreparedToolInvocation,
} from 'vscode';
import { isAbort } from '../../common/abort.ts';
import { placeOf } from '../place.ts';
import type { Services } from '../services.ts';
import { signalOf } from '../signal.ts';
import type { DocumentUnits } from '../unitAtCursor.ts';
import { type NamedFunction, namedFunction, type ToolInput } from './namedFunction.ts';

/** What sets one tool apart from the others. */
export interface ToolWork {
  /** What it does with the function, for the person who is asked whether it may. */
  readonly question: (name: string) => string;
  /** Said while it is at work. */
  readonly progress: (name: string) => string;
  /** @returns what the caller gets, as JSON. */
  readonly run: (subject: NamedFunction, signal: AbortSignal) => Promise<object>;
}

/**
 * A tool for other assistants that works on one function with the model loaded. It asks the person
 * first, goes before background work as their own requests do, and changes no file.
 */
export class RoundTripTool implements LanguageModelTool<ToolInput> {
  constructor(
    private readonly services: Services,
    private readonly units: DocumentUnits,
    private readonly work: ToolWork,
  ) {}

  prepareInvocation({
    input,
  }: LanguageModelToolInvocationPrepareOptions<ToolInput>): PreparedToolInvocation {
    const name = input.function ?? l10n.t('line {0}', input.line ?? '?');
    const subject = `${input.file}: ${name}`;
    return {
      invocationMessage: this.work.progress(subject),
      confirmationMessages: {
        title: this.work.question(subject),
        message: l10n.t(
          'The model runs on this machine. No file is changed; what comes of it is recorded as a rollout and given to the assistant that asked.',
        ),
      },
    };
  }

  /** @throws CancellationError when `token` was cancelled, RoundtripError with a sentence. */
  async invoke(
    { input }: LanguageModelToolInvocationOptions<ToolInput>,
    token: CancellationToken,
  ): Promise<LanguageModelToolResult> {
    const { rightOfWay, session } = this.services;
    const signal = signalOf(token);
    try {
      const subject = await namedFunction(this.units, input);
      const { unit, path } = subject;
      const result = await rightOfWay.take(async () => {
        await session.ready(placeOf(subject.document).repository, signal);
        const outcome = await this.work.run(subject, signal);
        const { model, adapter } = session.identity();
        const { qualifiedName, language } = unit;
        return { path, qualifiedName, language, ...outcome, model, adapter };
      });
      return new LanguageModelToolResult([new LanguageModelTextPart(JSON.stringify(result))]);
    } catch (error) {
      if (isAbort(error)) throw new CancellationError();
      throw error;
    }
  }
}
