import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { maskedIdentityNumber } from '../../src/domain/registry/identity-number.js';
import { Database } from '../../src/platform/database/database.js';
import { RecordEntryEntity } from '../../src/platform/database/record-entry.entity.js';
import { readBigTable } from '../../src/platform/files/big-table.js';
import { newWorkbook, XLSX_TYPE } from '../../src/platform/files/workbook.js';
import { StaffImportRunnerService } from '../../src/registry/import/staff-import-runner.service.js';
import { sendFile } from '../support/claims.js';
import { expectProblem } from '../support/problem.js';
import { linkedFact } from '../support/qualifications.js';
import { putOnFile, registeredBody, Speaker } from '../support/registry.js';
import { workbookOf } from '../support/schedule-files.js';
import {
  codeOf,
  gridOf,
  identityOf,
  inGb18030,
  STAFF_HEAD,
  staffCsv,
  staffRow,
} from '../support/staff-list.js';
import { openTestApp, type Answer, type TestApp } from '../support/test-app.js';
import { TestClock } from '../support/test-clock.js';
import { zipOf } from '../support/zip.js';

const HOSPITAL = 'H11010500001';
const SECOND = 'H11010500002';
const PHARMACY = 'P11010500001';
const ELSEWHERE = 'H11010800001';

const clock = new TestClock('2025-12-01T02:00:00.000Z');
let bureau: TestApp;
let speaker: Speaker;

beforeAll(async () => {
  bureau = await openTestApp({ clock });
  speaker = new Speaker(bureau);
  await speaker.told('city-agency', 'POST', '/institutions', {
    code: ELSEWHERE,
    name: '海淀医院',
    kind: 'HOSPITAL',
    district: '110108',
    agreement: { from: '2025-01-01', documentNo: '海淀协1号' },
  });
});

afterAll(() => bureau.close());

interface Import {
  readonly id: string;
  readonly state: string;
  readonly dryRun: boolean;
  readonly rows: number;
  readonly read: number;
  readonly taken: number;
  readonly unchanged: number;
  readonly faulty: number;
  readonly errorsUrl: string | null;
}

interface Sent {
  readonly username?: string;
  readonly institution?: string;
  readonly query?: string;
  readonly type?: string;
}

const send = (
  payload: string | Buffer,
  { username = 'hospital', institution = HOSPITAL, query = '', type = 'text/csv' }: Sent = {},
): Promise<Answer> =>
  sendFile(bureau, { username }, `/institutions/${institution}/staff-import${query}`, payload, type);

/** An import that is gone through to its end. */
async function imported(payload: string | Buffer, sent: Sent = {}): Promise<Import> {
  const answer = await send(payload, sent);
  expect(answer.status).toBe(202);
  const { id, state } = answer.json() as Import;
  expect(state).toBe('RUNNING');
  await bureau.app.get(StaffImportRunnerService).idle();
  return speaker.told<Import>(sent.username ?? 'hospital', 'GET', `/staff-imports/${id}`);
}

const countsOf = ({ state, rows, read, taken, unchanged, faulty }: Import): object => ({
  state,
  rows,
  read,
  taken,
  unchanged,
  faulty,
});
const counts = (taken: number, unchanged: number, faulty: number): object => {
  const rows = taken + unchanged + faulty;
  return { state: 'FINISHED', rows, read: rows, taken, unchanged, faulty };
};

async function download(path: string, username = 'hospital'): Promise<Buffer> {
  const { port } = bureau.app.getHttpServer().address() as { port: number };
  const headers = { authorization: `Bearer ${await bureau.tokenOf(username)}` };
  const reply = await fetch(`http://127.0.0.1:${port}/api/v1${path}`, { headers });
  return Buffer.from(await reply.arrayBuffer());
}

const LIMITS = { maxRows: 30_000, maxColumns: 50 };

/** The error sheet of an import: a row by its headings. */
async function errorsOf({ id }: Import, username = 'hospital'): Promise<Record<string, string>[]> {
  const bytes = await download(`/staff-imports/${id}/errors.xlsx`, username);
  const [[head, ...rows] = []] = await readBigTable(bytes, XLSX_TYPE, LIMITS);
  const words = (head?.cells ?? []).map((cell) => String(cell?.value));
  return rows.map(({ cells }) =>
    Object.fromEntries(words.map((word, at) => [word, String(cells[at]?.value ?? '')])),
  );
}

const problemsOf = async (done: Import, username?: string): Promise<(string | undefined)[]> =>
  (await errorsOf(done, username)).map((row) => row['问题']);

const entered = (): Promise<number> =>
  bureau.app.get(Database).read.countBy(RecordEntryEntity, { action: 'PERSON_ENTERED' });

const refusal = (answer: Answer): string[] =>
  (expectProblem(answer, 400, 'INVALID_REQUEST')['errors'] as { detail: string }[]).map(
    ({ detail }) => detail,
  );

interface Person {
  readonly name: string;
  readonly identityNumber: string;
  readonly registrations: readonly Record<string, unknown>[];
  readonly commitments: readonly Record<string, unknown>[];
}

const person = (code: string, username = 'hospital'): Promise<Person> =>
  speaker.told<Person>(username, 'GET', `/persons/${code}`);

describe('a staff list', () => {
  const GOOD = [
    staffRow(1, { 科室代码: 'NK', 主执业地: '是', 医药机构代码: HOSPITAL }),
    staffRow(2, {
      医保相关人员代码: `${codeOf(2)}、D110106900002`,
      登记备案起始日: '2025/5/1',
      电子承诺书: '是',
    }),
    staffRow(3, { 人员类别: '护理' }),
  ];

  it('enters people with commitment and registration as they are entered one by one (PQ2025:11, 13, 14)', async () => {
    const before = await entered();
    expect(countsOf(await imported(staffCsv(GOOD)))).toEqual(counts(3, 0, 0));
    expect(await entered()).toBe(before + 3);
    const one = await person(codeOf(1));
    expect(one).toMatchObject({
      name: '张试1',
      registrations: [
        {
          institutionCode: HOSPITAL,
          departmentCode: 'NK',
          kind: 'MEDICAL',
          practiceType: '执业医师',
          practiceCategory: '临床',
          practiceScope: '内科专业',
          professionalTitle: '主治医师',
          from: '2025-05-01',
        },
      ],
      commitments: [
        { institutionCode: HOSPITAL, signedOn: '2025-05-01', electronic: false, archiveNo: '档1' },
      ],
    });
    expect(one.identityNumber).toBe(`${identityOf(1).slice(0, 3)}*************${identityOf(1).slice(-2)}`);
    expect((await person('D110106900002')).commitments).toMatchObject([{ electronic: true }]);
    const asked = await speaker.told<object>('hospital', 'GET', `/qualifications/${codeOf(3)}`);
    expect(asked).toMatchObject({ status: 'NORMAL', payable: true });
  });

  it('changes nothing when it comes again', async () => {
    const before = await entered();
    const again = await imported(staffCsv(GOOD));
    expect(countsOf(again)).toEqual(counts(0, 3, 0));
    expect(again.errorsUrl).toBeNull();
    expect(await entered()).toBe(before);
    const { commitments, registrations } = await person(codeOf(1));
    expect([commitments.length, registrations.length]).toEqual([1, 1]);
  });

  it('is taken as xlsx and in GB 18030 as well', async () => {
    const grid = gridOf([staffRow(11)]);
    const day = STAFF_HEAD.indexOf('登记备案起始日');
    const dated = [
      grid[0] ?? [],
      (grid[1] ?? []).map((cell, at) => (at === day ? new Date('2025-05-01') : cell)),
    ];
    const xlsx = await workbookOf({ 人员名单: dated, 说明: [['任意', '内容']] });
    expect(countsOf(await imported(xlsx, { type: XLSX_TYPE }))).toEqual(counts(1, 0, 0));
    expect((await person(codeOf(11))).registrations).toMatchObject([{ from: '2025-05-01' }]);
    expect(countsOf(await imported(inGb18030(staffCsv([staffRow(12)]))))).toEqual(counts(1, 0, 0));
    expect((await person(codeOf(12))).name).toBe('张试12');
    expect(countsOf(await imported(`\uFEFF${staffCsv([staffRow(12)])}`))).toEqual(counts(0, 1, 0));
  });

  it('enters nobody when it is only tried', async () => {
    const before = await entered();
    const rows = [staffRow(21), staffRow(22, { 姓名: '' }), staffRow(1, { 科室代码: 'NK' })];
    const tried = await imported(staffCsv(rows), { query: '?dryRun=true' });
    expect(countsOf(tried)).toEqual(counts(1, 1, 1));
    expect(tried.dryRun).toBe(true);
    expect(await problemsOf(tried)).toEqual([
      '第 3 行：姓名：此项必填，须为 1 至 100 个字符的文字，不得全为空白',
    ]);
    expect(await entered()).toBe(before);
    expectProblem(await speaker.ask('hospital', 'GET', `/persons/${codeOf(21)}`), 404, 'NOT_FOUND');
  });
});

describe('faulty rows', () => {
  const rows = [
    staffRow(31),
    staffRow(32, { 身份证号: `${identityOf(32).slice(0, 17)}${identityOf(32).endsWith('1') ? '2' : '1'}` }),
    staffRow(33, { 人员类别: '药店主要负责人', 科室代码: 'XX', 登记备案起始日: '2025-02-30' }),
    staffRow(34, { 人员类别: '医师', 登记备案状态: '暂停', 电子承诺书: '有', 医药机构代码: SECOND }),
    staffRow(35, { 承诺书签署日: '', 承诺书存档编号: '', 电子承诺书: '' }),
    staffRow(36, { 身份证号: '1.10105E+17' }),
    staffRow(1, { 姓名: '李四' }),
    staffRow(37, { 身份证号: identityOf(31) }),
    staffRow(38, { 承诺书存档编号: '' }),
    staffRow(39, { 人员类别: '药店医药服务人员', 科室代码: 'XX', 登记备案起始日: '2024-12-31' }),
  ];
  let done: Import;

  beforeAll(async () => {
    done = await imported(staffCsv(rows));
  });

  it('are told with every fault and its article; the good one is taken', async () => {
    expect(countsOf(done)).toEqual(counts(1, 0, 9));
    expect(done.errorsUrl).toBe(`/api/v1/staff-imports/${done.id}/errors.xlsx`);
    expect(await problemsOf(done)).toEqual([
      '第 3 行：身份证号：身份证号末位校验码不符，请逐位核对。',
      '第 4 行：登记备案起始日：须为真实存在的日期 YYYY-MM-DD（1900 至 2199 年），例如 "2025-07-01"',
      '第 5 行：' +
        `医药机构代码：须为 ${HOSPITAL}：一份名单只录入一家机构的人员；` +
        '登记备案状态：只可填“正常”：暂停、终止由记分处理产生，不能录入（PQ2025:15）；' +
        '电子承诺书：须填“是”或“否”；' +
        '人员类别：须为医疗、药学、护理、技术、费用审核、药店主要负责人、药店医药服务人员之一（PQ2025:10）',
      '第 6 行：登记备案起始日：2025-05-01 该人员在该机构没有有效的服务承诺，请先录入已签署的承诺书。（PQ2025:11）',
      '第 7 行：身份证号：是数字而非文字，位数过多，末尾的数字已经丢失；请将单元格设为文本格式后重新填写',
      '第 8 行：姓名：姓名与该身份证号已登记的不一致，请核对姓名和身份证号；确有更名的，请联系经办机构。',
      '第 9 行：身份证号：与第 2 行重复',
      '第 10 行：承诺书存档编号：此项必填，须为 1 至 200 个字符的文字，不得全为空白',
      expect.stringMatching(
        /^第 11 行：科室代码：.*；人员类别：.*（PQ2025:10\(1\)）；登记备案起始日：.*（PQ2025:7）；登记备案起始日：.*（PQ2025:11）$/,
      ),
    ]);
  });

  it('come back as they were sent, are mended and sent again as they are', async () => {
    const bytes = await download(`/staff-imports/${done.id}/errors.xlsx`);
    const workbook = await newWorkbook();
    await workbook.xlsx.load(new Uint8Array(bytes).buffer);
    const [sheet] = workbook.worksheets;
    const words = (sheet?.getRow(1).values ?? []) as string[];
    const at = (word: string): number => words.indexOf(word);
    expect(sheet?.getRow(2).getCell(at('医保相关人员代码')).value).toBe(codeOf(32));
    Object.assign(sheet?.getRow(2).getCell(at('身份证号')) ?? {}, { value: identityOf(32) });
    const mended = Buffer.from(new Uint8Array(await workbook.xlsx.writeBuffer()));
    const again = await imported(mended, { type: XLSX_TYPE });
    expect(countsOf(again)).toEqual(counts(1, 0, 8));
    expect((await person(codeOf(32))).name).toBe('张试32');
  });

  it('come back as csv with their identity numbers masked, are filled in and sent again', async () => {
    const text = (await download(`/staff-imports/${done.id}/errors.csv`)).toString();
    for (const number of [31, 32, 33, 34, 35, 36, 38, 39])
      expect([number, text.includes(identityOf(number).slice(3, 16))]).toEqual([number, false]);
    const own = [...text.split('\n')].find((line) => line.includes(codeOf(33))) ?? '';
    expect(own).toContain(`"${maskedIdentityNumber(identityOf(33))}"`);
    const mended = text
      .replace(own, own.replace(maskedIdentityNumber(identityOf(33)), identityOf(33)))
      .replace('"2025-02-30"', '"2025-05-01"')
      .replace('"药店主要负责人"', '"医疗"')
      .replace('"XX"', '""');
    expect(countsOf(await imported(mended))).toEqual(counts(1, 0, 8));
  });

  it('are given to nobody but the office that sent them', async () => {
    const path = `/staff-imports/${done.id}/errors.xlsx`;
    for (const username of ['district-agency', 'city-agency', 'auditor'])
      expectProblem(await speaker.ask(username, 'GET', path), 403, 'FORBIDDEN');
    expectProblem(await speaker.ask('pharmacy', 'GET', path), 404, 'NOT_FOUND');
    const told = await speaker.told<Import>('auditor', 'GET', `/staff-imports/${done.id}`);
    expect(countsOf(told)).toEqual(counts(1, 0, 9));
  });

  it('refuse a number cell whose digits are lost, and a formula, cell by cell', async () => {
    const [head = [], row = []] = gridOf([staffRow(41)]);
    const number = row.map((cell, at) => (at === STAFF_HEAD.indexOf('身份证号') ? Number(cell) : cell));
    const formula = row.map((cell, at) =>
      at === STAFF_HEAD.indexOf('姓名') ? { formula: 'A1', result: 1 } : cell,
    );
    const xlsx = await workbookOf({ 名单: [head, number, formula] });
    const told = await imported(xlsx, { type: XLSX_TYPE });
    expect(await problemsOf(told)).toEqual([
      '第 2 行：身份证号：是数字而非文字，位数过多，末尾的数字已经丢失；请将单元格设为文本格式后重新填写',
      '第 3 行：医保相关人员代码：与第 2 行重复；' +
        '姓名：是公式；请改为公式算出的值（复制后“选择性粘贴为数值”）',
    ]);
  });

  it('refuse whoever is restricted (PQ2025:27)', async () => {
    await speaker.told('city-agency', 'POST', '/persons', registeredBody('D110105000960', 960, ELSEWHERE));
    await putOnFile(bureau, 'D110105000960', [linkedFact('x', 'SUSPENSION', '2025-11-01', '2026-01-31')]);
    const { name, identityNumber } = registeredBody('D110105000960', 960, ELSEWHERE);
    const row = staffRow(51, { 姓名: name, 身份证号: identityNumber, 多点执业许可文号: '许可1号' });
    const told = await imported(staffCsv([row]));
    expect(await problemsOf(told)).toEqual([
      '第 2 行：登记备案起始日：该人员的医保支付资格目前受限，在此期间不得新增登记备案。（PQ2025:27）',
    ]);
    const asked = await speaker.told<{ items: { after: object }[] }>(
      'auditor',
      'GET',
      '/records/entries?action=STAFF_ROWS_TAKEN&pageSize=1',
    );
    expect(asked.items).toMatchObject([{ after: { restricted: { codes: ['D110105000960'] } } }]);
  });

  it('tell whoever does not know the name nothing of how somebody stands', async () => {
    const { identityNumber } = registeredBody('D110105000960', 960, ELSEWHERE);
    const row = staffRow(52, { 姓名: '某某', 身份证号: identityNumber });
    const told = await imported(staffCsv([row]), { query: '?dryRun=true' });
    expect(await problemsOf(told)).toEqual([
      '第 2 行：姓名：姓名与该身份证号已登记的不一致，请核对姓名和身份证号；确有更名的，请联系经办机构。',
    ]);
  });

  it('leave no identity number in clear in the database', async () => {
    const numbers = [identityOf(1), identityOf(33), identityOf(38)];
    for (const file of await readdir(bureau.folder)) {
      const content = await readFile(join(bureau.folder, file), 'latin1');
      for (const number of numbers) expect(content.includes(number)).toBe(false);
    }
  });
});

describe('the primary site', () => {
  it('is moved by the agency, not by the institution (PQ2025:13)', async () => {
    const atSecond = staffRow(61);
    const agency = { username: 'district-agency', institution: SECOND };
    expect(countsOf(await imported(staffCsv([atSecond]), agency))).toEqual(counts(1, 0, 0));
    const here = staffRow(61, { 主执业地: '是', 多点执业许可文号: '许可2号' });
    const refused = await imported(staffCsv([here]));
    expect(await problemsOf(refused)).toEqual([
      '第 2 行：主执业地：该人员的主执业地不在本机构；请先填“否”登记，再请经办机构变更主执业地（PQ2025:13）',
    ]);
    const byAgency = { username: 'district-agency' };
    expect(countsOf(await imported(staffCsv([here]), byAgency))).toEqual(counts(1, 0, 0));
    const moved = await bureau.app
      .get(Database)
      .read.findBy(RecordEntryEntity, { action: 'PRIMARY_SITE_MOVED' });
    expect(moved.map(({ after }) => after)).toEqual([
      `{"from":"2025-05-01","institutionCode":"${HOSPITAL}"}`,
    ]);
    expect(countsOf(await imported(staffCsv([here]), byAgency))).toEqual(counts(0, 1, 0));
  });
});

describe('the template', () => {
  it('has the headings, explains each, and is empty', async () => {
    const bytes = await download(`/institutions/${HOSPITAL}/staff-import/template`);
    const [list = [], notes = []] = await readBigTable(bytes, XLSX_TYPE, LIMITS);
    const words = (list[0]?.cells ?? []).map((cell) => String(cell?.value));
    expect(words).toEqual(expect.arrayContaining([...STAFF_HEAD, '医药机构名称', '医保区划']));
    expect(list).toHaveLength(1);
    expect(notes.slice(1, words.length + 1).map(({ cells }) => cells[0]?.value)).toEqual(words);
    expect(notes[1]?.cells[2]?.value).toBe('D110105000888');
    expect(refusal(await send(bytes, { type: XLSX_TYPE }))).toEqual(['文件中没有人员']);
  });
});

describe('files that are refused', () => {
  it('name wrong headings, too many columns, a workbook by another name, a bomb', async () => {
    expect(refusal(await send('姓名,工号\n张三,1'))).toContain('第 1 行的“工号”不是所需的列名');
    expect(refusal(await send('姓名,工号\n张三,1'))).toContain('第 1 行须为列名，缺少“身份证号”');
    const wide = await workbookOf({ 名单: [Array.from({ length: 100 }, (_each, at) => `列${at}`)] });
    expect(refusal(await send(wide, { type: XLSX_TYPE }))).toEqual(['表格超过 50 列的上限，请删去多余的列']);
    expect(refusal(await send(wide))[0]).toMatch(/^文件是压缩包或 xlsx，不是 csv/);
    const bomb = zipOf([{ name: 'xl/worksheets/sheet1.xml', content: Buffer.alloc(97 * 1024 * 1024) }]);
    expect(refusal(await send(bomb, { type: XLSX_TYPE }))[0]).toMatch(/^文件解压后共/);
  });

  it('are more than 20,000 people', async () => {
    const long = `${STAFF_HEAD.join(',')}\n${'甲\n'.repeat(20_001)}`;
    expect(refusal(await send(long))).toEqual(['表格超过 20001 行的上限，请拆分后分次提交']);
  });

  it('are no files at all, or larger than 16 MiB', async () => {
    const path = `/institutions/${HOSPITAL}/staff-import`;
    expectProblem(await speaker.ask('hospital', 'POST', path, { rows: [] }), 415, 'UNSUPPORTED_MEDIA_TYPE');
    expectProblem(await send(Buffer.alloc(16 * 1024 * 1024 + 1)), 413, 'PAYLOAD_TOO_LARGE');
  });
});

describe('rights', () => {
  it('an institution hands in its own list, an agency those of its institutions', async () => {
    const csv = staffCsv([staffRow(71)]);
    for (const username of ['hospital', 'pharmacy', 'district-agency'])
      expectProblem(await send(csv, { username, institution: ELSEWHERE }), 404, 'NOT_FOUND');
    expectProblem(await send(csv, { username: 'hospital', institution: PHARMACY }), 404, 'NOT_FOUND');
    for (const username of ['city-bureau', 'district-bureau', 'auditor', 'person', 'sysadmin'])
      expectProblem(await send(csv, { username }), 403, 'FORBIDDEN');
    const path = `/institutions/${ELSEWHERE}/staff-import/template`;
    expectProblem(await speaker.ask('hospital', 'GET', path), 404, 'NOT_FOUND');
  });

  it('an import is seen by the institution and its offices only', async () => {
    const sent = { username: 'city-agency', institution: ELSEWHERE };
    const { id } = await imported(staffCsv([staffRow(72)]), sent);
    for (const username of ['hospital', 'district-agency', 'district-bureau'])
      expectProblem(await speaker.ask(username, 'GET', `/staff-imports/${id}`), 404, 'NOT_FOUND');
    expectProblem(await speaker.ask('person', 'GET', `/staff-imports/${id}`), 403, 'FORBIDDEN');
  });
});

/** The longest list that is taken in is gone through in the long runs. */
const LENGTH = process.env['ENDURANCE'] === '1' ? 20_000 : 4_000;

describe(`a list of ${LENGTH}`, () => {
  const GOOD_EVERY = 20;
  const faulty = LENGTH - LENGTH / GOOD_EVERY;

  it('is gone through in portions, with progress, nobody else kept waiting; every faulty row comes back', async () => {
    const rows = Array.from({ length: LENGTH }, (_each, index) => {
      const number = 10_000 + index;
      return staffRow(number, index % GOOD_EVERY === 0 ? {} : { 执业范围: '' });
    });
    const xlsx = await workbookOf({ 人员名单: gridOf(rows) });
    const { id } = (await send(xlsx, { type: XLSX_TYPE })).json() as Import;
    expectProblem(await send(staffCsv([staffRow(80)])), 409, 'CONFLICT');
    await speaker.told('city-agency', 'POST', '/persons', registeredBody('D110105000961', 961, SECOND));
    const underway = await speaker.told<Import>('hospital', 'GET', `/staff-imports/${id}`);
    expect(underway.state).toBe('RUNNING');
    expect(underway.read).toBeLessThan(LENGTH);
    await bureau.app.get(StaffImportRunnerService).idle();
    const done = await speaker.told<Import>('hospital', 'GET', `/staff-imports/${id}`);
    expect(countsOf(done)).toEqual(counts(LENGTH - faulty, 0, faulty));
    const errors = await errorsOf(done);
    expect(errors).toHaveLength(faulty);
    expect(errors[0]).toMatchObject({
      身份证号: '110*************14',
      问题: '第 3 行：执业范围：此项必填，须为 1 至 200 个字符的文字，不得全为空白',
    });
  });
});

describe('an import that was interrupted', () => {
  it('keeps what was taken, says so once nothing is heard of it, and can be handed in again', async () => {
    const rows = Array.from({ length: 300 }, (_each, index) => staffRow(50_000 + index));
    const other = await openTestApp({ clock }, { DATA_DIR: bureau.folder });
    const path = `/institutions/${HOSPITAL}/staff-import`;
    const begun = await sendFile(other, { username: 'hospital' }, path, staffCsv(rows));
    const { id } = begun.json() as Import;
    await other.close();
    const left = (): Promise<Import> => speaker.told<Import>('hospital', 'GET', `/staff-imports/${id}`);
    const { state, read, taken } = await left();
    expect([state, read < 300, taken]).toEqual(['RUNNING', true, read]);
    clock.advanceSeconds(601);
    expect((await left()).state).toBe('INTERRUPTED');
    expect(countsOf(await imported(staffCsv(rows)))).toEqual(counts(300 - taken, taken, 0));
  });
});
