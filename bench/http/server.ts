import { mkdtempSync, rmSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { createApp } from '../../src/app.js';
import { readEnvironment } from '../../src/platform/config/environment.js';
import { startProfile } from '../profile.js';
import { READY, ReadyMadeModule } from './ready-made.module.js';
import { EVALUATE, REQUEST_NAMES, REQUESTS } from './requests.js';

/** What the server tells the process that started it. */
export interface Listening {
  readonly origin: string;
  readonly token: string;
}

export type Asked = 'processor time' | 'profile' | 'profiled' | 'stop';

const DEMO_PASSWORD = 'Demo-2025-bureau';

/** The log is written as in production, and goes nowhere. */
const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() });

async function post(url: string, body: string, token?: string): Promise<string> {
  const authorization = token === undefined ? {} : { authorization: `Bearer ${token}` };
  const headers = { 'content-type': 'application/json', ...authorization };
  const answer = await fetch(url, { method: 'POST', headers, body });
  if (!answer.ok) throw new Error(`${url} answers ${answer.status}: ${await answer.text()}`);
  return answer.text();
}

const dataDir = mkdtempSync(join(tmpdir(), 'bench-'));
process.on('exit', () => rmSync(dataDir, { recursive: true, force: true }));

const environment = readEnvironment({ DATA_DIR: dataDir, DEMO_PASSWORD, READS_PER_SECOND: '1000000' });
const app = await createApp(environment, { modules: [ReadyMadeModule], logTo: nowhere });
await app.listen({ port: 0, host: '127.0.0.1' });
const { port } = app.getHttpServer().address() as AddressInfo;
const origin = `http://127.0.0.1:${port}`;

const login = JSON.stringify({ username: 'city-bureau', password: DEMO_PASSWORD });
const { accessToken } = JSON.parse(await post(`${origin}/api/v1/auth/login`, login)) as {
  accessToken: string;
};
for (const name of REQUEST_NAMES) READY.set(name, await post(origin + EVALUATE, REQUESTS[name], accessToken));

let stopProfile: (() => Promise<string>) | null = null;

/** Tells the processor's time used so far, profiles, tells where the time went, and stops. */
async function answer(asked: Asked): Promise<void> {
  switch (asked) {
    case 'processor time':
      process.send?.(process.cpuUsage());
      return;
    case 'profile':
      stopProfile = await startProfile();
      return;
    case 'profiled':
      process.send?.(await stopProfile?.());
      return;
    case 'stop':
      process.exit(0);
  }
}

process.on('message', (asked: Asked) => void answer(asked));

process.send?.({ origin, token: accessToken } satisfies Listening);
