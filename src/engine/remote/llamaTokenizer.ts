import type { ChatPrompt } from '../engine.ts';
import type { HttpClient } from './httpClient.ts';
import { listOf, objectOf, tokenIds, wholeNumber } from './json.ts';
import { contentsOf, placeholders, shapeOf, templateParts } from './templateParts.ts';

/** A special token, or text in which nothing is special. */
type Fragment = { readonly id: number } | { readonly text: string };

/** What the chat template adds to the messages' contents. */
interface Template {
  readonly parts: readonly (readonly Fragment[])[];
  /** The token that the model wants at the very start, or null. */
  readonly start: number | null;
}

/**
 * Prompts as token ids, by llama-server's own tokenizer and chat template. As in the local engine
 * only the template may write special tokens: what looks like one in a message stays plain text.
 */
export class LlamaTokenizer {
  private readonly templates = new Map<string, Promise<Template>>();

  constructor(private readonly http: HttpClient) {}

  async promptTokens(prompt: ChatPrompt, signal: AbortSignal): Promise<number[]> {
    const { parts, start } = await this.template(prompt, signal);
    const fragments = contentsOf(prompt).flatMap((text, index) => [
      ...(parts[index] ?? []),
      { text },
    ]);
    const tokens = await Promise.all(
      joinTexts(fragments).map((fragment) =>
        'id' in fragment ? [fragment.id] : this.plain(fragment.text, signal),
      ),
    );
    const ids = tokens.flat();
    return start === null || ids[0] === start ? ids : [start, ...ids];
  }

  /** The ids of `text`, in which nothing is special. */
  async plain(text: string, signal: AbortSignal): Promise<number[]> {
    return this.tokenize({ content: text, parse_special: false }, signal);
  }

  private template(prompt: ChatPrompt, signal: AbortSignal): Promise<Template> {
    const shape = shapeOf(prompt);
    const known = this.templates.get(shape) ?? this.readTemplate(prompt, signal);
    this.templates.set(shape, known);
    known.catch(() => this.templates.delete(shape));
    return known;
  }

  private async readTemplate({ messages }: ChatPrompt, signal: AbortSignal): Promise<Template> {
    const asked = { messages: placeholders(messages) };
    const { prompt } = objectOf(await this.http.post('/apply-template', asked, signal));
    const parts = typeof prompt === 'string' ? templateParts(prompt, messages.length) : null;
    if (!parts) throw this.http.unexpected('/apply-template');
    const special = await this.specialTokens(parts.join(' '), signal);
    return {
      parts: parts.map((part) => fragmentsOf(part, special)),
      start: await this.startToken(signal),
    };
  }

  /** The special tokens in a template: those whose text gives other tokens when it is plain. */
  private async specialTokens(template: string, signal: AbortSignal): Promise<Map<string, number>> {
    const asked = { content: template, parse_special: true, with_pieces: true };
    const { tokens } = objectOf(await this.http.post('/tokenize', asked, signal));
    const special = new Map<string, number>();
    for (const { id, piece } of listOf(tokens).map(objectOf)) {
      const token = wholeNumber(id);
      if (token === null || typeof piece !== 'string' || special.has(piece)) continue;
      const [first, ...others] = await this.plain(piece, signal);
      if (first !== token || others.length > 0) special.set(piece, token);
    }
    return special;
  }

  /** The token that the tokenizer itself puts before a text, as a model with a BOS token wants. */
  private async startToken(signal: AbortSignal): Promise<number | null> {
    const [first] = await this.tokenize({ content: 'a', add_special: true }, signal);
    const [without] = await this.tokenize({ content: 'a', add_special: false }, signal);
    return first === undefined || first === without ? null : first;
  }

  private async tokenize(body: object, signal: AbortSignal): Promise<number[]> {
    const ids = tokenIds(objectOf(await this.http.post('/tokenize', body, signal)).tokens);
    if (!ids) throw this.http.unexpected('/tokenize');
    return ids;
  }
}

function fragmentsOf(text: string, special: ReadonlyMap<string, number>): Fragment[] {
  const names = [...special.keys()].sort((a, b) => b.length - a.length).map(escaped);
  if (names.length === 0) return [{ text }];
  return text.split(new RegExp(`(${names.join('|')})`)).map((piece) => {
    const id = special.get(piece);
    return id === undefined ? { text: piece } : { id };
  });
}

/**
 * Texts that stand side by side become one: a tokenizer joins the template's own words (`user\n`)
 * with the message that follows.
 */
function joinTexts(fragments: readonly Fragment[]): Fragment[] {
  const joined: Fragment[] = [];
  for (const fragment of fragments) {
    const last = joined.at(-1);
    if (last && 'text' in last && 'text' in fragment) {
      joined[joined.length - 1] = { text: last.text + fragment.text };
    } else {
      joined.push(fragment);
    }
  }
  return joined.filter((fragment) => 'id' in fragment || fragment.text !== '');
}

function escaped(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
}
