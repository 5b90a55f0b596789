import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { maskedIdentityNumber } from '../../src/domain/registry/identity-number.js';
import { date } from '../../src/domain/shared/calendar-date.js';
import { ClaimLineEntity } from '../../src/claims/claim-line.entity.js';
import { Database } from '../../src/platform/database/database.js';
import { RecordEntryEntity } from '../../src/platform/database/record-entry.entity.js';
import { readBigTable } from '../../src/platform/files/big-table.js';
import { XLSX_TYPE } from '../../src/platform/files/workbook.js';
import {
  claimsCsv,
  CLAIM_HEAD,
  sendFile,
  totalsOf,
  type Batch,
  type ClaimCells,
  type Line,
  type Rejudged,
} from '../support/claims.js';
import { newMachineKey } from '../support/accounts.js';
import { expectProblem } from '../support/problem.js';
import { heldAfter, heldOf, unheldOf } from '../support/record/held-after.js';
import { linkedFact } from '../support/qualifications.js';
import {
  identityNumber,
  putOnFile,
  receivedFact,
  registeredBody,
  scoreFact,
  Speaker,
} from '../support/registry.js';
import { workbookOf } from '../support/schedule-files.js';
import { openTestApp, type Answer, type TestApp } from '../support/test-app.js';
import { TestClock } from '../support/test-clock.js';
import { zipOf } from '../support/zip.js';

const HOSPITAL = 'H11010500001';
const ELSEWHERE = 'H11010800001';
const DOCTOR = 'D110105000001';
const NURSE = 'N110105000001';
const PHARMACIST = 'HY110105000001';
const TECHNICIAN = 'HJ110105000001';
const OF_PHARMACY = 'Y110105000001';
const OF_ELSEWHERE = 'D110108000001';

const nothing = (citation: string) => ({ citation, lineCount: 0, amount: '0.00', lines: [], days: [] });
const NO_PAYMENT = nothing('PQ2025:37');
const NO_RECOVERY = nothing('PQ2025:40');

let bureau: TestApp;
let speaker: Speaker;

beforeAll(async () => {
  bureau = await openTestApp({ clock: new TestClock('2025-12-01T02:00:00.000Z') });
  speaker = new Speaker(bureau);
  await speaker.told('city-agency', 'POST', '/institutions', {
    code: ELSEWHERE,
    name: '海淀医院',
    kind: 'HOSPITAL',
    district: '110108',
    agreement: { from: '2025-01-01', documentNo: '海淀协1号' },
  });
  await speaker.told('city-agency', 'POST', '/persons', registeredBody(OF_ELSEWHERE, 950, ELSEWHERE));
  // Suspended from 2025-11-11 to 2026-01-10.
  await putOnFile(bureau, NURSE, [scoreFact('n1', '2025-10-20', 9, 2), receivedFact('n1', '2025-11-03')]);
  await putOnFile(bureau, OF_ELSEWHERE, [linkedFact('e1', 'SUSPENSION', '2025-11-01', '2026-01-31')]);
});

afterAll(() => bureau.close());

const send = (username: string, payload: string | Buffer, query = '', type?: string): Promise<Answer> =>
  sendFile(bureau, { username }, `/claims/batches${query}`, payload, type);

/** A batch that is taken. */
async function taken(username: string, lines: readonly ClaimCells[], query = ''): Promise<Batch> {
  const answer = await send(username, claimsCsv(lines), query);
  expect(answer.status).toBe(201);
  return answer.json() as Batch;
}

const linesOf = async (username: string, query: string): Promise<readonly Line[]> =>
  (await speaker.told<{ items: Line[] }>(username, 'GET', `/claims/lines?${query}`)).items;

const rejudged = (username = 'district-agency', query = `?institution=${HOSPITAL}`): Promise<Rejudged> =>
  speaker.told(username, 'GET', `/claims/rejudged${query}`);

const recordCount = (): Promise<number> => bureau.app.get(Database).read.count(RecordEntryEntity);

/** Detail of each fault of a file that is refused. */
const refusal = (answer: Answer): string[] =>
  (expectProblem(answer, 400, 'INVALID_REQUEST')['errors'] as { detail: string }[]).map(
    ({ detail }) => detail,
  );

/** Payload of a downloaded table, headings first. */
async function downloaded(username: string, path: string): Promise<string[][]> {
  const token = await bureau.tokenOf(username);
  const { port } = bureau.app.getHttpServer().address() as { port: number };
  const reply = await fetch(`http://127.0.0.1:${port}/api/v1${path}`, {
    headers: { authorization: `Bearer ${token}` },
  });
  const bytes = Buffer.from(await reply.arrayBuffer());
  const type = path.endsWith('.xlsx') ? XLSX_TYPE : 'text/csv';
  const [rows = []] = await readBigTable(bytes, type, { maxRows: 100_000, maxColumns: 50 });
  return rows.map(({ cells }) => cells.map((cell) => String(cell?.value ?? '')));
}

const FIRST: readonly ClaimCells[] = [
  ['1', NURSE, '2025-11-10', '100.10'],
  ['2', NURSE, '2025-11-11', '200.20'],
  ['3', NURSE, '2025-11-12', '300.3', '是'],
  ['4', NURSE, '2025-11-12', '0.05', '否', '是', 'NK'],
  ['5', DOCTOR, '2025-11-12', '57227.40'],
  ['6', DOCTOR, '2025/11/12', '0.1', '是'],
  ['7', DOCTOR, '2025-11-12', '7', '否', '是'],
  ['8', OF_PHARMACY, '2025-11-12', '11.11'],
  ['9', 'Y999999999999', '2025-11-12', '12.12', '是', '是'],
];

describe('POST /claims/batches', () => {
  it('judges every line and sums by verdict to the fen (S26; PQ2025:15, 40)', async () => {
    const batch = await taken('hospital', FIRST);
    expect(batch).toMatchObject({
      institution: HOSPITAL,
      repeated: false,
      lines: 9,
      faulty: 0,
      errorsUrl: null,
    });
    expect(totalsOf(batch)).toEqual([
      'PAYABLE 4 57334.60',
      'NOT_PAYABLE 2 211.31',
      'RECOVERABLE 2 312.42',
      'EXEMPT 1 0.05',
    ]);
    const lines = await linesOf('hospital', `batch=${batch.id}&pageSize=50`);
    const byNo = [...lines].sort((one, other) => Number(one.lineNo) - Number(other.lineNo));
    expect(
      byNo.map(({ lineNo, verdict, amount, reasons }) => [
        lineNo,
        verdict,
        amount,
        reasons.map(({ code, citation }) => `${code} ${citation}`).join(','),
      ]),
    ).toEqual([
      ['2', 'NOT_PAYABLE', '200.20', 'SUSPENDED PQ2025:15'],
      ['3', 'RECOVERABLE', '300.30', 'SUSPENDED PQ2025:15'],
      ['4', 'EXEMPT', '0.05', 'SUSPENDED PQ2025:15,EMERGENCY_EXCEPTION PQ2025:15'],
      ['8', 'NOT_PAYABLE', '11.11', 'NOT_REGISTERED PQ2025:13'],
      ['9', 'RECOVERABLE', '12.12', 'NOT_REGISTERED PQ2025:13'],
    ]);
    expect(byNo[2]).toMatchObject({ paid: false, emergency: true, department: 'NK', personCode: NURSE });
  });

  it('gives every stored line a receipt that verifies', async () => {
    const [line] = await linesOf('hospital', `personCode=${NURSE}&verdict=NOT_PAYABLE`);
    const body = { receipt: line?.receipt };
    const verified = await speaker.told<object>('hospital', 'POST', '/qualifications/receipts/verify', body);
    expect(verified).toMatchObject({ valid: true, answer: { payable: false, status: 'SUSPENDED' } });
  });

  it('finds lines by person, verdict and day', async () => {
    const found = async (query: string): Promise<string[]> =>
      (await linesOf('city-agency', `institution=${HOSPITAL}&${query}`)).map(({ lineNo }) => lineNo);
    expect(await found('from=2025-11-12&to=2025-11-12')).toEqual(['3', '4', '8', '9']);
    expect(await found('verdict=RECOVERABLE')).toEqual(['3', '9']);
    expect(await found('personCode=n110105000001&to=2025-11-11')).toEqual(['2']);
    expect(await found('pageSize=1&page=2&verdict=RECOVERABLE')).toEqual(['9']);
  });

  it('changes nothing when the same file comes again, and answers with the first', async () => {
    const before = await recordCount();
    const [line] = await linesOf('hospital', 'pageSize=1');
    const again = await taken('hospital', FIRST);
    expect(again.repeated).toBe(true);
    expect(totalsOf(again)).toContain('PAYABLE 4 57334.60');
    expect(await recordCount()).toBe(before);
    expect((await linesOf('hospital', 'pageSize=1'))[0]).toEqual(line);
    expect((await speaker.told<{ total: number }>('hospital', 'GET', '/claims/batches')).total).toBe(1);
  });

  it('leaves one line in the record: counts and sums, the lines not', async () => {
    const [entry] = await bureau.app
      .get(Database)
      .read.findBy(RecordEntryEntity, { action: 'CLAIMS_JUDGED' });
    expect(entry).toMatchObject({ actor: 'hospital', office: HOSPITAL });
    expect(entry?.after).toContain('"amount":"57334.60"');
    expect(entry?.after).not.toContain(NURSE);
  });

  it('takes xlsx and a JSON object a line as it takes csv', async () => {
    const words = CLAIM_HEAD.split(',');
    const xlsx = await workbookOf({
      明细: [words, ['a1', NURSE, new Date('2025-11-11T00:00:00Z'), 57227.4, '否', false, null]],
    });
    const json = [
      {
        lineNo: 'b1',
        personCode: NURSE,
        serviceDay: '2025-11-11',
        amount: '1.00',
        paid: true,
        emergency: false,
      },
      {
        lineNo: 'b2',
        personCode: NURSE,
        serviceDay: '2025-11-11',
        amount: 0.3,
        paid: false,
        emergency: true,
      },
    ];
    const byXlsx = await send('hospital', xlsx, '', XLSX_TYPE);
    expect(totalsOf(byXlsx.json() as Batch)[1]).toBe('NOT_PAYABLE 1 57227.40');
    const text = json.map((each) => JSON.stringify(each)).join('\n');
    const byJson = await send('hospital', `${text}\n`, '', 'application/jsonl');
    expect(totalsOf(byJson.json() as Batch)).toEqual([
      'PAYABLE 0 0.00',
      'NOT_PAYABLE 0 0.00',
      'RECOVERABLE 1 1.00',
      'EXEMPT 1 0.30',
    ]);
  });

  it('tells the institution nothing of people of others, whoever hands the claims in', async () => {
    const lines: readonly ClaimCells[] = [
      ['1', OF_ELSEWHERE, '2025-11-12', '1'],
      ['2', 'D999999999999', '2025-11-12', '1'],
    ];
    const batch = await taken('district-agency', lines, `?institution=${HOSPITAL}`);
    const [one, other] = await linesOf('hospital', `batch=${batch.id}`);
    expect(one?.reasons).toEqual([{ code: 'NOT_REGISTERED', citation: 'PQ2025:13' }]);
    expect(other?.reasons).toEqual(one?.reasons);
  });
});

describe('lines that cannot be judged', () => {
  const FAULTY: readonly ClaimCells[] = [
    ['g1', DOCTOR, '2025-11-13', '1.50'],
    ['f1', DOCTOR, '2025-02-30', '1.505'],
    ['f2', '', '2025-12-02', '-1'],
    ['f3', identityNumber(7), '2024-12-31', '1e3'],
    ['g1', '=1+1', '2025-11-13', '2'],
  ];
  let batch: Batch;

  it('are told with every fault; the others are taken', async () => {
    batch = await taken('hospital', FAULTY);
    expect([batch.lines, batch.faulty, batch.errorsUrl]).toEqual([
      1,
      4,
      `/api/v1/claims/batches/${batch.id}/errors.xlsx`,
    ]);
    expect(totalsOf(batch)[0]).toBe('PAYABLE 1 1.50');
    const [head, ...rows] = await downloaded('hospital', `/claims/batches/${batch.id}/errors.xlsx`);
    expect(head).toEqual([...CLAIM_HEAD.split(','), '问题']);
    const amount = '金额（元）：须为以元计的非负数，整数至多 13 位、小数至多 2 位，例如 57227.40';
    expect(rows).toEqual([
      [
        'f1',
        DOCTOR,
        '2025-02-30',
        '1.505',
        '否',
        '否',
        '',
        `第 3 行：服务日期：须为真实存在的日期，例如 2025-07-01；${amount}`,
      ],
      [
        'f2',
        '',
        '2025-12-02',
        '-1',
        '否',
        '否',
        '',
        `第 4 行：人员代码：不能为空；服务日期：2025-12-02 晚于今日 2025-12-01；${amount}`,
      ],
      [
        'f3',
        maskedIdentityNumber(identityNumber(7)),
        '2024-12-31',
        '1e3',
        '否',
        '否',
        '',
        '第 5 行：人员代码：填的是居民身份证号；请改填代码或编号，不要在明细中填写身份证号；' +
          `服务日期：2024-12-31 早于制度施行日 2025-04-15，不在核查之列（PQ2025:50）；${amount}`,
      ],
      ['g1', '=1+1', '2025-11-13', '2', '否', '否', '', '第 6 行：行号：与第 2 行的行号重复'],
    ]);
  });

  it('come back as csv too, formulas led by an apostrophe, and can be sent again as they are once mended', async () => {
    const token = await bureau.tokenOf('hospital');
    const { text } = await bureau.request('GET', `/api/v1/claims/batches/${batch.id}/errors.csv`, { token });
    expect(text).toContain(`"'=1+1"`);
    const mended = text
      .replace('2025-02-30', '2025-11-28')
      .replace('"1.505"', '"1.51"')
      .replace('"","2025-12-02","\'-1"', `"${DOCTOR}","2025-11-30","2.49"`)
      .replace(
        `"${maskedIdentityNumber(identityNumber(7))}","2024-12-31","1e3"`,
        `"${DOCTOR}","2025-11-30","1000"`,
      )
      .replace(`"g1","'=1+1"`, `"g2","${DOCTOR}"`);
    const again = (await send('hospital', mended)).json() as Batch;
    expect([again.lines, again.faulty, totalsOf(again)[0]]).toEqual([4, 0, 'PAYABLE 4 1006.00']);
  });

  it('keep no identity number in clear', async () => {
    const rows = await bureau.app
      .get(Database)
      .read.query<{ sealed: string }[]>('SELECT sealed FROM claim_fault');
    expect(rows).toHaveLength(4);
    expect(JSON.stringify(rows)).not.toContain(identityNumber(7));
  });

  it('of JSON that is none, or has members of other names, are told', async () => {
    const text = '{"lineNo":"j1"\n{"lineNo":"j2","sum":1}\n[1]';
    const { id, lines, faulty } = (await send('hospital', text, '', 'application/x-ndjson')).json() as Batch;
    expect([lines, faulty]).toEqual([0, 3]);
    const [, ...rows] = await downloaded('hospital', `/claims/batches/${id}/errors.csv`);
    expect(rows.map((cells) => cells.at(-1)?.split('；')[0])).toEqual([
      '第 1 行：此行不是有效的 JSON 对象',
      '第 2 行：没有 sum 一项，可用的有：lineNo、personCode、serviceDay、amount、paid、emergency、department',
      '第 3 行：此行不是有效的 JSON 对象',
    ]);
  });
});

describe('files that are refused', () => {
  const words = CLAIM_HEAD.split(',');

  it('name every wrong heading', async () => {
    const text = '行号,人员代码,行号,单价,,是否已支付\n1,2,3,4,5,6';
    expect(refusal(await send('hospital', text))).toEqual([
      '列“行号”重复',
      '第 1 行的“单价”不是所需的列名',
      '第 5 列没有列名',
      '第 1 行须为列名，缺少“服务日期”',
      '第 1 行须为列名，缺少“金额（元）”',
      '第 1 行须为列名，缺少“是否急诊抢救”',
    ]);
  });

  it('are those with nothing in them, too many columns, or another content than they claim', async () => {
    expect(refusal(await send('hospital', ''))).toEqual(['文件中没有内容']);
    expect(refusal(await send('hospital', CLAIM_HEAD))).toEqual(['文件中没有明细']);
    expect(refusal(await send('hospital', Array(100).fill('x').join(',')))).toEqual([
      '表格超过 50 列的上限，请删去多余的列',
    ]);
    const renamed = await workbookOf({ 明细: [words] });
    expect(refusal(await send('hospital', renamed))[0]).toMatch(/^文件是压缩包或 xlsx/);
    expect(refusal(await send('hospital', claimsCsv(FIRST), '', XLSX_TYPE))[0]).toMatch(
      /^文件不是有效的 xlsx/,
    );
  });

  it('are bombs, by what they would unpack to', async () => {
    const bomb = zipOf([{ name: 'xl/worksheets/sheet1.xml', content: Buffer.alloc(100 * 1024 * 1024 + 1) }]);
    expect(bomb.length).toBeLessThan(1024 * 1024);
    expect(refusal(await send('hospital', bomb, '', XLSX_TYPE))[0]).toMatch(/^文件解压后共 104857601 字节/);
  });

  it('are more than 50,000 lines', async () => {
    const line = '{}\n';
    const answer = await send('hospital', line.repeat(50_001), '', 'application/jsonl');
    expect(refusal(answer)).toEqual(['明细超过 50000 行的上限，请拆分后分次提交']);
  });

  it('are no files at all', async () => {
    const token = await bureau.tokenOf('hospital');
    const answer = await bureau.request('POST', '/api/v1/claims/batches', { token, body: { lines: [] } });
    expectProblem(answer, 415, 'UNSUPPORTED_MEDIA_TYPE');
  });

  it('say of a formula which cell it is in', async () => {
    const xlsx = await workbookOf({
      明细: [words, ['x1', DOCTOR, '2025-11-12', { formula: '1+1', result: 2 }, '否', '否', null]],
    });
    const { id, faulty } = (await send('hospital', xlsx, '', XLSX_TYPE)).json() as Batch;
    expect(faulty).toBe(1);
    const [, row] = await downloaded('hospital', `/claims/batches/${id}/errors.xlsx`);
    expect(row?.at(-1)).toBe('第 2 行：金额（元）：是公式；请改为公式算出的值（复制后“选择性粘贴为数值”）');
  });
});

describe('rights', () => {
  it('an institution hands in and sees its own only; a district its own', async () => {
    const lines: readonly ClaimCells[] = [['r1', OF_ELSEWHERE, '2025-11-12', '5']];
    const theirs = await taken('city-agency', lines, `?institution=${ELSEWHERE}`);
    expect(totalsOf(theirs)[1]).toBe('NOT_PAYABLE 1 5.00');
    for (const username of ['hospital', 'district-agency', 'district-bureau']) {
      expectProblem(await speaker.ask(username, 'GET', `/claims/batches/${theirs.id}`), 404, 'NOT_FOUND');
      const path = `/claims/batches/${theirs.id}/lines.xlsx`;
      expectProblem(await speaker.ask(username, 'GET', path), 404, 'NOT_FOUND');
      expect(await linesOf(username, `institution=${ELSEWHERE}`)).toEqual([]);
      const query = `/claims/rejudged?institution=${ELSEWHERE}`;
      expectProblem(await speaker.ask(username, 'GET', query), 404, 'NOT_FOUND');
    }
    for (const username of ['hospital', 'district-agency'])
      expectProblem(await send(username, claimsCsv(lines), `?institution=${ELSEWHERE}`), 404, 'NOT_FOUND');
  });

  it('an office names the institution; who has no business with claims is refused', async () => {
    const answer = await send('city-agency', claimsCsv(FIRST));
    expect(expectProblem(answer, 400, 'INVALID_REQUEST')['errors']).toMatchObject([
      { pointer: '/institution', code: 'REQUIRED' },
    ]);
    for (const username of ['city-bureau', 'auditor', 'person', 'sysadmin'])
      expectProblem(await send(username, claimsCsv(FIRST), `?institution=${HOSPITAL}`), 403, 'FORBIDDEN');
    for (const username of ['person', 'sysadmin', 'secadmin'])
      expectProblem(await speaker.ask(username, 'GET', '/claims/lines'), 403, 'FORBIDDEN');
    const settle = { lineIds: ['x'], reason: '试' };
    // PQ2025:42: whoever keeps the points does not settle claims.
    for (const username of ['hospital', 'city-bureau', 'auditor', 'district-agency', 'city-agency']) {
      const refused = await speaker.ask(username, 'POST', '/claims/rejudged/settlements', settle);
      expectProblem(refused, 403, 'FORBIDDEN');
    }
  });

  it('a machine key with claims:write hands claims in for its institution, one without does not', async () => {
    const keyFor = (scope: string): Promise<{ readonly key: string }> =>
      newMachineKey(bureau, {
        name: '收费系统',
        institution: HOSPITAL,
        scopes: [scope],
        expiresOn: '2026-12-31',
      });
    const csv = claimsCsv([['m1', DOCTOR, '2025-11-20', '3.33']]);
    const answer = await sendFile(bureau, await keyFor('claims:write'), '/claims/batches', csv);
    expect(totalsOf(answer.json() as Batch)[0]).toBe('PAYABLE 1 3.33');
    const other = await sendFile(bureau, await keyFor('qualifications:read'), '/claims/batches', csv);
    expectProblem(other, 403, 'FORBIDDEN');
  });
});

describe('exports', () => {
  it('give the stored lines as xlsx and csv, all cells texts', async () => {
    const batch = await taken('hospital', [['=2+2', NURSE, '2025-11-11', '200.20', '是']]);
    const expected = ['=2+2', HOSPITAL, NURSE, '2025-11-11', '200.20', '是', '否', '', '已支付，应追回'];
    for (const kind of ['xlsx', 'csv']) {
      const [head, row] = await downloaded('city-bureau', `/claims/batches/${batch.id}/lines.${kind}`);
      expect(head?.slice(0, 3)).toEqual(['行号', '机构代码', '人员代码']);
      expect(row?.slice(0, 9)).toEqual(expected);
      expect(row?.[9]).toBe('SUSPENDED（PQ2025:15）');
    }
    const token = await bureau.tokenOf('hospital');
    const path = `/api/v1/claims/batches/${batch.id}/lines.csv`;
    expect((await bureau.request('GET', path, { token })).text).toContain(`"'=2+2"`);
  });
});

describe('after a re-judgement (PQ2025:37, 40; S31)', () => {
  const revoked = { type: 'REVOKE', on: date('2025-11-25'), scoreId: 'p1' } as const;
  let lines: readonly Line[];

  beforeAll(async () => {
    // The pharmacist: suspended from 2025-11-11. The technician: normal.
    await putOnFile(bureau, PHARMACIST, [
      scoreFact('p1', '2025-10-20', 9, 2),
      receivedFact('p1', '2025-11-03'),
    ]);
    const batch = await taken('hospital', [
      ['p1', PHARMACIST, '2025-11-11', '1000.01'],
      ['p2', PHARMACIST, '2025-11-12', '2000.02'],
      ['p3', PHARMACIST, '2025-11-12', '400.04', '是'],
      ['p4', PHARMACIST, '2025-11-12', '50.05', '是', '是'],
      ['t1', TECHNICIAN, '2025-11-12', '0.10'],
      ['t2', TECHNICIAN, '2025-11-12', '0.20', '是'],
      ['t3', TECHNICIAN, '2025-11-12', '9.99', '否', '是'],
      ['t4', TECHNICIAN, '2025-11-13', '70'],
    ]);
    lines = await linesOf('hospital', `batch=${batch.id}&pageSize=50`);
  });

  const idOf = (lineNo: string): string => lines.find((each) => each.lineNo === lineNo)?.id ?? '';
  const settle = (body: object, username = 'district-settlement'): Promise<Answer> =>
    speaker.ask(username, 'POST', '/claims/rejudged/settlements', body);

  it('asks for nothing while nothing changed', async () => {
    const { forPayment, forRecovery, recoveryDropped } = await rejudged();
    expect([forPayment, forRecovery, recoveryDropped]).toEqual([NO_PAYMENT, NO_RECOVERY, NO_PAYMENT]);
  });

  it('lists what was refused and is payable now for payment, and drops recoveries', async () => {
    await putOnFile(bureau, PHARMACIST, [revoked]);
    const { forPayment, forRecovery, recoveryDropped } = await rejudged();
    expect(forPayment.lines.map(({ lineNo, amount }) => `${lineNo} ${amount}`)).toEqual([
      'p1 1000.01',
      'p2 2000.02',
    ]);
    expect([forPayment.lineCount, forPayment.amount, forPayment.days]).toEqual([2, '3000.03', []]);
    expect(recoveryDropped.lines.map(({ lineNo }) => lineNo)).toEqual(['p3']);
    expect(recoveryDropped.amount).toBe('400.04');
    expect(forRecovery).toEqual(NO_RECOVERY);
    expect(await rejudged('hospital', '')).toMatchObject({ forPayment: { amount: '3000.03' } });
  });

  it('lists days and sums that were payable and are barred now for recovery, emergencies not', async () => {
    await putOnFile(bureau, TECHNICIAN, [linkedFact('t', 'SUSPENSION', '2025-11-12', '2025-12-31')]);
    const { forRecovery } = await rejudged();
    expect(forRecovery.days).toEqual([
      expect.objectContaining({
        personCode: TECHNICIAN,
        serviceDay: '2025-11-12',
        emergency: false,
        lines: 2,
        amount: '0.30',
        paidThen: '0.20',
        due: 'RECOVERY',
        reasonsNow: [{ code: 'SUSPENDED', citation: 'PQ2025:15' }],
      }),
      expect.objectContaining({ serviceDay: '2025-11-13', lines: 1, amount: '70.00', paidThen: '0.00' }),
    ]);
    expect([forRecovery.lineCount, forRecovery.amount, forRecovery.lines]).toEqual([3, '70.30', []]);
  });

  it('takes off the list what the settlement post settled, for good and on the record (PQ2025:42)', async () => {
    const { forRecovery } = await rejudged();
    const dayIds = forRecovery.days.slice(0, 1).map(({ id }) => id);
    const body = {
      lineIds: [idOf('p1'), idOf('p3')],
      dayIds,
      reason: '已补付、已追回',
      documentNo: '付〔2025〕1号',
    };
    const answer = await settle(body);
    expect(answer.status).toBe(201);
    const items = (answer.json() as { items: { settled: string; amount: string; item: string }[] }).items;
    expect(items.map(({ item, settled, amount }) => `${item} ${settled} ${amount}`)).toEqual([
      'LINE PAYMENT 1000.01',
      'LINE RECOVERY_DROPPED 400.04',
      'DAY RECOVERY 0.30',
    ]);
    const after = await rejudged();
    expect([after.forPayment.amount, after.forRecovery.amount, after.recoveryDropped]).toEqual([
      '2000.02',
      '70.00',
      NO_PAYMENT,
    ]);
    const path = `/claims/rejudged/settlements?institution=${HOSPITAL}`;
    expect((await speaker.told<{ total: number }>('hospital', 'GET', path)).total).toBe(3);
    const [entry] = await bureau.app
      .get(Database)
      .read.findBy(RecordEntryEntity, { action: 'CLAIMS_SETTLED' });
    expect(entry).toMatchObject({ actor: 'district-settlement' });
  });

  it('leaves rows that are held against the record: an altered verdict or sum is found', async () => {
    const { folder } = bureau;
    const claims = async (...statements: string[]): Promise<string[]> =>
      unheldOf(await heldAfter(folder, ...statements)).filter((each) => /^(CLAIMS|SETTLEMENT):/.test(each));
    expect(await claims()).toEqual([]);
    expect(heldOf(await heldAfter(folder))).toMatchObject({ SETTLEMENT: 'EQUAL 3' });
    const [altered = ''] = await claims(
      `UPDATE claim_line SET verdict = 'PAYABLE' WHERE verdict = 'NOT_PAYABLE'`,
    );
    expect(altered).toMatch(/^CLAIMS: .*DIFFERS/);
    expect(await claims(`UPDATE claim_settlement SET fen = '1' WHERE item = 'DAY'`)).toEqual([
      'SETTLEMENT: EQUAL 2, DIFFERS 1',
    ]);
    expect(await claims(`DELETE FROM claim_settlement WHERE item = 'DAY'`)).toEqual([
      'SETTLEMENT: EQUAL 2, MISSING 1',
    ]);
  });

  it('refuses to settle what is unknown, named twice, or asks for nothing', async () => {
    const body = { lineIds: [idOf('p2'), idOf('p1'), 'nobody', idOf('p2')], reason: '再次' };
    const problem = expectProblem(await settle(body), 422, 'RULE_VIOLATION');
    expect(
      (problem['errors'] as { pointer: string; code: string }[]).map(
        (each) => `${each.pointer} ${each.code}`,
      ),
    ).toEqual(['/lineIds/1 NOTHING_DUE', '/lineIds/2 UNKNOWN_REFERENCE', '/lineIds/3 DUPLICATE_ID']);
    expectProblem(await settle({ reason: '无' }), 400, 'INVALID_REQUEST');
  });

  it('asks back what was paid after all when it is barred once more', async () => {
    await putOnFile(bureau, PHARMACIST, [linkedFact('p', 'SUSPENSION', '2025-11-01', '2025-12-31')]);
    const { forPayment, forRecovery } = await rejudged();
    expect(forPayment).toEqual(NO_PAYMENT);
    expect(forRecovery.lines.map(({ lineNo, amount }) => `${lineNo} ${amount}`)).toEqual([
      'p1 1000.01',
      'p3 400.04',
    ]);
    expect(forRecovery.amount).toBe('1470.05');
  });

  it('never changes what was stored', async () => {
    const { read } = bureau.app.get(Database);
    expect((await read.findOneByOrFail(ClaimLineEntity, { id: idOf('p1') })).verdict).toBe('NOT_PAYABLE');
  });
});

describe('50,000 lines', () => {
  it('are judged in one file, to the fen', async () => {
    const people = [DOCTOR, NURSE, PHARMACIST, TECHNICIAN, OF_PHARMACY];
    const lines = Array.from({ length: 50_000 }, (_each, index): ClaimCells => {
      const day = String((index % 10) + 1).padStart(2, '0');
      return [`L${index}`, people[index % people.length] ?? '', `2025-09-${day}`, '0.01'];
    });
    const batch = await taken('hospital', lines);
    expect(totalsOf(batch)).toEqual([
      'PAYABLE 40000 400.00',
      'NOT_PAYABLE 10000 100.00',
      'RECOVERABLE 0 0.00',
      'EXEMPT 0 0.00',
    ]);
  });
});
