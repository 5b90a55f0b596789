import type { AddressInfo } from 'node:net';
import type { TestApp } from '../test-app.js';

export interface Download {
  readonly status: number;
  readonly headers: Headers;
  readonly bytes: Buffer;
}

/** What a GET answers, once its headers are there; the body is still to be read. */
export function fetchFrom({ app }: TestApp, path: string, token: string): Promise<Response> {
  const { port } = app.getHttpServer().address() as AddressInfo;
  return fetch(`http://127.0.0.1:${port}${path}`, { headers: { authorization: `Bearer ${token}` } });
}

/** A file as it was sent, byte by byte. */
export async function download(bureau: TestApp, path: string, token: string): Promise<Download> {
  const reply = await fetchFrom(bureau, path, token);
  const bytes = Buffer.from(await reply.arrayBuffer());
  return { status: reply.status, headers: reply.headers, bytes };
}
