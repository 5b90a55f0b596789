import { mkdtempSync, rmSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { createApp } from '../../src/app.js';
import { LedgerService } from '../../src/ledger/ledger.module.js';
import { readEnvironment } from '../../src/platform/config/environment.js';
import { Database } from '../../src/platform/database/database.js';
import { startProfile } from '../profile.js';
import { populate } from './population.js';
import { LIST, READY, ReadyMadeModule } from './ready-made.module.js';
import { CHECK_LIST, listFor, pathsFor } from './requests.js';

/** What the server tells the process that started it. */
export interface Listening {
  readonly origin: string;
  readonly token: string;
}

export type Asked = 'processor time' | 'profile' | 'profiled' | 'stop';

const DEMO_PASSWORD = 'Demo-2025-bureau';
const people = Number(process.argv[2]);

/** The log is written as in production, and goes nowhere. */
const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() });

const dataDir = mkdtempSync(join(tmpdir(), 'bench-'));
process.on('exit', () => rmSync(dataDir, { recursive: true, force: true }));

const environment = readEnvironment({ DATA_DIR: dataDir, DEMO_PASSWORD, READS_PER_SECOND: '1000000' });
const app = await createApp(environment, { modules: [ReadyMadeModule], logTo: nowhere });
await populate(app.get(Database), app.get(LedgerService), people);
await app.listen({ port: 0, host: '127.0.0.1' });
const { port } = app.getHttpServer().address() as AddressInfo;
const origin = `http://127.0.0.1:${port}`;

async function ask(path: string, token?: string, body?: string): Promise<string> {
  const headers = {
    ...(token !== undefined && { authorization: `Bearer ${token}` }),
    ...(body !== undefined && { 'content-type': 'application/json' }),
  };
  const sent = body === undefined ? { headers } : { headers, method: 'POST', body };
  const answer = await fetch(origin + path, sent);
  if (!answer.ok) throw new Error(`${path} answers ${answer.status}: ${await answer.text()}`);
  return answer.text();
}

const login = JSON.stringify({ username: 'city-agency', password: DEMO_PASSWORD });
const { accessToken } = JSON.parse(await ask('/api/v1/auth/login', undefined, login)) as {
  accessToken: string;
};
for (const path of pathsFor(people).check) {
  const code = new URL(path, origin).pathname.split('/').at(-1) ?? '';
  READY.set(code, await ask(path, accessToken));
}
READY.set(LIST, await ask(CHECK_LIST, accessToken, listFor(people)));

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
