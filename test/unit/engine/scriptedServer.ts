import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import { onTestFinished } from 'vitest';

/** What one path answers: a value as JSON, or whatever the function does. */
export type Answer =
  | object
  | ((response: ServerResponse, body: unknown, request: IncomingMessage) => void);

/** Answers with a status alone. */
export function status(code: number): Answer {
  return (response) => response.writeHead(code).end();
}

/** Answers with server-sent events; a string is sent as it is. */
export function events(...all: readonly (object | string)[]): Answer {
  return (response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    const text = all.map((event) => (typeof event === 'string' ? event : JSON.stringify(event)));
    response.end(text.map((data) => `data: ${data}\n\n`).join(''));
  };
}

/** A server with these answers, all else 404, that is gone after the test. @returns its address. */
export async function scriptedServer(answers: Readonly<Record<string, Answer>>): Promise<string> {
  const server = createServer(async (request, response) => {
    const answer = answers[request.url ?? ''];
    const body = request.method === 'POST' ? await json(request) : null;
    if (!answer) response.writeHead(404).end('{}');
    else if (typeof answer === 'function') answer(response, body, request);
    else response.end(JSON.stringify(answer));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}
