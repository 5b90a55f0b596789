import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Controller, Get, Module, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { PersonalDataGateEntity } from '../../src/platform/database/personal-data-gate.entity.js';
import { Database } from '../../src/platform/database/database.js';
import { unzip } from '../../src/platform/files/unzip.js';
import { Public } from '../../src/platform/http/public.js';
import { StaffImportRunnerService } from '../../src/registry/import/staff-import-runner.service.js';
import { claimsCsv, sendFile } from '../support/claims.js';
import { identityNumber, registeredBody, Speaker } from '../support/registry.js';
import { DOCTOR, found, HOSPITAL, numbered, servedOn, standAlone } from '../support/scoring.js';
import { staffCsv, staffRow } from '../support/staff-list.js';
import { openTestApp, type Answer, type TestApp } from '../support/test-app.js';
import { TestClock } from '../support/test-clock.js';

const SERIAL = 801;
const NUMBER = identityNumber(SERIAL);
const NAME = '欧阳试泄露';
const CODE = 'D110105000801';
const SECRET_WORDS = '门诊楼三层诊室';
const UNPACKED = { maxEntries: 100, maxBytes: 50_000_000 };

/** Fails as programs do: with what it was given in the message of the error, and in its members. */
@Controller('broken')
class BrokenController {
  constructor(private readonly database: Database) {}

  @Public()
  @Get('quoting')
  quoting(@Req() { query }: FastifyRequest): never {
    const { name = '' } = query as Record<string, string>;
    throw Object.assign(new Error(`cannot read ${name} of {"name":"${name}"}`), { parameters: [name] });
  }

  /** A query that the database refuses, with its values hung on the error. */
  @Public()
  @Get('query')
  async query(@Req() { query }: FastifyRequest): Promise<never> {
    const { name = '' } = query as Record<string, string>;
    const row = { purpose: name as 'ERASURE' };
    const record = {
      actor: 'a',
      office: 'o',
      action: 'T',
      subject: 's',
      before: null,
      after: null,
      receipt: null,
    };
    await this.database.write(async (tx) => {
      await tx.insert(PersonalDataGateEntity, row);
      await tx.insert(PersonalDataGateEntity, row);
      return { result: undefined, record };
    });
    throw new Error('not reached');
  }
}

@Module({ controllers: [BrokenController] })
class BrokenModule {}

const clock = new TestClock('2025-07-01T02:00:00.000Z');
let log = '';
const logTo = new Writable({
  write: (chunk: Buffer, _encoding, done) => {
    log += chunk.toString();
    done();
  },
});
let bureau: TestApp;
let speaker: Speaker;
/** Every answer that was given, by what was asked. */
const answers = new Map<string, string>();

async function kept(what: string, asked: Promise<Answer>): Promise<Answer> {
  const answer = await asked;
  answers.set(`${answers.size} ${what} ${answer.status}`, answer.text + JSON.stringify([...answer.headers]));
  return answer;
}

const get = (username: string, path: string): Promise<Answer> =>
  kept(`${username} ${path}`, speaker.ask(username, 'GET', path));

/** A file that is answered, unpacked. */
async function getFile(username: string, path: string): Promise<void> {
  const { port } = bureau.app.getHttpServer().address() as { port: number };
  const reply = await fetch(`http://127.0.0.1:${port}/api/v1${path}`, {
    headers: { authorization: `Bearer ${await bureau.tokenOf(username)}` },
  });
  const text = unpacked(Buffer.from(await reply.arrayBuffer()));
  expect([path, reply.status, text.includes('110*************')]).toEqual([path, 200, true]);
  answers.set(`${answers.size} ${username} ${path}`, text);
}

async function post<T>(username: string, path: string, body: unknown, sound = true): Promise<T> {
  const answer = await kept(`${username} ${path}`, speaker.ask(username, 'POST', path, body));
  if (answer.status < 300 !== sound) throw new Error(`${path} ${answer.status} ${answer.text}`);
  return answer.json() as T;
}

interface Told {
  readonly id: string;
}

/** The main flows around one person, with the answers on the way. */
async function flows(): Promise<void> {
  await post('city-agency', '/persons', { ...registeredBody(CODE, SERIAL, HOSPITAL), name: NAME });
  await post('city-agency', '/persons', { ...registeredBody(CODE, SERIAL, HOSPITAL), name: '别人' }, false);
  const pre = { identityNumber: NUMBER, consent: { signedOn: '2025-07-01', archiveNo: '同意书1' } };
  await kept('pre', speaker.ask('hospital', 'POST', '/qualifications/pre-registration-check', pre));
  const row = staffRow(1, { 医保相关人员代码: 'D110106000001', 身份证号: NUMBER, 姓名: '李四' });
  const list = staffCsv([{ ...row, 医药机构代码: HOSPITAL }]);
  const path = `/institutions/${HOSPITAL}/staff-import`;
  const { id: importId } = (
    await kept('staff', sendFile(bureau, { username: 'hospital' }, path, list))
  ).json() as Told;
  await bureau.app.get(StaffImportRunnerService).idle();
  await get('hospital', `/staff-imports/${importId}`);
  for (const format of ['xlsx', 'csv'])
    await getFile('hospital', `/staff-imports/${importId}/errors.${format}`);
  const finding = found(CODE, { circumstance: 'PQ2025:22(1)', degree: 'PRINCIPAL', conduct: SECRET_WORDS });
  const determination = standAlone('2025-07-01', [finding]);
  const { id } = await post<Told>('district-agency', '/scoring/determinations', determination);
  const issue = { personCode: CODE, number: numbered('记'), months: 1, monthsReasons: '情节一般' };
  const notice = await post<Told>('district-agency', `/scoring/determinations/${id}/notices`, issue);
  await post('district-agency', `/scoring/notices/${notice.id}/service`, servedOn('2025-07-01'));
  const licence = {
    name: NAME,
    identityNumber: NUMBER,
    licenceNo: `证${NUMBER}`,
    decisionNo: '卫罚801',
    decidedOn: '2025-07-01',
  };
  const letter = {
    documentNo: '卫函801',
    authority: '市卫生健康委',
    receivedOn: '2025-07-01',
    rows: [licence],
  };
  const { id: listId } = await post<Told>('district-bureau', '/scoring/revoked-licences', letter);
  await get('district-bureau', `/scoring/revoked-licences/${listId}`);
  const lines = claimsCsv([['1', CODE, '2025-06-30', '10.00', '否', '否', '']]);
  await kept('claims', sendFile(bureau, { username: 'hospital' }, '/claims/batches', lines));
  const wrong = claimsCsv([['2', NUMBER, '2025-06-30', '10.00', '否', '否', '']]);
  const { id: batchId } = (
    await kept('claims', sendFile(bureau, { username: 'hospital' }, '/claims/batches', wrong))
  ).json() as Told;
  for (const username of ['hospital', 'district-agency'])
    for (const format of ['xlsx', 'csv'])
      await getFile(username, `/claims/batches/${batchId}/errors.${format}`);
  for (const reader of ['city-agency', 'district-agency', 'hospital', 'auditor'])
    for (const each of [
      `/persons/${CODE}`,
      `/persons?name=${encodeURIComponent(NAME)}`,
      '/persons?pageSize=200',
      `/qualifications/${CODE}?institution=${HOSPITAL}&on=2025-07-01`,
      `/qualifications/institutions/${HOSPITAL}`,
      `/scoring/persons/${CODE}/ledger`,
      `/scoring/notices/${notice.id}`,
      '/scoring/determinations',
      '/measures',
      '/site-notices',
      '/work-list',
    ])
      await get(reader, each);
}

/** Faults of every kind, each with something personal in it. */
async function faults(): Promise<void> {
  const name = encodeURIComponent(NAME);
  await kept('400', speaker.ask('city-agency', 'POST', '/persons', { name: NAME, identityNumber: NUMBER }));
  await kept('400', speaker.ask('city-agency', 'GET', `/persons?nam=${name}&code=${NUMBER}`));
  await kept('404', speaker.ask('city-agency', 'GET', `/persons/${NUMBER}`));
  const twice = { ...registeredBody(CODE, SERIAL, HOSPITAL), name: NAME };
  await kept('422', speaker.ask('city-agency', 'POST', '/persons', twice));
  for (const what of ['quoting', 'query']) {
    const answer = await kept('500', bureau.request('GET', `/api/v1/broken/${what}?name=${name}${NUMBER}`));
    expect(answer.status).toBe(500);
  }
  const broken = {
    token: await bureau.tokenOf('city-agency'),
    payload: `{"name":"${NAME}`,
    headers: JSON_TYPE,
  };
  await kept('400', bureau.request('POST', '/api/v1/persons', broken));
}

const JSON_TYPE = { 'content-type': 'application/json' };

/** A file as it is, and what is packed in it. */
function unpacked(bytes: Buffer): string {
  const plain = bytes.toString('latin1');
  if (plain.startsWith('PK')) return plain + unzip(bytes, UNPACKED).map(String).join('\n');
  return bytes[0] === 0x1f && bytes[1] === 0x8b ? gunzipSync(bytes).toString('latin1') : plain;
}

async function exported(format: string): Promise<string> {
  const { port } = bureau.app.getHttpServer().address() as { port: number };
  const reply = await fetch(`http://127.0.0.1:${port}/api/v1/records/export?format=${format}`, {
    headers: { authorization: `Bearer ${await bureau.tokenOf('auditor')}` },
  });
  expect(reply.status).toBe(200);
  return unpacked(Buffer.from(await reply.arrayBuffer()));
}

beforeAll(async () => {
  bureau = await openTestApp({ clock, logTo, modules: [BrokenModule] }, { LOG_LEVEL: 'trace' });
  speaker = new Speaker(bureau);
  await flows();
  await faults();
});

afterAll(() => bureau.close());

/** However it may be written: in one run, or with its day of birth set apart. */
const TRACE = new RegExp(`${NUMBER.slice(0, 14)}|${NUMBER.slice(6)}`, 'u');

describe('an identity number in full', () => {
  it('stands in no answer', () => {
    expect(answers.size).toBeGreaterThan(55);
    expect([...answers].filter(([, text]) => TRACE.test(text)).map(([what]) => what)).toEqual([]);
    expect([...answers.values()].filter((text) => text.includes('110*************')).length).toBeGreaterThan(
      5,
    );
  });

  it.each(['jsonl', 'csv', 'xlsx', 'bundle'])('stands in no export of the record: %s', async (format) => {
    const text = await exported(format);
    expect(text).toContain('PERSON_ENTERED');
    expect(text).not.toMatch(TRACE);
  });

  it('stands nowhere in the files of the database', async () => {
    const files = ['bureau.sqlite', 'bureau.sqlite-wal', 'checkpoints.jsonl'];
    const bytes = await Promise.all(files.map((name) => readFile(join(bureau.folder, name), 'latin1')));
    expect(bytes.join('')).toContain(Buffer.from(NAME).toString('latin1'));
    expect(bytes.join('')).not.toMatch(TRACE);
  });
});

describe('the log', () => {
  it('tells of every request and failure, and nothing of anybody', () => {
    const lines = log
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    const statuses = new Set(lines.filter(({ msg }) => msg === 'request').map(({ status }) => status));
    for (const status of [200, 201, 400, 404, 422, 500]) expect(statuses).toContain(status);
    const failed = lines.filter(({ msg }) => msg === 'request failed').map(({ err }) => err);
    expect(failed).toMatchObject([
      { type: 'Error', message: expect.stringContaining('cannot read') },
      { type: 'QueryFailedError', message: expect.stringContaining('UNIQUE constraint failed') },
    ]);
    for (const each of failed) expect(each).toMatchObject({ stack: expect.stringContaining('    at ') });
    for (const word of [
      NUMBER,
      NAME,
      NAME.slice(1),
      CODE,
      DOCTOR,
      SECRET_WORDS,
      encodeURIComponent(NAME),
      'name=',
    ])
      expect([word, log.includes(word)]).toEqual([word, false]);
    expect(log).not.toMatch(TRACE);
  });
});
