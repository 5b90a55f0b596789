import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { stringify } from 'yaml';
import { RecordEntryEntity } from '../../src/platform/database/record-entry.entity.js';
import { Database } from '../../src/platform/database/database.js';
import { XLSX_TYPE } from '../../src/platform/files/workbook.js';
import { RulebookService } from '../../src/rulebook/rulebook.module.js';
import { RulebookImportEntity } from '../../src/rulebook/rulebook-import.entity.js';
import { expectProblem } from '../support/problem.js';
import { type ScheduleJson, sheetsOf, workbookOf } from '../support/schedule-files.js';
import { type Answer, openTestApp, type TestApp } from '../support/test-app.js';
import { TestClock } from '../support/test-clock.js';
import { zipOf } from '../support/zip.js';

const SCHEDULES = '/api/v1/discretion/schedules';

/** Three grades with words for thresholds, one overlap: another shape than the sample. */
const WORDS: ScheduleJson = {
  id: 'words-2027',
  title: '以文字定档的裁量细则',
  documentNo: '京医保发〔2026〕88号',
  validFrom: '2027-01-01',
  rows: [
    row('slight', 'C', '数额较小，未影响参保人就医', '1', '1.4'),
    row('ordinary', 'B', '数额较大，或者影响少数参保人就医', '1.3', '1.6'),
    row('grave', 'A', '数额巨大，或者社会影响恶劣', '1.6', '2'),
  ],
};
const OVERLAP = { key: 'OVERLAP REG735:38 slight ordinary', reason: '原表两档都写有 1.3 至 1.4 倍' };

function row(
  id: string,
  tier: string,
  criterion: string,
  min: string,
  max: string,
): ScheduleJson['rows'][number] {
  return { id, bases: ['REG735:38'], tier, ordinal: 1, criterion, min, max };
}

let bureau: TestApp;
let city: string;

beforeAll(async () => {
  bureau = await openTestApp({ clock: new TestClock('2027-03-01T00:00:00.000Z') });
  city = await bureau.tokenOf('city-bureau');
});

afterAll(async () => {
  await bureau.close();
});

const post = (body: unknown, path = SCHEDULES): Promise<Answer> =>
  bureau.request('POST', path, { token: city, body });
const upload = (type: string, payload: string | Buffer, path = SCHEDULES): Promise<Answer> =>
  bureau.request('POST', path, { token: city, payload, headers: { 'content-type': type } });

/** `/rows/1/min CONFIRMATION_REQUIRED` of every error. */
const errorsOf = (answer: Answer, status: number, code: string): string[] =>
  (expectProblem(answer, status, code)['errors'] as { pointer: string; code: string }[]).map(
    (each) => `${each.pointer} ${each.code}`,
  );
const detailsOf = (answer: Answer): string[] =>
  (answer.json() as { errors: { detail: string }[] }).errors.map(({ detail }) => detail);

const imports = (): Promise<RulebookImportEntity[]> =>
  bureau.app.get(Database).read.find(RulebookImportEntity, { order: { sequence: 'ASC' } });
const rulebookHash = async (): Promise<string> => (await bureau.app.get(RulebookService).current()).hash;

async function evaluated(rowId: string, decisionDate: string): Promise<Answer> {
  const violation = {
    id: 'v1',
    provision: 'REG735:38(3)',
    amount: '10000.00',
    conductEndedOn: '2026-12-01',
    discoveredOn: '2027-01-10',
    grade: { scheduleId: WORDS.id, rowId },
  };
  const body = { decisionDate, offender: { kind: 'DESIGNATED_INSTITUTION' }, violations: [violation] };
  return post(body, '/api/v1/discretion/evaluate');
}

const gradeSaid = async (rowId: string): Promise<string | undefined> => {
  const answer = (await evaluated(rowId, '2027-02-01')).json() as {
    violations: { trace: { reading: string | null; detail: string }[] }[];
  };
  return answer.violations[0]?.trace.find(({ reading }) => reading === 'P2')?.detail;
};

describe('a schedule of another shape (DB2025:9)', () => {
  it('is refused until its overlap is confirmed in words, and leaves nothing behind', async () => {
    const before = { hash: await rulebookHash(), imports: await imports() };
    const refused = await post(WORDS);
    expect(errorsOf(refused, 422, 'RULE_VIOLATION')).toEqual(['/rows/1/min CONFIRMATION_REQUIRED']);
    expect(detailsOf(refused)[0]).toContain(JSON.stringify(OVERLAP.key));
    expect({ hash: await rulebookHash(), imports: await imports() }).toEqual(before);
    expect((await bureau.request('GET', `${SCHEDULES}/${WORDS.id}`, { token: city })).status).toBe(404);
  });

  it('a confirmation has to say something, of something', async () => {
    expect(
      errorsOf(
        await post({ ...WORDS, confirmations: [{ key: OVERLAP.key, reason: ' ' }] }),
        400,
        'INVALID_REQUEST',
      ),
    ).toEqual(['/confirmations/0/reason INVALID_VALUE']);
    const other = { key: 'GAP REG735:38 slight ordinary', reason: '不存在' };
    expect(
      errorsOf(await post({ ...WORDS, confirmations: [OVERLAP, OVERLAP, other] }), 422, 'RULE_VIOLATION'),
    ).toEqual(['/confirmations/1/key DUPLICATE_ID', '/confirmations/2/key UNKNOWN_REFERENCE']);
  });

  it('can be tried first: what is to be confirmed comes as data, and nothing is written', async () => {
    const before = { hash: await rulebookHash(), imports: await imports() };
    const found = {
      key: OVERLAP.key,
      kind: 'OVERLAP',
      basis: 'REG735:38',
      rowIds: ['slight', 'ordinary'],
      min: '1.3',
      max: '1.4',
      pointer: '/rows/1/min',
      detail: 'REG735:38 的阶次 slight 与 ordinary 重叠：1.3 至 1.4 倍',
      citation: 'DB2025:9',
    };
    const tried = await post(WORDS, `${SCHEDULES}/check`);
    expect({ status: tried.status, body: tried.json() }).toEqual({
      status: 200,
      body: { faults: [], peculiarities: [{ ...found, confirmed: false }] },
    });
    const confirmed = await post(
      { ...WORDS, id: 'sample-2025', confirmations: [OVERLAP] },
      `${SCHEDULES}/check`,
    );
    expect(confirmed.json()).toEqual({
      faults: [expect.objectContaining({ pointer: '/id', code: 'DUPLICATE_ID' })],
      peculiarities: [{ ...found, confirmed: true }],
    });
    expect({ hash: await rulebookHash(), imports: await imports() }).toEqual(before);
  });

  it('is imported with the confirmation, shows it, and stands in the record with it', async () => {
    const taken = await post({ ...WORDS, confirmations: [OVERLAP] });
    const stored = {
      ...WORDS,
      sample: false,
      inForceToday: true,
      confirmations: [
        {
          ...OVERLAP,
          kind: 'OVERLAP',
          basis: 'REG735:38',
          rowIds: ['slight', 'ordinary'],
          min: '1.3',
          max: '1.4',
        },
      ],
    };
    expect({ status: taken.status, body: taken.json() }).toEqual({ status: 201, body: stored });
    expect((await bureau.request('GET', `${SCHEDULES}/${WORDS.id}`, { token: city })).json()).toEqual(stored);
    const [entry] = await bureau.app
      .get(Database)
      .read.find(RecordEntryEntity, { where: { action: 'SCHEDULE_IMPORTED' } });
    expect([entry?.actor, entry?.subject, JSON.parse(entry?.after ?? '')]).toEqual([
      'city-bureau',
      `schedule/${WORDS.id}`,
      {
        documentNo: WORDS.documentNo,
        validFrom: '2027-01-01',
        validTo: null,
        supersedes: null,
        confirmations: [OVERLAP],
        hash: (await imports())[0]?.hash,
      },
    ]);
  });

  it('is used: the range is that of its row, and the trace says what is peculiar about it', async () => {
    const said = `（${WORDS.documentNo}）；该阶次与相邻阶次 ordinary 重叠 [1.3, 1.4] 倍（导入人说明：${OVERLAP.reason}）`;
    expect(await gradeSaid('slight')).toBe(`选定 words-2027 / slight：C 档第 1 阶${said}`);
    expect(await gradeSaid('ordinary')).toContain('；该阶次与相邻阶次 slight 重叠');
    expect(await gradeSaid('grave')).toBe(`选定 words-2027 / grave：A 档第 1 阶（${WORDS.documentNo}）`);
    expect((await evaluated('slight', '2027-02-01')).json()).toMatchObject({
      violations: [{ gradeRange: { min: '1', max: '1.4' } }],
    });
  });

  it('is offered to the officer, row by row, with what was confirmed of each', async () => {
    const asked = (on: string, basis = 'REG735:38'): Promise<Answer> =>
      bureau.request('GET', `/api/v1/discretion/candidates?basis=${basis}&on=${on}`, { token: city });
    const answer = (await asked('2027-02-01')).json() as {
      scheduleId: string;
      documentNo: string;
      sample: boolean;
      rows: { id: string; criterion: string; min: string; max: string; confirmations: unknown[] }[];
    }[];
    expect(
      answer.map(({ scheduleId, sample, rows }) => [scheduleId, sample, rows.map(({ id }) => id)]),
    ).toEqual([
      ['sample-2025', true, ['38-C-1', '38-C-2', '38-B-1', '38-B-2', '38-A-1', '38-A-2']],
      ['words-2027', false, ['slight', 'ordinary', 'grave']],
    ]);
    expect(answer[1]?.documentNo).toBe(WORDS.documentNo);
    expect(answer[1]?.rows[0]).toEqual({
      id: 'slight',
      tier: 'C',
      ordinal: 1,
      criterion: '数额较小，未影响参保人就医',
      min: '1',
      max: '1.4',
      confirmations: [expect.objectContaining(OVERLAP)],
    });
    expect(answer[1]?.rows.map(({ confirmations }) => confirmations.length)).toEqual([1, 1, 0]);
    expect(((await asked('2026-12-31')).json() as unknown[]).length).toBe(1);
    expect(errorsOf(await asked('2027-02-01', 'REG735:36'), 422, 'RULE_VIOLATION')).toEqual([
      '/basis UNKNOWN_REFERENCE',
    ]);
    expect(errorsOf(await asked('today'), 400, 'INVALID_REQUEST')).toEqual(['/on INVALID_VALUE']);
  });
});

describe('a schedule with ten faults', () => {
  const faulty = {
    ...WORDS,
    validTo: '2026-12-31',
    supersedes: 'none',
    rows: [
      row('a', 'C', '一', '0.9', '1.1'),
      { ...row('b', 'C', '二', '1.2', '1.15'), ordinal: 2 },
      { ...row('b', 'C', '三', '1.2', '1.3'), ordinal: 4 },
      { ...row('d', 'B', '四', '1.25', '1.3'), bases: ['REG735:38', 'REG735:36'] },
      { ...row('e', 'A', '五', '10000.001', '50000'), bases: ['REG735:39'] },
      { ...row('f', 'B', '六', '2', '2.5'), bases: ['REG735:40', 'REG735:40'] },
    ],
    confirmations: [{ key: 'GAP REG735:41 x y', reason: '没有这一项' }],
  };
  const TEN = [
    '/validTo DATE_ORDER',
    '/rows/2/id DUPLICATE_ID',
    '/rows/0/min OUTSIDE_STATUTE',
    '/rows/1/min INVALID_RANGE',
    '/rows/3/bases/1 UNKNOWN_BASIS',
    '/rows/4/min INVALID_RANGE',
    '/rows/5/bases/1 DUPLICATE_ID',
    '/rows/2/ordinal ORDER_BROKEN',
    '/supersedes UNKNOWN_REFERENCE',
    '/confirmations/0/key UNKNOWN_REFERENCE',
  ];

  it('names all ten and no other', async () => {
    const before = await rulebookHash();
    const refused = await post({ ...faulty, id: 'faulty' });
    expect(TEN).toHaveLength(10);
    expect(errorsOf(refused, 422, 'RULE_VIOLATION')).toEqual(TEN);
    expect(new Set(detailsOf(refused)).size).toBe(10);
    expect(await rulebookHash()).toBe(before);
  });

  it('as a spreadsheet, each with its sheet and cell', async () => {
    const refused = await upload(XLSX_TYPE, await workbookOf(sheetsOf({ ...faulty, id: 'faulty' })));
    expect(errorsOf(refused, 422, 'RULE_VIOLATION')).toEqual(TEN);
    expect(
      detailsOf(refused).map((detail) =>
        /（工作表 (\S+) 的单元格 ([A-H]\d+)）$/u.exec(detail)?.slice(1).join(),
      ),
    ).toEqual([
      'schedule,B5',
      'rows,A4',
      'rows,F2',
      'rows,F3',
      'rows,B5',
      'rows,F6',
      'rows,B7',
      'rows,D4',
      'schedule,B6',
      'confirmations,A2',
    ]);
  });
});

describe('the same schedule as JSON, YAML and xlsx', () => {
  const confirmed = { ...WORDS, confirmations: [OVERLAP] };
  /** Figures without quotes, one with a zero too many. */
  const asTyped = stringify(confirmed)
    .replace(/(m(?:in|ax)): "?([\d.]+)"?/g, '$1: $2')
    .replace('max: 1.4', 'max: 1.40');

  async function storedHash(type: string, payload: string | Buffer): Promise<string | undefined> {
    const fresh = await openTestApp();
    const token = await fresh.tokenOf('city-bureau');
    const headers = { 'content-type': type };
    const answer = await fresh.request('POST', SCHEDULES, { token, payload, headers });
    expect([answer.status, answer.text]).toEqual([201, expect.stringContaining(OVERLAP.reason)]);
    const [stored] = await fresh.app.get(Database).read.find(RulebookImportEntity);
    await fresh.close();
    return stored?.hash;
  }

  it('is stored under the same hash', async () => {
    expect(asTyped).toContain('max: 1.40');
    const hashes = [
      await storedHash('application/json', JSON.stringify(confirmed)),
      await storedHash('application/yaml; charset=utf-8', stringify(confirmed)),
      await storedHash('text/yaml', asTyped),
      await storedHash(XLSX_TYPE, await workbookOf(sheetsOf(confirmed))),
    ];
    expect(hashes[0]).toMatch(/^[0-9a-f]{64}$/);
    expect(new Set(hashes).size).toBe(1);
  });
});

describe('a file that is no schedule', () => {
  const sheets = sheetsOf({ ...WORDS, id: 'file' });
  const [headings = [], first = []] = sheets['rows'] ?? [];
  const wide = { ...sheets, rows: [Array.from({ length: 100 }, (_, at) => `列${at}`)] };
  const computed = {
    ...sheets,
    rows: [headings, [...first.slice(0, 5), { formula: '0.5+0.5', result: 1 }, 1.4]],
  };
  const bomb = zipOf([{ name: 'xl/worksheets/sheet1.xml', content: Buffer.alloc(100 * 1024 * 1024, ' ') }]);
  const lying = zipOf([
    { name: 'xl/worksheets/sheet1.xml', content: Buffer.alloc(100 * 1024 * 1024, ' '), claimedSize: 1000 },
  ]);

  it.each<[string, string, () => Promise<Buffer | string> | Buffer | string, RegExp]>([
    ['a zip bomb', XLSX_TYPE, () => bomb, /解压后共 104857600 字节，超过 20971520 字节的上限/],
    ['a zip bomb that denies it', XLSX_TYPE, () => lying, /不是有效的 xlsx/],
    ['garbage', XLSX_TYPE, () => Buffer.from('garbage'), /不是有效的 xlsx/],
    ['nothing', XLSX_TYPE, () => Buffer.alloc(0), /不是有效的 xlsx/],
    ['100 columns', XLSX_TYPE, () => workbookOf(wide), /超过 50 列的上限/],
    ['a formula', XLSX_TYPE, () => workbookOf(computed), /^工作表 rows 的单元格 F2：是公式/],
    ['other sheets', XLSX_TYPE, () => workbookOf({ Sheet1: [['id']] }), /没有用到工作表 Sheet1，请删除/],
    ['broken YAML', 'application/yaml', () => 'rows: [', /不是有效的 YAML 或 JSON：第 1 行/],
    ['a YAML bomb', 'text/yaml', () => yamlBomb(), /别名（\*）引用过多/],
    ['a list', 'text/yaml', () => '- id: file', /内容须为一组“名称: 值”/],
  ])('is refused with a reason: %s', async (_, type, payload, reason) => {
    const before = await rulebookHash();
    const answer = await upload(type, await payload());
    const { errors } = expectProblem(answer, 400, 'INVALID_REQUEST') as unknown as {
      errors: { detail: string }[];
    };
    expect(errors[0]?.detail).toMatch(reason);
    expect(await rulebookHash()).toBe(before);
  });

  it('of more than 1 MiB is too large', async () => {
    expectProblem(await upload(XLSX_TYPE, Buffer.alloc(1024 * 1024 + 1)), 413, 'PAYLOAD_TOO_LARGE');
  });

  it('of another type, or sent to another route, is not supported', async () => {
    const yaml = stringify(WORDS);
    expectProblem(await upload('text/csv', yaml), 415, 'UNSUPPORTED_MEDIA_TYPE');
    for (const type of ['application/yaml', 'text/yaml', XLSX_TYPE]) {
      for (const path of ['/api/v1/discretion/evaluate', '/api/v1/auth/login', '/api/v1/rulebook/rulings']) {
        expectProblem(await upload(type, yaml, path), 415, 'UNSUPPORTED_MEDIA_TYPE');
      }
    }
  });

  const yamlBomb = (): string =>
    Array.from({ length: 9 }, (_, at) =>
      at === 0 ? 'k0: &k0 [x, x]' : `k${at}: &k${at} [${`*k${at - 1}, `.repeat(9)}]`,
    ).join('\n');
});

describe('who may', () => {
  it('import and try: the municipal bureau only', async () => {
    const payload = await workbookOf(sheetsOf(WORDS));
    for (const username of ['district-bureau', 'city-agency', 'hospital', 'person', 'auditor', 'secadmin']) {
      const token = await bureau.tokenOf(username);
      for (const path of [SCHEDULES, `${SCHEDULES}/check`]) {
        for (const sent of [{ body: WORDS }, { payload, headers: { 'content-type': XLSX_TYPE } }]) {
          expectProblem(await bureau.request('POST', path, { token, ...sent }), 403, 'FORBIDDEN');
        }
      }
    }
    expectProblem(await bureau.request('POST', SCHEDULES, { body: WORDS }), 401, 'UNAUTHENTICATED');
  });

  it('see them, their candidates and the template: everybody signed in', async () => {
    const token = await bureau.tokenOf('hospital');
    for (const path of ['schedules', 'schedules/template.xlsx', 'candidates?basis=REG735:38&on=2027-02-01']) {
      expect((await bureau.request('GET', `/api/v1/discretion/${path}`, { token })).status).toBe(200);
      expectProblem(await bureau.request('GET', `/api/v1/discretion/${path}`), 401, 'UNAUTHENTICATED');
    }
  });

  it('the template is a spreadsheet to save', async () => {
    const { headers } = await bureau.request('GET', `${SCHEDULES}/template.xlsx`, { token: city });
    expect(headers.get('content-type')).toBe(XLSX_TYPE);
    expect(headers.get('content-disposition')).toBe('attachment; filename="schedule-template.xlsx"');
  });
});

describe('two schedules in force on one day (DB2025:24)', () => {
  const next: ScheduleJson = {
    ...WORDS,
    id: 'words-2028',
    documentNo: '京医保发〔2027〕99号',
    validFrom: '2027-06-01',
    confirmations: [OVERLAP],
  };

  it('are refused, naming the other with its document number and days', async () => {
    const refused = await post(next);
    expect(errorsOf(refused, 422, 'RULE_VIOLATION')).toEqual(['/validFrom TWO_IN_FORCE']);
    expect(detailsOf(refused)[0]).toContain('words-2027（京医保发〔2026〕88号，有效期 2027-01-01 至 今）');
  });

  it('unless the later supersedes the earlier, after whose first day it must begin', async () => {
    const early = await post({ ...next, validFrom: '2027-01-01', supersedes: WORDS.id });
    expect(errorsOf(early, 422, 'RULE_VIOLATION')).toEqual(['/validFrom DATE_ORDER']);
    const nobody = await post({ ...next, supersedes: 'none' });
    expect(errorsOf(nobody, 422, 'RULE_VIOLATION')).toEqual([
      '/supersedes UNKNOWN_REFERENCE',
      '/validFrom TWO_IN_FORCE',
    ]);
    const before = await imports();
    expect((await post({ ...next, supersedes: WORDS.id })).status).toBe(201);
    expect((await imports()).slice(0, before.length)).toEqual(before);
  });

  it('the earlier then ends the day before, in the list and for decisions', async () => {
    const list = (await bureau.request('GET', SCHEDULES, { token: city })).json() as { id: string }[];
    expect(list.slice(1)).toEqual([
      {
        id: 'words-2027',
        title: WORDS.title,
        documentNo: WORDS.documentNo,
        validFrom: '2027-01-01',
        validTo: '2027-05-31',
        sample: false,
        supersededBy: 'words-2028',
        inForceToday: true,
      },
      {
        id: 'words-2028',
        title: WORDS.title,
        documentNo: next.documentNo,
        validFrom: '2027-06-01',
        sample: false,
        supersedes: 'words-2027',
        inForceToday: false,
      },
    ]);
    expect((await evaluated('grave', '2027-05-31')).status).toBe(200);
    const late = await evaluated('grave', '2027-06-01');
    expect(errorsOf(late, 422, 'RULE_VIOLATION')).toEqual([
      '/violations/0/grade/scheduleId SCHEDULE_NOT_IN_FORCE',
    ]);
    expect(detailsOf(late)[0]).toBe(
      '裁量细则 words-2027 的有效期为 2027-01-01 至 2027-05-31（其后由 words-2028 取代），决定日 2027-06-01 不在其内。',
    );
  });

  it('a sample may stand beside any', async () => {
    expect((await post({ ...next, id: 'sample-2027', sample: true })).status).toBe(201);
  });

  it('one for other bases, too', async () => {
    const rows = [{ ...row('all', 'B', '不分档', '2', '5'), bases: ['REG735:40'] }];
    expect((await post({ ...next, id: 'fraud-2027', rows, confirmations: [] })).status).toBe(201);
  });
});
