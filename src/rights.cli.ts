import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createApp } from './app.js';
import { rightsPage, routesOf } from './identity/identity.module.js';
import { readEnvironment } from './platform/config/environment.js';

const PAGE = join('docs', 'rights.md');

/** `npm run rights`: writes docs/rights.md from the table of rights and the routes of the program. */
const folder = await mkdtemp(join(tmpdir(), 'rights-'));
try {
  const app = await createApp(readEnvironment({ NODE_ENV: 'test', LOG_LEVEL: 'silent', DATA_DIR: folder }));
  const answer = await app.inject({ method: 'GET', url: '/api/openapi.json' });
  await writeFile(PAGE, rightsPage(routesOf(answer.json())));
  await app.close();
  process.stdout.write(`${PAGE}\n`);
} finally {
  await rm(folder, { recursive: true, force: true });
}
