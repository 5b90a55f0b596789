/* global fetch */
import { spawn, spawnSync } from 'node:child_process';
import { createWriteStream, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { entry, openDoor } from './program.mjs';

const MEBIBYTE = 1024 * 1024;
const ENTRIES_A_CHANGE = 1_000;
const TELL_PEAK = `data:text/javascript,process.on('exit',()=>process.stderr.write('peakKiB '+process.resourceUsage().maxRSS))`;

/** Exports a record of so many entries, and verifies it offline; memory and time of both. */
export async function million(entries) {
  const folder = mkdtempSync(join(tmpdir(), 'million-'));
  try {
    const filled = await fill(folder, entries);
    const exported = await exportAll(folder);
    const verified = verifyOffline(join(folder, 'export.bundle'));
    return { name: `export of ${entries} entries`, entries, ...filled, ...exported, ...verified };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function fill(folder, entries) {
  await serve(folder, () => Promise.resolve({}));
  const door = await openDoor(folder);
  const started = performance.now();
  for (let from = 0; from < entries; from += ENTRIES_A_CHANGE) {
    const count = Math.min(ENTRIES_A_CHANGE, entries - from);
    const record = Array.from({ length: count }, (_, index) => entry(`case/${from + index + 1}`));
    await door.write(() => Promise.resolve({ result: null, record }));
  }
  await door.close();
  return { appendsASecond: Math.round(entries / seconds(started)) };
}

const exportAll = (folder) =>
  serve(folder, async (port) => {
    const base = `http://127.0.0.1:${port}/api/v1`;
    const body = JSON.stringify({ username: 'auditor', password: 'Demo-2025-bureau' });
    const json = { 'content-type': 'application/json' };
    const login = await fetch(`${base}/auth/login`, { method: 'POST', headers: json, body });
    const { accessToken } = await login.json();
    const result = {};
    for (const format of ['jsonl', 'bundle']) {
      const started = performance.now();
      const file = join(folder, `export.${format}`);
      const reply = await fetch(`${base}/records/export?format=${format}`, {
        headers: { authorization: `Bearer ${accessToken}` },
      });
      if (reply.status !== 200) throw new Error(await reply.text());
      await pipeline(Readable.fromWeb(reply.body), createWriteStream(file));
      result[`${format}Seconds`] = seconds(started);
      result[`${format}MiB`] = Math.round(statSync(file).size / MEBIBYTE);
    }
    return result;
  });

/** Lets a server of its own do something, and tells the peak of its memory. */
async function serve(folder, use) {
  const started = performance.now();
  const server = spawn(process.execPath, ['endurance/server.mjs', folder], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const lines = createInterface({ input: server.stdout })[Symbol.asyncIterator]();
  try {
    const { port } = JSON.parse((await lines.next()).value);
    const bootSeconds = seconds(started);
    const result = await use(port);
    server.stdin.end();
    const { peakKiB } = JSON.parse((await lines.next()).value);
    return { bootSeconds, ...result, serverPeakMiB: Math.round(peakKiB / 1024) };
  } finally {
    server.kill('SIGKILL');
  }
}

function verifyOffline(bundle) {
  const started = performance.now();
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ['--import', TELL_PEAK, 'scripts/verify.mjs', bundle],
    { encoding: 'utf8' },
  );
  const peakKiB = Number(/peakKiB (\d+)/.exec(stderr)?.[1]);
  return {
    verifySeconds: seconds(started),
    verifierPeakMiB: Math.round(peakKiB / 1024),
    intact: status === 0 && stdout.includes('INTACT'),
  };
}

const seconds = (started) => Math.round((performance.now() - started) / 100) / 10;
