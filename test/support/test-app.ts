import type { AddressInfo } from 'node:net';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { createApp, type AppParts } from '../../src/app.js';
import { readEnvironment } from '../../src/platform/config/environment.js';
import { temporaryFolder } from './temporary-folder.js';

export const DEMO_PASSWORD = 'Demo-2025-bureau';

type Method = 'GET' | 'POST' | 'PUT' | 'DELETE';

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** The parsed body. */
  readonly json: () => unknown;
}

export interface RequestOptions {
  readonly token?: string;
  /** Sent as JSON. */
  readonly body?: unknown;
  /** Sent as it is, instead of `body`. */
  readonly payload?: string | Buffer;
  readonly headers?: Readonly<Record<string, string>>;
}

/** The real application, listening on a port and working on a database of its own. */
export interface TestApp {
  readonly app: NestFastifyApplication;
  /** Folder of the database; goes away when the application closes. */
  readonly folder: string;
  request(method: Method, path: string, options?: RequestOptions): Promise<Answer>;
  /** An access token of a demonstration account. */
  tokenOf(username: string): Promise<string>;
  close(): Promise<void>;
}

export async function openTestApp(
  parts: AppParts = {},
  variables: Readonly<Record<string, string>> = {},
): Promise<TestApp> {
  const folder = await temporaryFolder();
  const defaults = { NODE_ENV: 'test', LOG_LEVEL: 'silent', DATA_DIR: folder.path };
  const app = await createApp(readEnvironment({ ...defaults, ...variables }), parts);
  await app.listen({ port: 0, host: '127.0.0.1' });
  const { port } = app.getHttpServer().address() as AddressInfo;
  const request: TestApp['request'] = (method, path, options) =>
    send(`http://127.0.0.1:${port}${path}`, method, options);
  return {
    app,
    folder: folder.path,
    request,
    tokenOf: async (username) => {
      const body = { username, password: DEMO_PASSWORD };
      const answer = await request('POST', '/api/v1/auth/login', { body });
      return (answer.json() as { accessToken: string }).accessToken;
    },
    close: async () => {
      await app.close();
      await folder.remove();
    },
  };
}

async function send(
  url: string,
  method: Method,
  { token, body, payload, headers }: RequestOptions = {},
): Promise<Answer> {
  const sent = payload ?? (body === undefined ? undefined : JSON.stringify(body));
  const reply = await fetch(url, {
    method,
    headers: {
      ...(sent !== undefined && { 'content-type': 'application/json' }),
      ...(token !== undefined && { authorization: `Bearer ${token}` }),
      ...headers,
    },
    ...(sent !== undefined && { body: typeof sent === 'string' ? sent : new Uint8Array(sent) }),
  });
  const text = await reply.text();
  return {
    status: reply.status,
    headers: reply.headers,
    text,
    json: () => JSON.parse(text) as unknown,
  };
}
