import { mkdtempSync, rmSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createApp } from '../../src/app.js';
import { Clock } from '../../src/platform/clock/clock.js';
import { readEnvironment } from '../../src/platform/config/environment.js';
import { openForReading, openForWriting } from '../../src/platform/database/data-source.js';
import { Database } from '../../src/platform/database/database.js';
import type { RecordEntry } from '../../src/platform/database/record-entry.js';
import { verifyRecord } from '../../src/platform/database/record-verification.js';
import { RulebookEditionEntity } from '../../src/records/rulebook-edition.entity.js';
import { schema } from '../../src/schema.js';
import { median, medianRatio, print, tell } from '../result.js';

const ENTRIES = 100_000;
const ENTRIES_A_CHANGE = 1_000;
const APPENDS = 300;
const ROUNDS = 3;
const PAGE = 1_000;
const SECOND = 1000;
const DEMO_PASSWORD = 'Demo-2025-bureau';

const entry = (subject: string): RecordEntry => ({
  actor: 'bench',
  office: '110000',
  action: 'BENCHED',
  subject,
  before: { state: 'DRAFT', amount: '57227.40', officers: ['甲', '乙'] },
  after: { state: 'DECIDED', amount: '57227.40', multiple: '1.5', reasons: '已责令改正' },
  receipt: null,
});

async function perSecond(count: number, work: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await work();
  return (count * SECOND) / (performance.now() - started);
}

/** Both by turns, each first every other round. */
async function byTurns(
  one: () => Promise<number>,
  other: () => Promise<number>,
): Promise<readonly [number[], number[]]> {
  const [ones, others]: [number[], number[]] = [[], []];
  for (let round = 0; round < ROUNDS; round += 1) {
    if (round % 2 === 0) ones.push(await one());
    others.push(await other());
    if (round % 2 === 1) ones.push(await one());
  }
  return [ones, others];
}

interface Compared {
  readonly name: string;
  readonly unit: string;
  readonly against: string;
}

function report({ name, unit, against }: Compared, ours: readonly number[], theirs: readonly number[]): void {
  const ratio = medianRatio(ours, theirs);
  tell(
    `${name}: ${Math.round(median(ours))} ${unit}, ${ratio.toFixed(2)} × ${against} (${Math.round(median(theirs))})`,
  );
  print({ name, value: median(ours), unit, against, ratio });
}

/** Changes a second that put one row into a table of their own: with their line in the record, and without. */
async function benchAppends(folder: string): Promise<void> {
  const [withRecord, without] = [mkdtempSync(join(folder, 'with-')), mkdtempSync(join(folder, 'without-'))];
  const door = await Database.open(withRecord, schema, new Clock());
  const plain = await openForWriting(without, schema);
  const row = { hash: '', content: '', engineVersion: '', recordedAt: '' };
  const recorded = async (): Promise<void> => {
    for (let n = 0; n < APPENDS; n += 1) {
      await door.write(async (tx) => {
        await tx.insert(RulebookEditionEntity, { ...row });
        return { result: null, record: entry(`append/${n}`) };
      });
    }
  };
  const bare = async (): Promise<void> => {
    for (let n = 0; n < APPENDS; n += 1) {
      await plain.transaction((tx) => tx.insert(RulebookEditionEntity, { ...row }));
    }
  };
  const [ours, theirs] = await byTurns(
    () => perSecond(APPENDS, recorded),
    () => perSecond(APPENDS, bare),
  );
  report(
    { name: 'record-appends', unit: 'changes/s', against: 'the same change without the record' },
    ours,
    theirs,
  );
  await door.close();
  await plain.destroy();
}

async function fill(folder: string): Promise<void> {
  const door = await Database.open(folder, schema, new Clock());
  for (let from = 0; from < ENTRIES; from += ENTRIES_A_CHANGE) {
    const [first, ...others] = Array.from({ length: ENTRIES_A_CHANGE }, (_, n) => entry(`case/${from + n}`));
    if (first !== undefined)
      await door.write(() => Promise.resolve({ result: null, record: [first, ...others] }));
  }
  await door.close();
}

/** A loop that only reads the rows of the record, page by page. */
async function selectLoop(read: Database['read']): Promise<void> {
  for (let after = 0; ;) {
    const page = await read.query<{ sequence: number }[]>(
      `SELECT * FROM "record_entry" WHERE "sequence" > ${after} ORDER BY "sequence" LIMIT ${PAGE}`,
    );
    const last = page.at(-1);
    if (last === undefined) return;
    after = last.sequence;
  }
}

async function benchVerification(folder: string): Promise<void> {
  const source = await openForReading(folder, schema);
  const { manager } = source;
  const verified = async (): Promise<void> => {
    if (!(await verifyRecord(manager, [])).ok) throw new Error('the record is broken');
  };
  const [ours, theirs] = await byTurns(
    () => perSecond(ENTRIES, verified),
    () => perSecond(ENTRIES, () => selectLoop(manager)),
  );
  report({ name: 'record-verification', unit: 'entries/s', against: 'SELECT loop' }, ours, theirs);
  await source.destroy();
}

/** Exports over HTTP, the verification of the whole record before each among it. */
async function benchExports(folder: string): Promise<void> {
  const app = await createApp(readEnvironment({ DATA_DIR: folder, LOG_LEVEL: 'error' }));
  await app.listen({ port: 0, host: '127.0.0.1' });
  const { port } = app.getHttpServer().address() as AddressInfo;
  const base = `http://127.0.0.1:${port}/api/v1`;
  const login = await fetch(`${base}/auth/login`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ username: 'auditor', password: DEMO_PASSWORD }),
  });
  const { accessToken } = (await login.json()) as { accessToken: string };
  const { read } = app.get(Database);
  for (const format of ['jsonl', 'csv', 'bundle']) {
    const exported = async (): Promise<void> => {
      const reply = await fetch(`${base}/records/export?format=${format}`, {
        headers: { authorization: `Bearer ${accessToken}` },
      });
      if (reply.status !== 200 || reply.body === null) throw new Error(await reply.text());
      await reply.body.pipeTo(new WritableStream());
    };
    const [ours, theirs] = await byTurns(
      () => perSecond(ENTRIES, exported),
      () => perSecond(ENTRIES, () => selectLoop(read)),
    );
    report({ name: `record-export-${format}`, unit: 'entries/s', against: 'SELECT loop' }, ours, theirs);
  }
  await app.close();
}

/** What the record costs: its appends, its verification, its exports. */
export async function benchRecord(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'record-bench-'));
  try {
    await benchAppends(folder);
    const record = mkdtempSync(join(folder, 'record-'));
    await fill(record);
    await benchVerification(record);
    await benchExports(record);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
