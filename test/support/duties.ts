import type { AddressInfo } from 'node:net';
import type { LedgerFact } from '../../src/domain/qualification/ledger-fact.js';
import type { Account } from '../../src/identity/identity.module.js';
import { LedgerService } from '../../src/ledger/ledger.module.js';
import { Database } from '../../src/platform/database/database.js';
import { unzip } from '../../src/platform/files/unzip.js';
import { readWorkbook } from '../../src/platform/files/workbook.js';
import { RegistryService } from '../../src/registry/registry.module.js';
import { NoticeFollowService } from '../../src/scoring/scoring.module.js';
import { expectProblem } from './problem.js';
import { briefly, type ToldFault } from './registry.js';
import type { ScoringBureau } from './scoring.js';

const LIMITS = { maxRows: 1000, maxColumns: 50 };
const UNPACKED = { maxEntries: 100, maxBytes: 10_000_000 };

interface SentFile {
  readonly type: string | null;
  readonly disposition: string | null;
  readonly bytes: Buffer;
}

/** Downloads a file, byte for byte. */
export async function fileOf(bureau: ScoringBureau, username: string, path: string): Promise<SentFile> {
  const { port } = bureau.app.app.getHttpServer().address() as AddressInfo;
  const token = await bureau.app.tokenOf(username);
  const headers = { authorization: `Bearer ${token}` };
  const reply = await fetch(`http://127.0.0.1:${port}/api/v1${path}`, { headers });
  const bytes = Buffer.from(await reply.arrayBuffer());
  if (reply.status !== 200) throw new Error(`${reply.status} ${bytes.toString()}`);
  return {
    type: reply.headers.get('content-type'),
    disposition: reply.headers.get('content-disposition'),
    bytes,
  };
}

/** The values of every sheet of an xlsx file, row by row, blank cells left out. */
export async function sheetValues(bytes: Buffer): Promise<Record<string, unknown[][]>> {
  const sheets = await readWorkbook(bytes, LIMITS);
  return Object.fromEntries(
    sheets.map(({ name, rows }) => [
      name,
      rows.map(({ cells }) => cells.map(({ content }): unknown => content.value)),
    ]),
  );
}

/** The texts of a Word document in order. */
export const wordTexts = (bytes: Buffer): string[] =>
  [
    ...unzip(bytes, UNPACKED)
      .join('\n')
      .matchAll(/<w:t(?: [^>]*)?>([^<]+)<\/w:t>/g),
  ].map(([, text]) => text ?? '');

/** Uploads a body that is not JSON, by query and type. */
export async function upload(
  bureau: ScoringBureau,
  username: string,
  path: string,
  type: string,
  payload: Buffer | string,
): Promise<{ readonly status: number; readonly body: unknown; readonly faults: () => string[] }> {
  const token = await bureau.app.tokenOf(username);
  const headers = { 'content-type': type };
  const answer = await bureau.app.request('POST', `/api/v1${path}`, { token, payload, headers });
  return {
    status: answer.status,
    body: answer.json(),
    faults: () => {
      const { errors } = expectProblem(answer, 400, 'INVALID_REQUEST');
      return (errors as ToldFault[]).map(({ pointer, code, detail }) => `${pointer} ${code} ${detail}`);
    },
  };
}

/** The faults of form of a request. */
export async function misformed(
  bureau: ScoringBureau,
  username: string,
  method: 'GET' | 'POST',
  path: string,
  body?: unknown,
): Promise<string[]> {
  const answer = await bureau.ask(username, method, path, body);
  return briefly(expectProblem(answer, 400, 'INVALID_REQUEST')['errors'] as ToldFault[]);
}

const SYSTEM: Account = {
  id: 'system',
  username: 'city-agency',
  displayName: '经办人员',
  role: 'MUNICIPAL_AGENCY',
  office: '110000',
  post: 'OFFICER',
  personCode: null,
};

/** Puts facts on a file and lets everybody follow, as objections and restorations do. */
export async function judged(
  bureau: ScoringBureau,
  personCode: string,
  facts: readonly LedgerFact[],
): Promise<void> {
  const { app } = bureau.app;
  await app.get(Database).write(async (tx, at) => {
    const person = await app.get(RegistryService).personByCode(tx, personCode);
    if (person === null) throw new Error(`nobody has the code ${personCode}`);
    const rejudged = await app.get(LedgerService).append(tx, person.id, facts, SYSTEM, at);
    const lines = await app.get(NoticeFollowService).follow(tx, rejudged, SYSTEM, at);
    const own = {
      actor: SYSTEM.username,
      office: SYSTEM.office,
      action: 'TEST',
      subject: `person/${person.id}`,
      before: null,
      after: null,
      receipt: null,
    };
    return { result: undefined, record: [own, ...lines] };
  });
}

export interface WorkItem {
  readonly kind: string;
  readonly title: string;
  readonly subject: string;
  readonly citation: string | null;
  readonly office: string;
  readonly dueOn: string | null;
}

/** What is on an account's work list of a kind. */
export async function workOf(
  bureau: ScoringBureau,
  username: string,
  kind: string,
  state = 'OPEN',
): Promise<WorkItem[]> {
  const path = `/work-list?kind=${kind}&state=${state}`;
  return (await bureau.told<{ readonly items: WorkItem[] }>(username, 'GET', path)).items;
}
