import { once } from 'node:events';
import { describe, expect, it } from 'vitest';
import { AbortError } from '../../../src/common/abort.ts';
import { silentLogger } from '../../../src/common/logger.ts';
import type { GenerateRequest, ModelTools } from '../../../src/engine/engine.ts';
import { HttpClient } from '../../../src/engine/remote/httpClient.ts';
import { RemoteEngine } from '../../../src/engine/remote/remoteEngine.ts';
import { serverAddress } from '../../../src/engine/remote/serverAddress.ts';
import { type Answer, events, scriptedServer, status } from './scriptedServer.ts';

const never = new AbortController().signal;

/** No test here asks for local files. */
const noTools: ModelTools = {
  inspect: () => Promise.reject(new Error('There are no local models.')),
  devices: () => Promise.reject(new Error('There are no local models.')),
  download: () => Promise.reject(new Error('There are no local models.')),
};

const request: GenerateRequest = {
  prompt: {
    messages: [{ role: 'user', content: 'SECRET CODE' }],
    constantMessages: 0,
    prefill: 'P',
  },
  stop: { before: [], after: ['END'] },
  maxTokens: 8,
  sampling: { temperature: 1, topK: 0, topP: 1, minP: 0, seed: 7 },
};

/** One token for each word, as both kinds of server would. */
const words = ['<user>', '</user>', '<assistant>', 'SECRET', 'CODE', 'P'];
const idsOf = (text: string) =>
  (text.match(/<[^ <>]+ \d+>|<[^<>]+>|\w+/g) ?? []).map((word) => {
    const known = words.indexOf(word);
    return known < 0 ? words.push(word) - 1 : known;
  });

type Chat = { readonly messages: readonly { readonly content: string }[] };
const rendered = ({ messages }: Chat) => `<user>${messages[0]?.content}</user><assistant>`;

const answer =
  (work: (body: never) => object): Answer =>
  (response, body) =>
    response.end(JSON.stringify(work(body as never)));

const llamaServer = {
  '/props': { total_slots: 2, default_generation_settings: { n_ctx: 64 } },
  '/v1/models': { data: [{ id: 'tiny.gguf', meta: { size: 1 } }] },
  '/apply-template': answer((body: Chat) => ({ prompt: rendered(body) })),
  '/tokenize': answer(
    ({ content, with_pieces: pieces, parse_special: special }: Record<string, string>) => {
      const ids = special === undefined || special ? idsOf(content ?? '') : plainIds(content ?? '');
      return { tokens: pieces ? ids.map((id) => ({ id, piece: words[id] })) : ids };
    },
  ),
} satisfies Record<string, Answer>;

/** Without special tokens `<user>` is three tokens. */
function plainIds(text: string): number[] {
  return (text.match(/<|>|\/?\w+/g) ?? []).map((word) => 1000 + word.length);
}

const vllm = {
  '/version': { version: '0.18.2' },
  '/v1/models': {
    data: [
      { id: 'lora', parent: 'tiny' },
      { id: 'tiny', max_model_len: 64, parent: null },
    ],
  },
  '/tokenize': answer((body: Chat & { readonly prompt?: string }) => ({
    tokens: idsOf(body.prompt ?? rendered(body)),
  })),
  '/detokenize': answer(({ tokens }: { readonly tokens: readonly number[] }) => ({
    prompt: tokens.map((token) => words[token]).join(''),
  })),
} satisfies Record<string, Answer>;

const piece = (content: string, tokens: readonly number[], drawn: number) => ({
  ...{ content, tokens },
  tokens_predicted: drawn,
  stop: false,
});
const last = (drawn: number, why: string) => ({
  ...piece('', [], drawn),
  stop: true,
  stop_type: why,
});
const choice = (text: string, ids: readonly number[], why: string | null = null) => ({
  choices: [{ text, token_ids: ids, finish_reason: why }],
});

async function engineAt(answers: Readonly<Record<string, Answer>>, key: string | null = null) {
  return new RemoteEngine(await scriptedServer(answers), key, noTools, silentLogger);
}

describe('an address', () => {
  it.each([
    ['http://localhost:8080', 'http://localhost:8080', true],
    ['http://localhost:8080/v1/', 'http://localhost:8080', true],
    ['http://127.0.0.1:1/api/v1', 'http://127.0.0.1:1/api', true],
    ['http://[::1]:8080', 'http://[::1]:8080', true],
    ['https://box.example/v1', 'https://box.example', false],
    ['http://localhost.example', 'http://localhost.example', false],
  ])('%s -> %s, on this machine: %s', (text, base, isLoopback) => {
    expect(serverAddress(text)).toMatchObject({ base, isLoopback });
  });

  it.each(['localhost:8080', 'ftp://box', 'box', '', 'http://box/?a=1', 'http://me:key@box'])(
    '%s is refused, and a key in it is not repeated',
    (text) => {
      const read = () => serverAddress(text);
      expect(read).toThrow(expect.objectContaining({ code: 'usage' }));
      expect(read).not.toThrow(/me:key/);
    },
  );
});

describe('a llama-server', () => {
  const drawing = (...all: object[]) => ({
    ...llamaServer,
    '/completion': events(...all),
  });

  it('is given token ids, pure sampling and the seed', async () => {
    const asked: unknown[] = [];
    const engine = await engineAt({
      ...llamaServer,
      '/completion': (response, body, incoming) => {
        asked.push(body);
        const drawn = events(piece('a', [50], 1), piece('', [51], 2), last(2, 'eos'));
        if (typeof drawn === 'function') drawn(response, body, incoming);
      },
    });
    const seed = 2 ** 32 - 1;
    const sampling = { ...request.sampling, seed };
    expect(await engine.generate({ ...request, sampling })).toMatchObject({
      text: 'a',
      tokens: [50, 51],
      stopReason: 'end-of-turn',
    });
    expect(asked).toMatchObject([
      {
        prompt: [0, ...plainIds('SECRET CODE'), 1, 2, ...plainIds('P')],
        ...{ temperature: 1, top_k: 0, top_p: 1, min_p: 0, seed: 0, n_predict: 8, lora: [] },
        ...{ stream: true, return_tokens: true },
      },
    ]);
  });

  it('draws until the stop rule is complete, and not a token further', async () => {
    const engine = await engineAt(
      drawing(piece('a EN', [50], 1), piece('D b', [51], 2), piece('c', [52], 3)),
    );
    const pieces: string[] = [];
    expect(await engine.generate(request, undefined, (text) => pieces.push(text))).toMatchObject({
      text: 'a END',
      tokens: [50, 51],
      stopReason: 'rule',
    });
    expect(pieces.join('')).toBe('a END');
  });

  it.each([
    ['the same again', [50, 61, 62, 51], { tokens: [50, 61, 62, 51], text: 'a日' }],
    ['something else', [50, 61, 62, 99], { code: 'unusable-reply' }],
    ['less', [50, 61, 51], { code: 'unusable-reply' }],
  ])('held ids back and draws %s when asked without streaming', async (_, redrawn, expected) => {
    const engine = await engineAt({
      ...llamaServer,
      '/completion': (response, body, incoming) => {
        const drawn = events(piece('a', [50], 1), piece('日', [51], 4), last(4, 'limit'));
        const { stream } = body as { readonly stream: boolean };
        if (stream && typeof drawn === 'function') drawn(response, body, incoming);
        else response.end(JSON.stringify({ tokens: redrawn }));
      },
    });
    expect(await engine.generate(request).catch((error) => error)).toMatchObject(expected);
  });

  it.each([
    [null, [0, 0]],
    ['/here/0002/adapter.gguf', [0, 1]],
  ])('applies the adapter %s alone, whatever it was started with', async (path, scales) => {
    const asked: { readonly lora: readonly { readonly scale: number }[] }[] = [];
    const engine = await engineAt({
      ...llamaServer,
      '/lora-adapters': [
        { id: 0, path: '/there/0001/adapter.gguf', scale: 1 },
        { id: 1, path: '/there/0002/adapter.gguf', scale: 1 },
      ],
      '/completion': (response, body) => {
        asked.push(body as { readonly lora: readonly { readonly scale: number }[] });
        response.end(`data: ${JSON.stringify(last(0, 'limit'))}\n\n`);
      },
    });
    await engine.useAdapter(path);
    await engine.generate(request);
    expect(asked[0]?.lora.map(({ scale }) => scale)).toEqual(scales);
  });

  it('draws in its slots and no more at a time', async () => {
    const open = { now: 0, most: 0 };
    const engine = await engineAt({
      ...llamaServer,
      '/completion': (response) => {
        open.most = Math.max(open.most, ++open.now);
        setTimeout(() => {
          open.now -= 1;
          response.end(`data: ${JSON.stringify(last(0, 'limit'))}\n\n`);
        }, 20);
      },
    });
    expect(await engine.generateMany(Array(5).fill(request))).toHaveLength(5);
    expect(open.most).toBe(2);
  });
});

describe('vLLM', () => {
  it('is asked for token ids and draws as its model says without its own penalties', async () => {
    const asked: unknown[] = [];
    const engine = await engineAt({
      ...vllm,
      '/v1/completions': (response, body, incoming) => {
        asked.push(body);
        const drawn = events(
          choice('a ', [50, 51]),
          choice('END', [52]),
          choice('', [53], 'stop'),
          '[DONE]',
        );
        if (typeof drawn === 'function') drawn(response, body, incoming);
      },
    });
    expect(await engine.generate({ ...request, stop: { before: [], after: [] } })).toMatchObject({
      text: 'a END',
      tokens: [50, 51, 52, 53],
      stopReason: 'end-of-turn',
    });
    expect(asked).toMatchObject([
      {
        model: 'tiny',
        prompt: idsOf('<user>SECRET CODE</user><assistant>P'),
        ...{ max_tokens: 8, seed: 7, top_k: 0, repetition_penalty: 1, return_token_ids: true },
      },
    ]);
    expect(engine.info()).toBeNull();
    expect(await engine.load({ modelPath: 'none', gpu: 'off' })).toMatchObject({
      contextTokens: 64,
    });
  });

  it('that knows no token ids is refused', async () => {
    const old = events({ choices: [{ text: 'a', finish_reason: null }] }, '[DONE]');
    const engine = await engineAt({ ...vllm, '/v1/completions': old });
    await expect(engine.generate(request)).rejects.toMatchObject({
      code: 'server-failed',
      message: expect.stringContaining('return_token_ids'),
    });
  });
});

describe('a key', () => {
  it('is sent and never told', async () => {
    const keys: unknown[] = [];
    const engine = await engineAt(
      {
        '/props': (response, _, incoming) => {
          keys.push(incoming.headers.authorization);
          response.writeHead(401).end();
        },
      },
      'sesame',
    );
    const error = await engine.load({ modelPath: '', gpu: 'off' }).catch((thrown) => thrown);
    expect(keys).toEqual(['Bearer sesame']);
    expect(error).toMatchObject({ code: 'server-failed' });
    expect(JSON.stringify([error.message, error.data])).not.toContain('sesame');
  });
});

describe('what goes wrong is a sentence without code', () => {
  const cases: readonly (readonly [string, Record<string, Answer>, RegExp])[] = [
    ['another kind of server', { '/v1/models': { data: [] } }, /neither llama-server nor vLLM/],
    ['a wrong key', { '/props': status(401) }, /refused the key \(401\)/],
    ['a page of HTML', { '/props': (response) => response.end('<html>') }, /no JSON/],
    [
      'another host',
      { '/props': (response) => response.writeHead(302, { location: 'http://x' }).end() },
      /status 302/,
    ],
    ['no such path', llamaServer, /answered \/completion with status 404/],
    ['a failure', { ...llamaServer, '/completion': status(500) }, /status 500/],
    [
      'a stream that breaks',
      {
        ...llamaServer,
        '/completion': (response) => {
          response.write(`data: ${JSON.stringify(piece('a', [50], 1))}\n\n`, () =>
            response.destroy(),
          );
        },
      },
      /broke off in the middle/,
    ],
    [
      'a stream that ends too early',
      { ...llamaServer, '/completion': events(piece('a', [50], 1)) },
      /broke off in the middle/,
    ],
    ['an event of junk', { ...llamaServer, '/completion': events('junk') }, /no JSON/],
    [
      'an error in the stream',
      { ...llamaServer, '/completion': events({ error: { message: 'SECRET CODE' } }) },
      /does not know/,
    ],
    [
      'a template that changes messages',
      { ...llamaServer, '/apply-template': { prompt: 'fixed' } },
      /answered \/apply-template/,
    ],
  ];
  it.each(cases)('%s', async (_, answers, message) => {
    const engine = await engineAt(answers);
    const error = await engine.generate(request).catch((thrown) => thrown);
    expect(error).toMatchObject({ code: 'server-failed', message: expect.stringMatching(message) });
    expect(error.message + JSON.stringify(error.data)).not.toContain('SECRET');
  });

  it('nobody there', async () => {
    const engine = new RemoteEngine('http://127.0.0.1:9', null, noTools, silentLogger);
    await expect(engine.generate(request)).rejects.toMatchObject({
      code: 'server-failed',
      message: expect.stringContaining('can’t be reached'.replace('’', "'")),
    });
  });

  it('a prompt without room', async () => {
    const engine = await engineAt(llamaServer);
    await expect(engine.generate({ ...request, maxTokens: 64 })).rejects.toMatchObject({
      code: 'prompt-too-long',
    });
  });
});

describe('a busy server', () => {
  it.each([429, 503])('is asked again after %i', async (code) => {
    let asked = 0;
    const base = await scriptedServer({
      '/here': (response) => response.writeHead(++asked < 3 ? code : 200).end('{"a":1}'),
    });
    expect(await new HttpClient(base, null, [1, 1, 1]).find('/here', never)).toEqual({ a: 1 });
    expect(asked).toBe(3);
  });

  it('that stays busy is given up', async () => {
    const base = await scriptedServer({ '/here': status(503) });
    const found = new HttpClient(base, null, [1, 1]).find('/here', never);
    await expect(found).rejects.toThrow(/busy \(503\)/);
  });

  it('is not waited for by a call that is aborted', async () => {
    const abort = new AbortController();
    const base = await scriptedServer({
      '/here': (response) => {
        response.writeHead(503).end();
        abort.abort(new AbortError());
      },
    });
    const found = new HttpClient(base, null, [2 ** 30]).find('/here', abort.signal);
    await expect(found).rejects.toMatchObject({ name: 'AbortError' });
  });
});

describe('an aborted call', () => {
  it('rejects and closes its socket', async () => {
    const abort = new AbortController();
    const closed = Promise.withResolvers<void>();
    const engine = await engineAt({
      ...llamaServer,
      '/completion': (response) => {
        void once(response, 'close').then(() => closed.resolve());
        response.write(`data: ${JSON.stringify(piece('a', [50], 1))}\n\n`);
      },
    });
    const drawing = engine.generate(request, abort.signal, () => abort.abort(new AbortError()));
    await expect(drawing).rejects.toThrow(AbortError);
    await closed.promise;
  });

  it('ends with the engine', async () => {
    const engine = await engineAt({ ...llamaServer, '/completion': () => engine.dispose() });
    await expect(engine.generate(request)).rejects.toMatchObject({ name: 'AbortError' });
  });
});
