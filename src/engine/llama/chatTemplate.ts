import {
  type ChatHistoryItem,
  type ChatWrapper,
  type LlamaModel,
  LlamaText,
  resolveChatWrapper,
  SpecialTokensText,
  type Token,
} from 'node-llama-cpp';
import type { ChatMessage, ChatPrompt } from '../engine.ts';

/** A prompt as the model is given it. */
export interface PromptTokens {
  readonly tokens: readonly Token[];
  /** How many leading tokens come from the prompt's constant messages. */
  readonly constant: number;
}

/** Stands for the varying messages when the end of the constant part is sought. */
const placeholder = '\u0001';

/** The model's own chat template. What looks like a special token in a message stays plain text. */
export class ChatTemplate {
  private readonly wrapper: ChatWrapper;

  constructor(private readonly model: LlamaModel) {
    const { chat_template: template } = model.fileInfo.metadata.tokenizer ?? {};
    // node-llama-cpp's specialized wrappers differ from the templates that the models were trained
    // with: no default system message, and for SmolLM2 a second `<|im_start|>` as its BOS token.
    this.wrapper = resolveChatWrapper(
      model,
      template
        ? {
            type: 'jinjaTemplate',
            customWrapperSettings: {
              jinjaTemplate: {
                joinAdjacentMessagesOfTheSameType: false,
                trimLeadingWhitespaceInResponses: false,
              },
            },
            warningLogs: false,
          }
        : { warningLogs: false },
    );
  }

  /** The prompt's tokens, ending in the open turn of the assistant that starts with the prefill. */
  apply({ messages, constantMessages, prefill }: ChatPrompt): PromptTokens {
    const tokens = this.tokenize(messages, prefill);
    if (constantMessages === 0) return { tokens, constant: 0 };
    const blanked = messages.map((message, index) =>
      index < constantMessages ? message : { ...message, content: placeholder },
    );
    return { tokens, constant: commonLength(tokens, this.tokenize(blanked, placeholder)) };
  }

  private tokenize(messages: readonly ChatMessage[], prefill: string): Token[] {
    const { contextText } = this.wrapper.generateContextState({
      chatHistory: [...messages.map(toHistory), { type: 'model', response: [prefill] }],
    });
    const tokens = this.joinPlainText(contextText).tokenize(this.model.tokenizer);
    const { bos, shouldPrependBosToken } = this.model.tokens;
    if (shouldPrependBosToken && bos !== null && tokens[0] !== bos) tokens.unshift(bos);
    return tokens;
  }

  /**
   * The same text with nothing but special tokens marked as special. The template's own words
   * (`user\n`) then join the message that follows, and are tokenized with it as in training:
   * a message that starts with white space would come out differently otherwise.
   */
  private joinPlainText(text: LlamaText): LlamaText {
    const { tokenizer } = this.model;
    const split = (value: SpecialTokensText) =>
      value
        .tokenizeSpecialTokensOnly(tokenizer)
        .map((part) =>
          typeof part === 'string'
            ? part
            : new SpecialTokensText(this.model.detokenize([part], true)),
        );
    return LlamaText(
      text.values.map((value) => (value instanceof SpecialTokensText ? split(value) : value)),
    );
  }
}

function toHistory({ role, content }: ChatMessage): ChatHistoryItem {
  if (role === 'system') return { type: 'system', text: content };
  if (role === 'user') return { type: 'user', text: content };
  return { type: 'model', response: [content] };
}

function commonLength(tokens: readonly Token[], others: readonly Token[]): number {
  const end = tokens.findIndex((token, index) => token !== others[index]);
  return end < 0 ? tokens.length : end;
}
