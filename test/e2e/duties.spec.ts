import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { date } from '../../src/domain/shared/calendar-date.js';
import { Database } from '../../src/platform/database/database.js';
import { RecordEntryEntity } from '../../src/platform/database/record-entry.entity.js';
import { DOCX_TYPE } from '../../src/platform/files/table-docx.js';
import { XLSX_TYPE } from '../../src/platform/files/workbook.js';
import { fileOf, judged, misformed, sheetValues, upload, wordTexts, workOf } from '../support/duties.js';
import { expectProblem } from '../support/problem.js';
import { workbookOf } from '../support/schedule-files.js';
import {
  DOCTOR,
  forMonths,
  found,
  HOSPITAL,
  noticed,
  NURSE,
  PHARMACIST,
  PHARMACY,
  PRINCIPAL,
  ScoringBureau,
  SECOND_HOSPITAL,
  servedOn,
  standAlone,
  TECHNICIAN,
  type NoticeTold,
} from '../support/scoring.js';

const RULED = '2025-07-01';
const TODAY = '2025-07-20';
const PERIOD = 'from=2025-07-01&to=2025-07-19';

let bureau: ScoringBureau;
let doctorNotice: NoticeTold;
let nurseNotice: NoticeTold;

const atPharmacy = {
  source: {
    kind: 'STAND_ALONE',
    reasons: '社会影响较大',
    institution: PHARMACY,
    inspectionNo: '检〔2025〕9号',
  },
};

beforeAll(async () => {
  bureau = await ScoringBureau.open(RULED);
  const principal = [found(DOCTOR, { degree: 'PRINCIPAL' })];
  doctorNotice = await noticed(bureau, standAlone(RULED, principal), DOCTOR, forMonths(2));
  nurseNotice = await noticed(bureau, standAlone(RULED, [found(NURSE)]), NURSE);
  const slight = [found(PRINCIPAL, { circumstance: 'PQ2025:20(3)', basis: '市局通知' })];
  await noticed(bureau, standAlone(RULED, slight, atPharmacy), PRINCIPAL);
  await bureau.told(
    'district-agency',
    'POST',
    `/scoring/notices/${doctorNotice.id}/service`,
    servedOn(RULED),
  );
  bureau.today(TODAY);
});

afterAll(async () => {
  await bureau.close();
});

const share = (part: number, whole: number, percent: string) => ({ part, whole, percent });
const counted = (people: number, times: number, whole: number, percents: [string, string], own: number) => ({
  people,
  times,
  shareOfPeople: share(people, whole, percents[0]),
  shareOfTimes: share(times, whole, percents[1]),
  overOwnConduct: { people: own, times: own },
});
const NOBODY = { people: 0, times: 0 };
const NO_FORMER = { scored: NOBODY, suspended: NOBODY, terminated: NOBODY };

interface Indicated {
  readonly institutions: { readonly institution: string }[];
  readonly total: object;
}

describe('indicators (PQ2025:9)', () => {
  it('gives people, person-times and shares by institution, and over all each person once', async () => {
    const answer = await bureau.told<Indicated>('district-agency', 'GET', '/duties/indicators?year=2025');
    expect(answer).toMatchObject({ from: '2025-01-01', to: '2025-12-31', asOf: TODAY, citation: 'PQ2025:9' });
    expect(answer.institutions).toEqual([
      {
        institution: HOSPITAL,
        name: '示范医院',
        kind: 'HOSPITAL',
        district: '110105',
        registered: 4,
        scored: { ...counted(2, 2, 4, ['50.00', '50.00'], 2), points: 16 },
        suspended: counted(1, 1, 4, ['25.00', '25.00'], 1),
        terminated: counted(0, 0, 4, ['0.00', '0.00'], 0),
        formerPeople: NO_FORMER,
      },
      {
        institution: SECOND_HOSPITAL,
        name: '示范第二医院',
        kind: 'HOSPITAL',
        district: '110105',
        registered: 1,
        scored: { ...counted(1, 1, 1, ['100.00', '100.00'], 0), points: 9 },
        suspended: counted(1, 1, 1, ['100.00', '100.00'], 0),
        terminated: counted(0, 0, 1, ['0.00', '0.00'], 0),
        formerPeople: NO_FORMER,
      },
      {
        institution: PHARMACY,
        name: '示范药店',
        kind: 'PHARMACY',
        district: '110105',
        registered: 2,
        scored: { ...counted(1, 1, 2, ['50.00', '50.00'], 1), points: 1 },
        suspended: counted(0, 0, 2, ['0.00', '0.00'], 0),
        terminated: counted(0, 0, 2, ['0.00', '0.00'], 0),
        formerPeople: NO_FORMER,
      },
    ]);
    expect(answer.total).toEqual({
      registered: 6,
      scored: { ...counted(3, 3, 6, ['50.00', '50.00'], 3), points: 17 },
      suspended: counted(1, 1, 6, ['16.67', '16.67'], 1),
      terminated: counted(0, 0, 6, ['0.00', '0.00'], 0),
      formerPeople: NO_FORMER,
    });
  });

  it('counts measures by their first day and scores by their points’ day in any period', async () => {
    const path = '/duties/indicators?from=2025-07-09&to=2025-07-09';
    const { total } = await bureau.told<Indicated>('city-bureau', 'GET', path);
    expect(total).toMatchObject({ registered: 6, scored: { times: 0 }, suspended: { people: 1, times: 1 } });
  });

  it('shows an institution its own only, and nothing to others', async () => {
    const own = await bureau.told<Indicated>('hospital', 'GET', '/duties/indicators?year=2025');
    expect(own.institutions.map(({ institution }) => institution)).toEqual([HOSPITAL]);
    expect(own.total).toMatchObject({ registered: 4 });
    const other = `/duties/indicators?year=2025&institution=${PHARMACY}`;
    expectProblem(await bureau.ask('hospital', 'GET', other), 404, 'NOT_FOUND');
    for (const username of ['person', 'sysadmin', 'secadmin'])
      expectProblem(await bureau.ask(username, 'GET', '/duties/indicators?year=2025'), 403, 'FORBIDDEN');
    const { institutions } = await bureau.told<Indicated>(
      'district-bureau',
      'GET',
      '/duties/indicators?year=2025&district=110106',
    );
    expect(institutions).toEqual([]);
  });

  it('asks for a year or for days', async () => {
    const ask = (query: string): Promise<string[]> =>
      misformed(bureau, 'auditor', 'GET', `/duties/indicators${query}`);
    expect(await ask('')).toEqual(['/year REQUIRED -']);
    expect(await ask('?from=2025-01-01')).toEqual(['/year REQUIRED -']);
    expect(await ask('?year=2025&from=2025-01-01&to=2025-02-01')).toEqual(['/from INVALID_VALUE -']);
    const upsideDown = await bureau.ask('auditor', 'GET', '/duties/indicators?from=2025-02-02&to=2025-02-01');
    expect(expectProblem(upsideDown, 422, 'RULE_VIOLATION')['errors']).toEqual([
      { pointer: '/to', code: 'DATE_ORDER', detail: '末日 2025-02-01 早于首日 2025-02-02，请核对。' },
    ]);
  });

  it('gives the same figures as a spreadsheet and as a document, the citation in them', async () => {
    const path = `/duties/indicators?year=2025&institution=${HOSPITAL}`;
    const xlsx = await fileOf(bureau, 'auditor', `${path}&format=xlsx`);
    expect([xlsx.type, xlsx.disposition]).toEqual([XLSX_TYPE, 'attachment; filename="indicators.xlsx"']);
    const rows = (await sheetValues(xlsx.bytes))['指标'] ?? [];
    const figures = [
      4,
      2,
      '50.00%',
      2,
      '50.00%',
      2,
      16,
      1,
      '25.00%',
      1,
      '25.00%',
      1,
      0,
      '0.00%',
      0,
      '0.00%',
      0,
    ];
    expect(rows.slice(4, 6)).toEqual([
      [HOSPITAL, '示范医院', '医疗机构', ...figures],
      ['合计', ...figures],
    ]);
    expect(rows.at(6)).toEqual(['依据：PQ2025:9。']);
    const docx = await fileOf(bureau, 'auditor', `${path}&format=docx`);
    expect([docx.type, docx.disposition]).toEqual([DOCX_TYPE, 'attachment; filename="indicators.docx"']);
    const words = wordTexts(docx.bytes);
    const at = words.indexOf(HOSPITAL);
    expect(words.slice(at, at + 20)).toEqual([HOSPITAL, '示范医院', '医疗机构', ...figures.map(String)]);
    expect(words).toContain('依据：PQ2025:9。');
  });
});

interface Sent {
  readonly id: string;
  readonly figures: {
    readonly total?: object;
    readonly institutions?: object[];
    readonly groups?: object[];
    readonly issued: { readonly personCode: string }[];
    readonly rows: {
      readonly personCode: string;
      readonly personName: string;
      readonly institutionName: string;
    }[];
    readonly people: number;
  };
  readonly [member: string]: unknown;
}

const NO_MORE = { linked: 0, recordedLate: 0, restored: 0, revised: 0, revoked: 0 };

describe('the report to the bureau of the level (PQ2025:33)', () => {
  let sent: Sent;

  it('is drafted, then sent and kept', async () => {
    const draft = await bureau.told<Sent>('district-agency', 'GET', `/duties/reports/draft?${PERIOD}`);
    expect(draft).toMatchObject({ office: '110105', addressee: 'BUREAU/110105' });
    const form = { number: '区经办报〔2025〕1号', from: '2025-07-01', to: '2025-07-19' };
    sent = await bureau.told<Sent>('district-agency', 'POST', '/duties/reports', form);
    expect(sent.figures).toEqual(draft.figures);
    expect(sent.figures.total).toEqual({
      notices: 3,
      people: 3,
      points: 17,
      suspensions: 1,
      terminations: 0,
      ...NO_MORE,
    });
    expect(sent.figures.groups).toEqual([
      {
        institution: HOSPITAL,
        circumstance: 'PQ2025:22(1)',
        degree: 'GENERAL',
        measure: null,
        findings: 1,
        people: 1,
        points: 7,
      },
      {
        institution: HOSPITAL,
        circumstance: 'PQ2025:22(1)',
        degree: 'PRINCIPAL',
        measure: 'SUSPENSION',
        findings: 1,
        people: 1,
        points: 9,
      },
      {
        institution: PHARMACY,
        circumstance: 'PQ2025:20(3)',
        degree: 'GENERAL',
        measure: null,
        findings: 1,
        people: 1,
        points: 1,
      },
    ]);
    expect(await bureau.refused('district-agency', '/duties/reports', form)).toEqual([
      '/number DUPLICATE_ID -',
    ]);
  });

  it('waits for the end of its period, so that nothing is missed', async () => {
    const early = { number: '区经办报〔2025〕2号', from: '2025-07-20', to: TODAY };
    expect(await bureau.refused('district-agency', '/duties/reports', early)).toEqual(['/to DATE_ORDER -']);
  });

  it('holds the notices of its own office only', async () => {
    const { figures } = await bureau.told<Sent>('city-agency', 'GET', `/duties/reports/draft?${PERIOD}`);
    expect(figures).toEqual({
      total: { notices: 0, people: 0, points: 0, suspensions: 0, terminations: 0, ...NO_MORE },
      institutions: [],
      groups: [],
      issued: [],
      earlier: [],
    });
  });

  it('is read by the bureau of the level, the city and the auditor; not by institutions', async () => {
    const path = `/duties/reports/${sent.id}`;
    for (const username of ['district-agency-2', 'district-bureau', 'city-bureau', 'city-agency', 'auditor'])
      expect(await bureau.told<Sent>(username, 'GET', path)).toEqual(sent);
    expectProblem(await bureau.ask('hospital', 'GET', path), 403, 'FORBIDDEN');
    expectProblem(await bureau.ask('auditor', 'GET', '/duties/letters/' + sent.id), 404, 'NOT_FOUND');
    expectProblem(await bureau.ask('district-bureau', 'POST', '/duties/reports', {}), 403, 'FORBIDDEN');
    const page = await bureau.told<{ total: number }>('district-bureau', 'GET', '/duties/reports');
    expect(page.total).toBe(1);
    const city = await bureau.told<{ total: number }>('auditor', 'GET', '/duties/reports?office=110000');
    expect(city.total).toBe(0);
  });

  it('is a spreadsheet of several sheets, and a document', async () => {
    const xlsx = await fileOf(bureau, 'auditor', `/duties/reports/${sent.id}?format=xlsx`);
    const sheets = await sheetValues(xlsx.bytes);
    expect(Object.keys(sheets)).toEqual([
      '各机构汇总',
      '按情形与责任程度',
      '本期出具',
      '前期出具本期补录或改变',
    ]);
    expect(sheets['各机构汇总']?.slice(5, 8)).toEqual([
      [HOSPITAL, '示范医院', 2, 2, 16, 1, 0, 0, 0, 0, 0, 0],
      [PHARMACY, '示范药店', 1, 1, 1, 0, 0, 0, 0, 0, 0, 0],
      ['合计', 3, 3, 17, 1, 0, 0, 0, 0, 0, 0],
    ]);
    expect(sheets['本期出具']?.[5]).toEqual([
      HOSPITAL,
      DOCTOR,
      doctorNotice.number,
      RULED,
      RULED,
      'PQ2025:22(1) 主要责任 9 分',
      9,
      9,
      '暂停',
      '2025-07-09',
      '2025-09-08',
      '有效',
    ]);
    const docx = await fileOf(bureau, 'auditor', `/duties/reports/${sent.id}?format=docx`);
    expect(wordTexts(docx.bytes).slice(0, 4)).toEqual([
      '定点医药机构相关人员记分与处理情况报告',
      '报送：区级（医保区划 110105）医疗保障行政部门',
      '文号：区经办报〔2025〕1号',
      '期间：2025-07-01 至 2025-07-19（均含）',
    ]);
  });

  it('cannot be changed in the database', async () => {
    const change = bureau.app.app.get(Database).write(async (tx) => {
      await tx.query('UPDATE sent_paper SET figures = ?', ['{}']);
      throw new Error('changed');
    });
    await expect(change).rejects.toThrow('sent_paper is append-only');
  });
});

describe('letters to the health and drug authorities (PQ2025:43)', () => {
  const letter = (authority: string, number: string) => ({
    authority,
    number,
    from: '2025-07-01',
    to: '2025-07-19',
  });
  const rowsOf = ({ figures }: Sent): string[][] =>
    figures.rows.map(({ institutionName, personCode, personName }) => [
      institutionName,
      personCode,
      personName,
    ]);

  it('tell the health authority of hospitals’ people, the drug authority of pharmacies’', async () => {
    const post = (authority: string, number: string): Promise<Sent> =>
      bureau.told('district-agency', 'POST', '/duties/letters', letter(authority, number));
    const health = await post('HEALTH', '区经办函〔2025〕1号');
    expect([health['addressee'], health.figures.people, rowsOf(health)]).toEqual([
      'HEALTH/110105',
      2,
      [
        ['示范医院', DOCTOR, '示范甲'],
        ['示范医院', NURSE, '示范乙'],
      ],
    ]);
    const drug = await post('DRUG', '区经办函〔2025〕2号');
    expect([drug['addressee'], drug.figures.people, rowsOf(drug)]).toEqual([
      'DRUG/110105',
      1,
      [['示范药店', PRINCIPAL, '示范戊']],
    ]);
    const docx = await fileOf(bureau, 'district-bureau', `/duties/letters/${drug.id}?format=docx`);
    const words = wordTexts(docx.bytes);
    expect(words.slice(0, 4)).toEqual([
      '关于定点医药机构相关人员记分与处理情况的函',
      '文号：区经办函〔2025〕2号',
      '区级（医保区划 110105）药品监管部门：',
      '现将定点零售药店相关人员的记分与处理情况函告如下，涉及 1 人，其中本期出具 1 件，前期出具而本期补录、恢复、更正或撤销 0 件。',
    ]);
    expect(words).toContain('本函为通用版式，不是 PQ2025 附件 9 的官方文书样式。');
    const xlsx = await fileOf(bureau, 'district-bureau', `/duties/letters/${drug.id}?format=xlsx`);
    expect((await sheetValues(xlsx.bytes))['本期出具']?.[6]?.slice(0, 4)).toEqual([
      PHARMACY,
      '示范药店',
      PRINCIPAL,
      '示范戊',
    ]);
  });

  it('are not sent where there is nothing to tell', async () => {
    expect(
      await bureau.refused('city-agency', '/duties/letters', letter('HEALTH', '市经办函〔2025〕1号')),
    ).toEqual(['/authority NOTHING_TO_TELL PQ2025:43']);
  });

  it('leave no names in the record', async () => {
    const entries = await bureau.app.app
      .get(Database)
      .read.findBy(RecordEntryEntity, { action: 'LETTER_SENT' });
    expect(entries).toHaveLength(2);
    expect(JSON.stringify(entries)).not.toContain('示范');
  });
});

interface Comparison {
  readonly id: string;
  readonly figures: {
    readonly differences: {
      readonly personCode: string;
      readonly kind: string;
      readonly requiredSince: string | null;
      readonly daysWrong: number;
      readonly daysOpen: number;
      readonly toMend: boolean;
      readonly loss: object;
    }[];
    readonly totals: object;
    readonly order: string | null;
  };
}

const NORMAL_SINCE = { status: 'NORMAL', since: '2025-04-15' };
const KEPT = [
  { personCode: DOCTOR, status: 'SUSPENDED', since: '2025-07-09' },
  { personCode: NURSE, ...NORMAL_SINCE },
  { personCode: TECHNICIAN, ...NORMAL_SINCE },
  { personCode: PHARMACIST, ...NORMAL_SINCE },
];
const COMPARISONS = `/duties/comparisons?institution=${HOSPITAL}`;

describe('comparison of what is maintained with what is required (PQ2025:39)', () => {
  let compared: Comparison;

  it('finds every difference with its days, orders to mend, and puts the loss on the institution (S33)', async () => {
    const rows = [
      { personCode: DOCTOR, ...NORMAL_SINCE, paid: '1234.5' },
      { personCode: NURSE, ...NORMAL_SINCE },
      { personCode: TECHNICIAN, status: 'SUSPENDED', since: '2025-07-10' },
      { personCode: PRINCIPAL, status: 'NORMAL', since: '2025-07-19' },
    ];
    const path = `${COMPARISONS}&number=${encodeURIComponent('责改〔2025〕1号')}`;
    compared = await bureau.told<Comparison>('district-agency', 'POST', path, { rows });
    const brief = compared.figures.differences.map((each) => [
      each.personCode,
      each.kind,
      each.requiredSince,
      each.daysWrong,
      each.daysOpen,
      each.toMend,
      each.loss,
    ]);
    const none = { amount: null, reason: 'NO_DAYS_OPEN' };
    expect(brief).toEqual([
      [DOCTOR, 'NOT_SUSPENDED', '2025-07-09', 12, 12, true, { amount: '1234.50', reason: null }],
      [TECHNICIAN, 'NOT_RESTORED', '2025-04-15', 11, 0, true, none],
      [PHARMACIST, 'MISSING', '2025-04-15', 97, 0, true, none],
      [PRINCIPAL, 'NOT_CANCELLED', null, 2, 2, true, { amount: null, reason: 'AMOUNT_NOT_STATED' }],
    ]);
    expect(compared.figures.totals).toEqual({
      listed: 4,
      required: 4,
      differences: 4,
      toMend: 4,
      loss: '1234.50',
      lossNotStated: 1,
    });
    expect(compared.figures.order).toBe(
      `责令 ${HOSPITAL} 立即整改到位：${DOCTOR} 改为暂停（自 2025-07-09 起）；` +
        `${TECHNICIAN} 改为正常（自 2025-04-15 起）；${PHARMACIST} 改为正常（自 2025-04-15 起）；` +
        `${PRINCIPAL} 改为未登记备案。`,
    );
  });

  it('stands on the institution’s work list until a comparison finds nothing to mend', async () => {
    const [item] = await workOf(bureau, 'hospital', 'MEND_STATUS');
    expect(item).toMatchObject({
      title: '立即整改登记备案状态：4 人（责改〔2025〕1号）',
      citation: 'PQ2025:39.2',
      office: HOSPITAL,
      dueOn: null,
    });
    const mended = await bureau.told<Comparison>('district-agency', 'POST', COMPARISONS, { rows: KEPT });
    expect([mended.figures.differences, mended.figures.order]).toEqual([[], null]);
    expect(await workOf(bureau, 'hospital', 'MEND_STATUS')).toEqual([]);
  });

  it('is kept as a spreadsheet and a document; the institution reads its own', async () => {
    const path = `/duties/comparisons/${compared.id}`;
    const xlsx = await fileOf(bureau, 'hospital', `${path}?format=xlsx`);
    const rows = (await sheetValues(xlsx.bytes))['差异'] ?? [];
    expect(rows[7]).toEqual([
      DOCTOR,
      '应暂停而未暂停',
      '暂停',
      '2025-07-09',
      '正常',
      '2025-04-15',
      12,
      12,
      '1234.50',
      '责令立即整改',
    ]);
    const docx = await fileOf(bureau, 'hospital', `${path}?format=docx`);
    expect(wordTexts(docx.bytes)).toContain('依据：PQ2025:39。');
    expectProblem(await bureau.ask('pharmacy', 'GET', path), 404, 'NOT_FOUND');
    const byCity = await bureau.told<Comparison>('city-agency', 'POST', COMPARISONS, { rows: KEPT });
    await bureau.told('district-agency', 'GET', `/duties/comparisons/${byCity.id}`);
    expectProblem(await bureau.ask('hospital', 'POST', COMPARISONS, { rows: KEPT }), 403, 'FORBIDDEN');
    const page = await bureau.told<{ total: number }>('pharmacy', 'GET', '/duties/comparisons');
    expect(page.total).toBe(0);
  });

  it('takes the list as xlsx after its template, and as csv', async () => {
    const template = await fileOf(bureau, 'hospital', '/duties/comparisons/template.xlsx');
    const [headings = []] = (await sheetValues(template.bytes))['名单'] ?? [];
    expect(headings).toEqual(['人员代码', '维护状态', '自何日起', '期间已支付金额（元）']);
    const lines: [string, string, string][] = [
      [DOCTOR, '暂停', '2025-07-11'],
      [NURSE, '正常', '2025-04-15'],
      [TECHNICIAN, '正常', '2025-04-15'],
      [PHARMACIST, '正常', '2025-04-15'],
    ];
    const cells = lines.map(([code, status, since], place) => [
      code,
      status,
      since,
      place === 0 ? 88.5 : null,
    ]);
    const sheet = await workbookOf({ 名单: [headings as string[], ...cells] });
    const asXlsx = await upload(bureau, 'district-agency', COMPARISONS, XLSX_TYPE, sheet);
    const asCsv = await upload(
      bureau,
      'district-agency',
      COMPARISONS,
      'text/csv',
      [headings.slice(0, 3), ...lines].map((line) => line.join(',')).join('\r\n'),
    );
    const losses = [asXlsx, asCsv].map(({ body }) =>
      (body as Comparison).figures.differences.map(({ kind, daysWrong, loss }) => [kind, daysWrong, loss]),
    );
    expect(losses).toEqual([
      [['LATE', 2, { amount: '88.50', reason: null }]],
      [['LATE', 2, { amount: null, reason: 'AMOUNT_NOT_STATED' }]],
    ]);
  });

  it('names what is wrong with a file, row by row', async () => {
    const sent = async (grid: Parameters<typeof workbookOf>[0]['a']): Promise<string[]> =>
      (
        await upload(bureau, 'district-agency', COMPARISONS, XLSX_TYPE, await workbookOf({ 名单: grid }))
      ).faults();
    const head = ['人员代码', '维护状态', '自何日起'];
    expect(await sent([['人员代码', '状况', '自何日起']])).toEqual([
      '/rows INVALID_VALUE 第 1 行的“状况”不是所需的列名',
    ]);
    expect(await sent([['人员代码', '自何日起']])).toEqual([
      '/rows INVALID_VALUE 第 1 行须为列名，缺少：维护状态',
    ]);
    expect(await sent([head])).toEqual(['/rows INVALID_VALUE 名单没有一行人员']);
    const faults = await sent([
      head,
      [DOCTOR, '停', '2025-13-01'],
      [{ formula: '1+1', result: 2 }, '正常', '2025-04-15'],
    ]);
    expect(faults.map((each) => each.slice(0, 40))).toEqual([
      expect.stringMatching(/^\/rows\/0\/status INVALID_VALUE 第 2 行：/),
      expect.stringMatching(/^\/rows\/0\/since INVALID_VALUE 第 2 行：/),
      expect.stringMatching(/^\/rows\/1\/personCode INVALID_VALUE 第 3 行：单/),
    ]);
    const zeros = await upload(bureau, 'district-agency', COMPARISONS, XLSX_TYPE, Buffer.alloc(100));
    expect(zeros.faults()).toHaveLength(1);
  });

  it('refuses days to come and a person listed twice, all at once', async () => {
    const rows = [
      { personCode: DOCTOR, status: 'NORMAL', since: '2025-07-21' },
      { personCode: DOCTOR, ...NORMAL_SINCE },
    ];
    expect(await bureau.refused('district-agency', `${COMPARISONS}&on=${TODAY}`, { rows })).toEqual([
      '/rows/0/since DATE_ORDER -',
      '/rows/1/personCode DUPLICATE_ID -',
    ]);
    const tomorrow = `${COMPARISONS}&on=2025-07-21`;
    expect(await bureau.refused('district-agency', tomorrow, { rows: KEPT })).toEqual(['/on DATE_ORDER -']);
  });
});

describe('reminder talks and trainings (PQ2025:28)', () => {
  const talk = (change: object = {}) => ({
    personCode: DOCTOR,
    noticeId: doctorNotice.id,
    on: '2025-07-03',
    by: '医务处负责人',
    summary: '=当面告知记分与处理，本人知悉',
    ...change,
  });

  it('are refused before the notice was received, to somebody else, and on impossible days', async () => {
    const nurse = { personCode: NURSE, noticeId: nurseNotice.id };
    expectProblem(await bureau.ask('hospital', 'POST', '/reminder-talks', talk(nurse)), 404, 'NOT_FOUND');
    const refused = (form: object): Promise<string[]> =>
      bureau.refused('district-agency', '/reminder-talks', form);
    expect(await refused(talk(nurse))).toEqual(['/noticeId NOT_RECEIVED PQ2025:28']);
    expect(await refused(talk({ personCode: NURSE, on: '2025-06-30' }))).toEqual([
      '/personCode UNKNOWN_REFERENCE -',
      '/on DATE_ORDER PQ2025:28',
    ]);
    expect(await refused(talk({ on: '2025-07-21' }))).toEqual(['/on DATE_ORDER PQ2025:28']);
    expectProblem(await bureau.ask('pharmacy', 'POST', '/reminder-talks', talk()), 404, 'NOT_FOUND');
    expectProblem(await bureau.ask('city-bureau', 'POST', '/reminder-talks', talk()), 403, 'FORBIDDEN');
  });

  it('are recorded and close the deadline of the notice', async () => {
    const subject = `notice/${doctorNotice.id}`;
    expect(await workOf(bureau, 'hospital', 'REMINDER_TALK')).toMatchObject([{ subject, dueOn: null }]);
    const held = await bureau.told<object>('hospital', 'POST', '/reminder-talks', talk());
    expect(held).toMatchObject({
      noticeNumber: doctorNotice.number,
      personCode: DOCTOR,
      institution: HOSPITAL,
      office: HOSPITAL,
      on: '2025-07-03',
    });
    expect(await workOf(bureau, 'hospital', 'REMINDER_TALK')).toEqual([]);
    expect(await workOf(bureau, 'hospital', 'REMINDER_TALK', 'CLOSED')).toMatchObject([{ subject }]);
  });

  it('are listed for a period, each institution its own', async () => {
    const path = `/reminder-talks?${PERIOD}`;
    const count = async (username: string): Promise<number> =>
      (await bureau.told<{ items: object[] }>(username, 'GET', path)).items.length;
    const all = await Promise.all(['hospital', 'pharmacy', 'district-bureau', 'auditor'].map(count));
    expect(all).toEqual([1, 0, 1, 1]);
    const xlsx = await fileOf(bureau, 'hospital', `${path}&format=xlsx`);
    expect((await sheetValues(xlsx.bytes))['谈话提醒']?.[4]).toEqual([
      '2025-07-03',
      HOSPITAL,
      DOCTOR,
      doctorNotice.number,
      HOSPITAL,
      '医务处负责人',
      '=当面告知记分与处理，本人知悉',
    ]);
    const docx = await fileOf(bureau, 'hospital', `${path}&format=docx`);
    expect(wordTexts(docx.bytes)).toEqual(expect.arrayContaining(['谈话提醒记录表', '依据：PQ2025:28。']));
  });

  const training = (present: string[], on = '2025-07-15') => ({
    on,
    topic: '医保政策',
    lecturer: '医保办',
    present,
  });

  it('trainings record who was present: own people of that day, each once', async () => {
    const path = '/institution-trainings';
    expect(
      await bureau.refused('hospital', path, training([DOCTOR, PRINCIPAL, DOCTOR], '2025-07-21')),
    ).toEqual(['/on DATE_ORDER PQ2025:28', '/present/1 UNKNOWN_REFERENCE -', '/present/2 DUPLICATE_ID -']);
    expect(await misformed(bureau, 'hospital', 'POST', path, training([]))).toEqual([
      '/present INVALID_VALUE -',
    ]);
    const own = await bureau.told<object>('hospital', 'POST', path, training([NURSE, DOCTOR]));
    expect(own).toMatchObject({
      institution: HOSPITAL,
      office: HOSPITAL,
      present: [DOCTOR, NURSE],
      place: null,
    });
    const both = await bureau.told<object>('district-agency', 'POST', path, training([DOCTOR, PRINCIPAL]));
    expect(both).toMatchObject({ institution: null, office: '110105', present: [DOCTOR, PRINCIPAL] });
    const seen = async (username: string): Promise<number> =>
      (await bureau.told<{ items: object[] }>(username, 'GET', `${path}?${PERIOD}`)).items.length;
    expect(await Promise.all(['hospital', 'pharmacy', 'district-bureau'].map(seen))).toEqual([1, 0, 2]);
    const xlsx = await fileOf(bureau, 'hospital', `${path}?${PERIOD}&format=xlsx`);
    expect((await sheetValues(xlsx.bytes))['培训']?.[4]).toEqual([
      '2025-07-15',
      HOSPITAL,
      '医保政策',
      '医保办',
      2,
      `${DOCTOR}、${NURSE}`,
    ]);
    const docx = await fileOf(bureau, 'district-bureau', `${path}?${PERIOD}&format=docx`);
    expect(wordTexts(docx.bytes)).toContain(`${DOCTOR}、${PRINCIPAL}`);
  });
});

interface Publication {
  readonly id: string;
  readonly people: { readonly personCode: string; readonly removedOn: string | null }[];
}

const PUBLICATIONS = '/duties/publications';
const onTheWall = (change: object = {}) => ({ place: '门诊楼一层公示栏', from: TODAY, ...change });

describe('publication inside the institution (PQ2025:29)', () => {
  let first: Publication;

  it('lists the people under measures on a day with their mark', async () => {
    const list = await bureau.told<object>('hospital', 'GET', `${PUBLICATIONS}/list`);
    expect(list).toEqual({
      institution: HOSPITAL,
      institutionName: '示范医院',
      on: TODAY,
      citation: 'PQ2025:29',
      people: [
        { personCode: DOCTOR, name: '示范甲', status: 'SUSPENDED', since: '2025-07-09', until: '2025-09-08' },
      ],
    });
    const before = await bureau.told<{ people: object[] }>(
      'hospital',
      'GET',
      `${PUBLICATIONS}/list?on=2025-07-08`,
    );
    expect(before.people).toEqual([]);
    const other = `${PUBLICATIONS}/list?institution=${HOSPITAL}`;
    expectProblem(await bureau.ask('pharmacy', 'GET', other), 404, 'NOT_FOUND');
    expect(await misformed(bureau, 'auditor', 'GET', `${PUBLICATIONS}/list`)).toEqual([
      '/institution REQUIRED -',
    ]);
  });

  it('is refused on impossible days and where nobody is under a measure', async () => {
    const upsideDown = onTheWall({ on: TODAY, from: '2025-07-19', to: '2025-07-18' });
    expect(await bureau.refused('hospital', PUBLICATIONS, upsideDown)).toEqual([
      '/from DATE_ORDER PQ2025:29',
      '/to DATE_ORDER PQ2025:29',
    ]);
    expect(
      await bureau.refused('pharmacy', PUBLICATIONS, onTheWall({ on: '2025-07-21', from: '2025-07-21' })),
    ).toEqual(['/on DATE_ORDER PQ2025:29', '/from DATE_ORDER PQ2025:29', '/on NOTHING_TO_TELL PQ2025:29']);
    expectProblem(await bureau.ask('district-agency', 'POST', PUBLICATIONS, onTheWall()), 403, 'FORBIDDEN');
  });

  it('is recorded with place and days, and nothing has to come down while the measure goes on (S19)', async () => {
    first = await bureau.told<Publication>('hospital', 'POST', PUBLICATIONS, onTheWall());
    expect(first).toMatchObject({
      institution: HOSPITAL,
      place: '门诊楼一层公示栏',
      from: TODAY,
      to: null,
      people: [
        { personCode: DOCTOR, status: 'SUSPENDED', removedOn: null, takeDownOn: null, takeDownReason: null },
      ],
    });
    expect(await workOf(bureau, 'hospital', 'TAKE_DOWN_MARK')).toEqual([]);
    const xlsx = await fileOf(bureau, 'auditor', `${PUBLICATIONS}/${first.id}?format=xlsx`);
    expect((await sheetValues(xlsx.bytes))['名单']?.[5]).toEqual([
      '医保支付资格暂停',
      DOCTOR,
      '示范甲',
      '2025-07-09',
      '2025-09-08',
    ]);
    const docx = await fileOf(bureau, 'auditor', `${PUBLICATIONS}/${first.id}?format=docx`);
    expect(wordTexts(docx.bytes)).toContain('医保支付资格暂停');
    expectProblem(await bureau.ask('pharmacy', 'GET', `${PUBLICATIONS}/${first.id}`), 404, 'NOT_FOUND');
  });

  it('comes down on the day of the restoration', async () => {
    bureau.today('2025-09-01');
    const approvedOn = date('2025-09-01');
    await judged(bureau, DOCTOR, [{ type: 'RESTORE', appliedOn: date('2025-08-25'), approvedOn }]);
    expect(await workOf(bureau, 'hospital', 'TAKE_DOWN_MARK')).toMatchObject([
      { title: `撤下公开的标识：${DOCTOR}（措施已解除）`, citation: 'PQ2025:29', dueOn: '2025-09-09' },
    ]);
    const [shown] = (await bureau.told<Publication>('hospital', 'GET', `${PUBLICATIONS}/${first.id}`)).people;
    expect(shown).toMatchObject({ takeDownOn: '2025-09-09', takeDownReason: 'MEASURE_ENDED' });
  });

  it('comes down at once when the measure is void from the start (S31)', async () => {
    const on = date('2025-09-01');
    await judged(bureau, DOCTOR, [{ type: 'REVOKE', on, scoreId: doctorNotice.id }]);
    expect(await workOf(bureau, 'hospital', 'TAKE_DOWN_MARK')).toMatchObject([
      { title: `撤下公开的标识：${DOCTOR}（措施自始无效）`, dueOn: null },
    ]);
  });

  it('is taken down by record, once', async () => {
    const path = `${PUBLICATIONS}/${first.id}/removals`;
    expect(
      await bureau.refused('hospital', path, { on: '2025-07-19', personCodes: [DOCTOR, NURSE] }),
    ).toEqual(['/on DATE_ORDER PQ2025:29', '/personCodes/1 UNKNOWN_REFERENCE PQ2025:29']);
    const down = await bureau.told<Publication>('hospital', 'POST', path, { on: '2025-09-01' });
    expect(down.people).toMatchObject([{ personCode: DOCTOR, removedOn: '2025-09-01', takeDownOn: null }]);
    expect(await workOf(bureau, 'hospital', 'TAKE_DOWN_MARK')).toEqual([]);
    expectProblem(await bureau.ask('hospital', 'POST', path, { on: '2025-09-01' }), 409, 'CONFLICT');
    const page = await bureau.told<{ total: number }>('district-agency', 'GET', PUBLICATIONS);
    expect(page.total).toBe(1);
  });
});

describe('after a reversal (S31)', () => {
  it('a report reads as it was sent, and the next one tells what was revoked', async () => {
    const { items } = await bureau.told<{ items: { id: string }[] }>('auditor', 'GET', '/duties/reports');
    const old = await bureau.told<Sent>('auditor', 'GET', `/duties/reports/${items[0]?.id ?? ''}`);
    expect(old.figures.total).toMatchObject({ notices: 3, points: 17, suspensions: 1, revoked: 0 });
    bureau.today('2025-10-01');
    const draft = '/duties/reports/draft?from=2025-07-20&to=2025-09-30';
    const { figures } = await bureau.told<Sent>('district-agency', 'GET', draft);
    expect(figures.total).toEqual({
      ...{ notices: 0, people: 0, points: 0, suspensions: 0, terminations: 0 },
      ...NO_MORE,
      revoked: 1,
    });
    const again = await bureau.told<Indicated>('district-agency', 'GET', '/duties/indicators?year=2025');
    expect(again.total).toMatchObject({
      scored: { people: 2, times: 2, points: 8 },
      suspended: { people: 0 },
    });
  });
});
