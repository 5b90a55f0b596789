import { execFile } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ROOT, runScript } from '../support/run-program.js';
import { temporaryFolder } from '../support/temporary-folder.js';
import { TestClock } from '../support/test-clock.js';
import { openTestApp, type TestApp } from '../support/test-app.js';

const TRANSCRIPT = /(<!-- transcript: npm run -s (\S+) -- (.+) -->\n\n```\n)([^`]*)(```)/gu;
const BUILD_AND_RUN = 300_000;

/** The README with every transcript as the commands print it now. */
const withTranscripts = (text: string): string =>
  text.replace(TRANSCRIPT, (_all, head: string, script: string, args: string, _old: string, tail: string) => {
    const { stdout } = runScript(script, args.split(' '));
    return `${head}${stdout}${tail}`;
  });

describe.each(['README.md', 'README.zh-CN.md'])('%s', (name) => {
  it(
    'shows what the commands print (UPDATE_TRANSCRIPTS=1 rewrites it)',
    () => {
      const path = join(ROOT, name);
      const text = readFileSync(path, 'utf8');
      const current = withTranscripts(text);
      if (process.env['UPDATE_TRANSCRIPTS'] === '1') writeFileSync(path, current);
      else expect(text).toBe(current);
      expect(current).toContain('│ 从重 HEAVIER │ (3.5, 5]   │ 323050.00 – 461500.00 │');
    },
    BUILD_AND_RUN,
  );
});

describe('the curl example', () => {
  let bureau: TestApp;

  beforeAll(async () => {
    bureau = await openTestApp();
  });

  afterAll(async () => {
    await bureau.close();
  });

  it.each(['README.md', 'README.zh-CN.md'])('of %s evaluates the first published case', async (name) => {
    const text = readFileSync(join(ROOT, name), 'utf8');
    const shell = /```sh\n(TOKEN=[^`]*)```/u.exec(text)?.[1] ?? '';
    const { port } = bureau.app.getHttpServer().address() as { port: number };
    const command = shell.replaceAll('localhost:3000', `127.0.0.1:${port}`);
    const { stdout } = await promisify(execFile)('bash', ['-c', command], { cwd: ROOT });
    expect(stdout).toContain('"directions":[{"direction":"HEAVIER","min":"3.5","max":"5"');
  });
});

describe('the section for auditors', () => {
  let bureau: TestApp;
  let folder: { readonly path: string; remove(): Promise<void> };

  beforeAll(async () => {
    [bureau, folder] = await Promise.all([openTestApp(), temporaryFolder()]);
  });

  afterAll(async () => {
    await bureau.close();
    await folder.remove();
  });

  it.each(['README.md', 'README.zh-CN.md'])(
    'of %s, followed from an empty folder, ends intact',
    async (name) => {
      const text = readFileSync(join(ROOT, name), 'utf8');
      const shell = /```sh\n(AUDITOR=[^`]*)```/u.exec(text)?.[1] ?? '';
      const { port } = bureau.app.getHttpServer().address() as { port: number };
      const command = `set -e\n${shell.replaceAll('localhost:3000', `127.0.0.1:${port}`)}`;
      const { stdout } = await promisify(execFile)('bash', ['-c', command], { cwd: folder.path });
      expect(stdout).toMatch(/INTACT/u);
      expect(stdout).not.toMatch(/--key|--checkpoint/u);
    },
  );
});

describe('the story of nine points', () => {
  const STORY = /(<!-- transcript: node docs\/examples\/nine-points\.mjs -->\n\n```\n)([^`]*)(```)/u;
  let bureau: TestApp;

  beforeAll(async () => {
    bureau = await openTestApp({ clock: new TestClock('2025-09-26T02:00:00.000Z') });
  });

  afterAll(async () => {
    await bureau.close();
  });

  it('ends with the status turned on the day after the time to object (PQ2025:24, S16)', async () => {
    const { port } = bureau.app.getHttpServer().address() as { port: number };
    const { stdout } = await promisify(execFile)(process.execPath, ['docs/examples/nine-points.mjs'], {
      cwd: ROOT,
      env: { ...process.env, HOST: `http://127.0.0.1:${port}`, TODAY: '2025-09-26' },
    });
    expect(stdout).toContain('2025-10-10 NORMAL\n2025-10-11 SUSPENDED\n');
    for (const name of ['README.md', 'README.zh-CN.md']) {
      const path = join(ROOT, name);
      const text = readFileSync(path, 'utf8');
      const current = text.replace(
        STORY,
        (_all, head: string, _old: string, tail: string) => `${head}${stdout}${tail}`,
      );
      expect(text).toMatch(STORY);
      if (process.env['UPDATE_TRANSCRIPTS'] === '1') writeFileSync(path, current);
      else expect(text).toBe(current);
    }
  });
});
