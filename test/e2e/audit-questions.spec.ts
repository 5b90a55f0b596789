import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { DeparturesAnswer, DiscretionAnswer } from '../../src/audit-questions/discretion.dto.js';
import type { EmergencyLinesAnswer } from '../../src/audit-questions/emergency.dto.js';
import type { FourEyesAnswer } from '../../src/audit-questions/four-eyes.dto.js';
import type { ReasonsAnswer } from '../../src/audit-questions/reasons.dto.js';
import type { SampleAnswer } from '../../src/audit-questions/sample.dto.js';
import { ObjectionStepEntity } from '../../src/appeals/objection-step.entity.js';
import { RepairEntity } from '../../src/appeals/repair.entity.js';
import { ClaimDayEntity } from '../../src/claims/claim-line.entity.js';
import { ClaimSettlementEntity } from '../../src/claims/claim-settlement.entity.js';
import { date } from '../../src/domain/shared/calendar-date.js';
import { Database } from '../../src/platform/database/database.js';
import type { Json } from '../../src/platform/database/record-entry.js';
import { readBigTable } from '../../src/platform/files/big-table.js';
import { XLSX_TYPE } from '../../src/platform/files/workbook.js';
import type { EntryProofAnswer } from '../../src/records/records.dto.js';
import { filed, servedToday } from '../support/appeals.js';
import { beijingCase, shenzeCase } from '../support/cases.js';
import { claimsCsv, sendFile } from '../support/claims.js';
import { expectProblem } from '../support/problem.js';
import { download } from '../support/record/download.js';
import { linkedFact } from '../support/qualifications.js';
import { putOnFile } from '../support/registry.js';
import {
  DOCTOR,
  found,
  HOSPITAL,
  noticed,
  NURSE,
  ScoringBureau,
  SECOND_HOSPITAL,
  standAlone,
  type Told,
} from '../support/scoring.js';

const OFFENDERS = ['H11010500001', 'H11010500002', 'H11010500301', 'H11010800301'] as const;

let bureau: ScoringBureau;
let cases: readonly string[];

const asked = <T>(path: string): Promise<T> => bureau.told('auditor', 'GET', `/audit/${path}`);

const line = (actor: string, action: string, subject: string, after: Json) => ({
  actor,
  office: '110000',
  action,
  subject,
  before: null,
  after,
  receipt: null,
});

type Line = ReturnType<typeof line>;

const recorded = (...record: readonly [Line, ...Line[]]): Promise<null> =>
  bureau.app.app.get(Database).write(() => Promise.resolve({ result: null, record }));

async function decided(
  form: object,
  figures: readonly object[],
  { number, reasons, departure, officer = 'city-bureau' }: Deciding,
): Promise<string> {
  const { id } = await bureau.told<Told>(officer, 'POST', '/cases', form);
  await bureau.told(officer, 'POST', `/cases/${id}/evaluate`);
  const proposed =
    departure === undefined ? figures : [{ violationId: 'v1', direction: 'HEAVIER', multiple: '4' }];
  await bureau.told('city-bureau-2', 'POST', `/cases/${id}/proposal`, {
    evaluation: 1,
    figures: proposed,
    reasons,
  });
  await bureau.told(officer, 'POST', `/cases/${id}/decision/penalty`, {
    number,
    madeOn: '2025-09-26',
    figures,
    reasons,
    ...(departure !== undefined && { departure }),
  });
  return id;
}

interface Deciding {
  readonly number: string;
  readonly reasons: string;
  readonly departure?: object;
  readonly officer?: string;
}

beforeAll(async () => {
  bureau = await ScoringBureau.open('2025-09-26');
  const day = { decisionDate: '2025-09-26' };
  const heavier = (multiple: string) => [{ violationId: 'v1', direction: 'HEAVIER', multiple }];
  const ordinary = (multiple: string) => [{ violationId: 'v1', direction: 'ORDINARY', multiple }];
  cases = [
    await decided({ ...beijingCase(OFFENDERS[0]), ...day }, heavier('4'), {
      number: '罚1',
      reasons: '阻挠检查，从重处罚（第1项）',
    }),
    await decided({ ...beijingCase(OFFENDERS[1]), ...day }, heavier('5'), {
      number: '罚2',
      reasons: '阻挠检查 从重处罚（第２项）。',
    }),
    await decided({ ...shenzeCase(OFFENDERS[2]), ...day }, ordinary('2'), {
      number: '罚3',
      reasons: '依法裁量',
    }),
    await decided({ ...beijingCase(OFFENDERS[3]), ...day }, heavier('2'), {
      number: '罚4',
      reasons: '适用基准明显不当，见讨论记录',
      departure: { discussedOn: '2025-09-25', reasons: '个案处罚明显不当' },
      officer: 'city-bureau-2',
    }),
  ];
  await bureau.told('city-bureau', 'POST', `/cases/${cases[2] ?? ''}/decision/reversal`, {
    kind: 'WITHDRAWN',
    by: 'COURT',
    documentNo: '判1',
    on: '2025-09-26',
    reasons: '事实不清，予以撤销',
  });
  await bureau.told('city-bureau', 'POST', `/cases/${cases[3] ?? ''}/decision/reversal`, {
    kind: 'CHANGED',
    by: 'RECONSIDERATION',
    documentNo: '复1',
    on: '2025-09-26',
    figures: [{ violationId: 'v1', direction: 'HEAVIER', fine: '190000.00' }],
    reasons: '改变处罚数额',
  });
});

afterAll(() => bureau.close());

describe('the questions of auditors', () => {
  it.each(['sample?seed=1', 'discretion', 'departures', 'reasons', 'emergency-lines', 'four-eyes'])(
    '%s: nobody else asks them',
    async (path) => {
      for (const username of [
        'city-bureau',
        'city-bureau-head',
        'district-agency',
        'hospital',
        'person',
        'sysadmin',
        'secadmin',
      ])
        expectProblem(await bureau.ask(username, 'GET', `/audit/${path}`), 403, 'FORBIDDEN');
    },
  );

  it.each(['sample', 'discretion', 'departures', 'reasons', 'emergency-lines', 'four-eyes'])(
    '%s is answered as JSON, and as a table under Chinese headings',
    async (question) => {
      const token = await bureau.app.tokenOf('auditor');
      const query = question === 'sample' ? '?seed=1' : '';
      const json = await bureau.ask('auditor', 'GET', `/audit/${question}.json${query}`);
      expect(json.status).toBe(200);
      const tables = await Promise.all(
        (['csv', 'xlsx'] as const).map(async (kind) => {
          const { bytes } = await download(bureau.app, `/api/v1/audit/${question}.${kind}${query}`, token);
          const type = kind === 'csv' ? 'text/csv' : XLSX_TYPE;
          const [rows = []] = await readBigTable(bytes, type, { maxRows: 1_000, maxColumns: 50 });
          return rows.map(({ cells }) => cells.map((cell) => String(cell?.value ?? '')));
        }),
      );
      const [csv, xlsx] = tables;
      expect(csv?.[0]).toEqual(xlsx?.[0]);
      expect(csv?.length).toBe(xlsx?.length);
      expect(csv?.[0]?.filter((heading) => !/^\p{Script=Han}/u.test(heading))).toEqual([]);
    },
  );
});

describe('a random sample', () => {
  it('is the same for the same seed and checkpoint, and is proved entry by entry', async () => {
    const first = await asked<SampleAnswer>('sample?seed=审7&size=3');
    const { checkpoint, population, items } = first;
    expect([population, items.length]).toEqual([6, 3]);
    await bureau.told('city-bureau', 'POST', '/cases', beijingCase('H11010500399'));
    const again = await asked<SampleAnswer>(`sample?seed=审7&size=3&checkpoint=${checkpoint.size}`);
    expect(again).toEqual(first);
    for (const { sequence, leafIndex, draw } of items) {
      const text = JSON.stringify(['审7', checkpoint.rootHash, leafIndex]);
      expect(draw).toBe(createHash('sha256').update(text).digest('hex'));
      const proof = await bureau.told<EntryProofAnswer>(
        'auditor',
        'GET',
        `/records/entries/${sequence}/proof`,
      );
      expect(JSON.parse(proof.text)).toMatchObject({ sequence: leafIndex + 1 });
    }
    const draws = items.map(({ draw }) => draw);
    expect(draws).toEqual([...draws].sort());
  });

  it('of everything is everything; another seed draws in another order', async () => {
    const { checkpoint, items } = await asked<SampleAnswer>('sample?seed=a&size=100');
    expect(items.map(({ action }) => action).sort()).toEqual([
      'CASE_DECIDED',
      'CASE_DECIDED',
      'CASE_DECIDED',
      'CASE_DECIDED',
      'DECISION_CHANGED',
      'DECISION_WITHDRAWN',
    ]);
    const draws = await Promise.all(
      ['b', 'c', 'd'].map(async (seed) =>
        (await asked<SampleAnswer>(`sample?seed=${seed}&size=100&checkpoint=${checkpoint.size}`)).items.map(
          ({ sequence }) => sequence,
        ),
      ),
    );
    expect(new Set(draws.map((each) => each.join())).size).toBeGreaterThan(1);
  });

  it('is drawn from what the filters select', async () => {
    const of = async (query: string): Promise<number> =>
      (await asked<SampleAnswer>(`sample?seed=a&${query}`)).population;
    expect(await of('officer=city-bureau-2')).toBe(1);
    expect(await of('provision=REG735:38')).toBe(2);
    expect(await of('institution=H11010500001')).toBe(1);
    expect(await of('outcome=HEAVIER&action=CASE_DECIDED')).toBe(3);
    expect(await of('from=2025-09-27')).toBe(0);
    expect(await of('outcome=%20heavier&action=CASE_DECIDED')).toBe(3);
    const wrong = await bureau.ask('auditor', 'GET', '/audit/sample?seed=a&district=朝阳');
    const { errors } = expectProblem(wrong, 400, 'INVALID_REQUEST');
    expect(errors).toMatchObject([{ pointer: '/district' }]);
  });

  it('needs a seed, and a checkpoint that there is', async () => {
    expectProblem(await bureau.ask('auditor', 'GET', '/audit/sample'), 400, 'INVALID_REQUEST');
    const { errors } = expectProblem(
      await bureau.ask('auditor', 'GET', '/audit/sample?seed=a&checkpoint=999999'),
      422,
      'RULE_VIOLATION',
    );
    expect(errors).toMatchObject([{ pointer: '/checkpoint', code: 'UNKNOWN_REFERENCE' }]);
  });
});

describe('the use of discretion (DB2025:22)', () => {
  it('is told by officer and district beside the city, positions exact', async () => {
    const { citation, city, items } = await asked<DiscretionAnswer>('discretion');
    expect(citation).toBe('DB2025:22');
    expect(city).toEqual({
      officer: null,
      district: null,
      decisions: 4,
      withdrawn: 1,
      changed: 1,
      departures: 1,
      violations: 3,
      ordinary: 0,
      lighter: 0,
      mitigated: 0,
      heavier: 3,
      weighed: 0,
      noFine: 0,
      noPenalty: 0,
      lighterRate: '0.00%',
      mitigatedRate: '0.00%',
      noFineRate: '0.00%',
      positions: {
        count: 2,
        min: '0.3333',
        lowerQuartile: '0.5000',
        median: '0.6667',
        upperQuartile: '0.8333',
        max: '1.0000',
      },
      grades: [{ grade: null, count: 3 }],
    });
    expect(
      items.map(({ officer, district, decisions, positions }) => [
        officer,
        district,
        decisions,
        positions.median,
      ]),
    ).toEqual([
      ['city-bureau', '110000', 3, '0.6667'],
      ['city-bureau-2', '110000', 1, null],
    ]);
  });

  it('is told of a single institution as well', async () => {
    const { city } = await asked<DiscretionAnswer>(`discretion?institution=${HOSPITAL}`);
    expect(city).toMatchObject({ decisions: 1, heavier: 1, positions: { count: 1, median: '0.3333' } });
  });
});

describe('departures from the benchmark (DB2025:22)', () => {
  it('are listed with their reasons, the day of the discussion and the range left', async () => {
    expect(await asked<DeparturesAnswer>('departures')).toEqual({
      citation: 'DB2025:22',
      items: [
        {
          caseId: cases[3],
          number: '罚4',
          madeOn: '2025-09-26',
          officer: 'city-bureau-2',
          office: '110000',
          district: '110000',
          withdrawn: false,
          changed: 1,
          sequence: expect.any(Number),
          discussedOn: '2025-09-25',
          reasons: '个案处罚明显不当',
          fines: [
            {
              violationId: 'v1',
              provision: 'REG735:40.1(3)',
              direction: 'HEAVIER',
              fine: '190000.00',
              benchmarkMin: '323050.00',
              benchmarkMax: '461500.00',
            },
          ],
        },
      ],
    });
  });
});

describe('reasons', () => {
  it('that are missing or copied are found, however they are typed', async () => {
    const { looked, missing, copied } = await asked<ReasonsAnswer>('reasons');
    expect(looked).toBe(7);
    expect(missing.map(({ subject, text }) => [subject, text])).toEqual([
      [`case/${cases[2] ?? ''}`, '依法裁量'],
    ]);
    expect(
      copied.map(({ words, kind, matters, items }) => [
        words,
        kind,
        matters,
        items.map(({ subject }) => subject),
      ]),
    ).toEqual([
      ['阻挠检查从重处罚第项', 'DECISION', 2, [`case/${cases[0] ?? ''}`, `case/${cases[1] ?? ''}`]],
    ]);
  });
});

describe('emergency-exempt lines (PQ2025:15)', () => {
  it('are counted and summed by institution, with their share', async () => {
    await putOnFile(bureau.app, NURSE, [linkedFact('e1', 'SUSPENSION', '2025-09-01', '2026-01-31')]);
    const lines = claimsCsv([
      ['1', NURSE, '2025-09-20', '50.05', '否', '是'],
      ['2', NURSE, '2025-09-20', '100.00'],
      ['3', DOCTOR, '2025-09-20', '849.95', '否', '是'],
    ]);
    const sent = await sendFile(bureau.app, { username: 'hospital' }, '/claims/batches', lines);
    expect(sent.status).toBe(201);
    expect(await asked<EmergencyLinesAnswer>('emergency-lines')).toEqual({
      citation: 'PQ2025:15',
      items: [
        {
          institution: HOSPITAL,
          exemptLines: 1,
          exemptAmount: '50.05',
          lines: 3,
          amount: '1000.00',
          shareOfLines: '33.33%',
          shareOfAmount: '5.01%',
        },
      ],
    });
    expect(
      (await asked<EmergencyLinesAnswer>(`emergency-lines?institution=${SECOND_HOSPITAL}`)).items,
    ).toEqual([]);
  });
});

describe('accounts in two roles that ask for two people', () => {
  const briefly = ({ items }: FourEyesAnswer): string[] =>
    items.map(
      ({ roles, account, first, second }) => `${roles} ${account}: ${first.action}, ${second.action}`,
    );

  it('are found in one matter, not across matters', async () => {
    expect(briefly(await asked<FourEyesAnswer>('four-eyes'))).toEqual([
      'PROPOSER_DECIDER city-bureau-2: CASE_PROPOSED, CASE_DECIDED',
    ]);
  });

  it('are found between a score and the objection to it, with grants changed between', async () => {
    const notice = await noticed(bureau, standAlone('2025-09-26', [found(DOCTOR)]), DOCTOR);
    await servedToday(bureau, notice.id, '2025-09-26');
    const { id } = await filed(bureau, notice.id, '2025-09-26');
    const grant = {
      actor: 'secadmin',
      office: '110000',
      action: 'ROLE_GRANTED',
      subject: 'account/district-agency',
      before: null,
      after: { role: 'DISTRICT_AGENCY' },
      receipt: null,
    };
    const decided = {
      actor: 'district-agency',
      office: '110105',
      action: 'OBJECTION_DECIDED',
      subject: `objection/${id}`,
      before: null,
      after: { notice: notice.id, state: 'DECIDED', stated: { outcome: 'UPHELD' } },
      receipt: null,
    };
    await bureau.app.app
      .get(Database)
      .write(() => Promise.resolve({ result: null, record: [grant, decided] }));
    const told = await asked<FourEyesAnswer>(`four-eyes?officer=district-agency`);
    expect(briefly(told)).toEqual([
      'DETERMINER_OBJECTION district-agency: RESPONSIBILITY_DETERMINED, OBJECTION_DECIDED',
      'SCORER_OBJECTION district-agency: SCORE_NOTICE_ISSUED, OBJECTION_DECIDED',
    ]);
    expect(told.items[0]).toMatchObject({
      citation: 'PQ2025:35',
      matter: `objection/${id}`,
      grantsBetween: [{ action: 'ROLE_GRANTED', words: '授予角色', by: 'secadmin' }],
    });
  });

  it('are found between a score and the settlement of that person’s claims (PQ2025:42)', async () => {
    const database = bureau.app.app.get(Database);
    await database.write(async (tx, at) => {
      const [day] = await tx.findBy(ClaimDayEntity, { personCode: DOCTOR });
      if (day === undefined) throw new Error('no day');
      await tx.insert(ClaimSettlementEntity, {
        itemId: day.id,
        ordinal: 1,
        item: 'DAY',
        settlementId: 's1',
        institution: HOSPITAL,
        settled: 'PAYMENT',
        fen: day.fen,
        reason: '补付',
        documentNo: null,
        recordedAt: at,
        actor: 'district-agency',
        office: '110105',
      });
      const settled = {
        actor: 'district-agency',
        office: '110105',
        action: 'CLAIMS_SETTLED',
        subject: 'claim-settlement/s1',
        before: null,
        after: { reason: '补付' },
        receipt: null,
      };
      return { result: null, record: settled };
    });
    const { items } = await asked<FourEyesAnswer>(`four-eyes?officer=district-agency`);
    expect(briefly({ method: '', items: items.filter(({ matter }) => matter.startsWith('claim')) })).toEqual([
      'SCORER_SETTLER district-agency: RESPONSIBILITY_DETERMINED, CLAIMS_SETTLED',
    ]);
  });

  it('are found wherever the program itself asks for a second person', async () => {
    const [one, other] = ['city-agency', 'city-agency-2'];
    await recorded(
      line(one, 'DETERMINATION_REVIEW_OPENED', 'determination/d1', {}),
      line(one, 'DETERMINATION_REVIEWED', 'determination/d1', {}),
      line(one, 'ATTENDANCE_CORRECTED', 'training/t1', {}),
      line(other, 'TRAINING_RECORDED', 'training/t2', {}),
      line(one, 'TRAINING_PAID_OUT', 'training/t1', {}),
      line(one, 'TRAINING_PAID_OUT', 'training/t2', {}),
      line(one, 'ACCOUNT_REQUEST_MADE', 'account/x', { request: 1 }),
      line(other, 'ACCOUNT_REQUEST_MADE', 'account/x', { request: 2 }),
      line(one, 'ACCOUNT_REQUEST_CONFIRMED', 'account/x', { request: 2 }),
      line(other, 'ACCOUNT_REQUEST_CONFIRMED', 'account/x', { request: 2 }),
    );
    expect(briefly(await asked<FourEyesAnswer>(`four-eyes?officer=${one}`))).toEqual([
      'REVIEW_OPENER_REVIEWER city-agency: DETERMINATION_REVIEW_OPENED, DETERMINATION_REVIEWED',
      'TRAINING_RECORDER_PAYER city-agency: ATTENDANCE_CORRECTED, TRAINING_PAID_OUT',
    ]);
    expect(briefly(await asked<FourEyesAnswer>(`four-eyes?officer=${other}`))).toEqual([
      'ACCOUNT_REQUESTER_CONFIRMER city-agency-2: ACCOUNT_REQUEST_MADE, ACCOUNT_REQUEST_CONFIRMED',
    ]);
  });

  it('are found where one speaks for those who determined, and reviews', async () => {
    await recorded(
      line('speaker', 'OBJECTION_DETERMINER_HEARD', 'objection/o1', {}),
      line('speaker', 'OBJECTION_FIRST_REVIEWED', 'objection/o1', {}),
      line('speaker', 'OBJECTION_DETERMINER_HEARD', 'objection/o2', {}),
      line('speaker', 'OBJECTION_DECIDED', 'objection/o2', {}),
      line('speaker', 'OBJECTION_FIRST_REVIEWED', 'objection/o3', {}),
      line('speaker', 'OBJECTION_DETERMINER_HEARD', 'objection/o3', {}),
      line('speaker', 'OBJECTION_DECIDED', 'objection/o4', {}),
    );
    const told = await asked<FourEyesAnswer>('four-eyes?officer=speaker');
    expect(briefly(told)).toEqual([
      'DETERMINER_SPEAKER_REVIEWER speaker: OBJECTION_DETERMINER_HEARD, OBJECTION_FIRST_REVIEWED',
      'DETERMINER_SPEAKER_REVIEWER speaker: OBJECTION_DETERMINER_HEARD, OBJECTION_DECIDED',
      'FIRST_REVIEWER_DETERMINER_SPEAKER speaker: OBJECTION_FIRST_REVIEWED, OBJECTION_DETERMINER_HEARD',
    ]);
    expect(told.items.map(({ citation }) => citation)).toEqual(['PQ2025:34', 'PQ2025:34', 'PQ2025:34']);
  });

  it('are found where a deputy stands in for whoever is excluded', async () => {
    const [opened, reviewed] = ['DETERMINATION_REVIEW_OPENED', 'DETERMINATION_REVIEWED'];
    const forX = { actingFor: 'officer-x' };
    await recorded(
      line('secadmin', 'DEPUTY_APPOINTED', 'account/officer-x', { deputy: 'deputy-y' }),
      line('officer-x', opened, 'determination/e1', {}),
      line('deputy-y', reviewed, 'determination/e1', forX),
      line('deputy-z', opened, 'determination/e2', forX),
      line('officer-x', reviewed, 'determination/e2', {}),
      line('deputy-y', opened, 'determination/e3', forX),
      line('deputy-y', reviewed, 'determination/e3', forX),
      line('deputy-z', opened, 'determination/e4', forX),
      line('deputy-y', reviewed, 'determination/e4', forX),
      line('officer-x', opened, 'determination/e5', {}),
      line('deputy-y', reviewed, 'determination/e5', {}),
    );
    const told = await asked<FourEyesAnswer>('four-eyes?officer=officer-x');
    const by = ({ officer, actingFor }: FourEyesAnswer['items'][number]['first']): string =>
      actingFor === null ? officer : `${officer} for ${actingFor}`;
    expect(
      told.items.map(({ account, matter, first, second }) => [account, matter, by(first), by(second)]),
    ).toEqual([
      ['officer-x', 'determination/e1', 'officer-x', 'deputy-y for officer-x'],
      ['officer-x', 'determination/e2', 'deputy-z for officer-x', 'officer-x'],
      ['deputy-y', 'determination/e3', 'deputy-y for officer-x', 'deputy-y for officer-x'],
      ['officer-x', 'determination/e4', 'deputy-z for officer-x', 'deputy-y for officer-x'],
    ]);
    const token = await bureau.app.tokenOf('auditor');
    const { bytes } = await download(bureau.app, '/api/v1/audit/four-eyes.csv?officer=officer-x', token);
    expect(bytes.toString()).toContain('deputy-y（代 officer-x）');
  });

  it('are found between a training and the repair that rests on it, not where the training paid out', async () => {
    const assessed = (id: string, after: Json) => ({
      actor: 'district-agency-2',
      office: '110105',
      action: 'REPAIR_ASSESSED',
      subject: `repair/${id}`,
      before: null,
      after,
      receipt: null,
    });
    await bureau.app.app.get(Database).write(async (tx, at) => {
      for (const id of ['r1', 'r2'])
        await tx.insert(RepairEntity, {
          id,
          personId: id,
          personCode: DOCTOR,
          institution: HOSPITAL,
          district: '110105',
          trainingId: 't9',
          route: 'TRAINING',
          level: null,
          activityOn: date('2025-09-26'),
          state: 'FILED',
          countedOn: null,
          deducted: null,
          because: null,
          recordedAt: at,
          actor: 'hospital',
        });
      return {
        result: null,
        record: [
          { ...assessed('r0', {}), action: 'TRAINING_RECORDED', subject: 'training/t9' },
          assessed('r1', { opinion: '符合' }),
          assessed('r2', {}),
        ],
      };
    });
    const { items } = await asked<FourEyesAnswer>('four-eyes?officer=district-agency-2');
    expect(items.map(({ roles, matter }) => [roles, matter])).toEqual([
      ['TRAINING_RECORDER_ASSESSOR', 'repair/r1'],
    ]);
  });
});

describe('reasons given outside cases', () => {
  const missingOf = async (subject: string): Promise<[string, string | null][]> =>
    (await asked<ReasonsAnswer>('reasons')).missing
      .filter((each) => each.subject === subject)
      .map(({ kind, text }) => [kind, text]);

  it('are read of a stand-alone determination: why it was made, and why somebody is not scored', async () => {
    const { id } = await bureau.told<Told>(
      'district-agency',
      'POST',
      '/scoring/determinations',
      standAlone('2025-09-26', [found(DOCTOR, { conductId: '丁', degreeReasons: '见卷' })], {
        source: {
          kind: 'STAND_ALONE',
          reasons: '依法',
          institution: HOSPITAL,
          inspectionNo: '检〔2025〕1号',
        },
        notScored: [{ personCode: NURSE, reasons: '无' }],
      }),
    );
    expect(await missingOf(`determination/${id}`)).toEqual([
      ['STAND_ALONE', '依法'],
      ['DEGREE', '见卷'],
      ['NOT_SCORED', '无'],
    ]);
  });

  it('are read of the first review of an objection (PQ2025:34)', async () => {
    const notice = await noticed(
      bureau,
      standAlone('2025-09-26', [found(NURSE, { conductId: '戊' })]),
      NURSE,
    );
    await servedToday(bureau, notice.id, '2025-09-26');
    const { id } = await filed(bureau, notice.id, '2025-09-26');
    await bureau.app.app.get(Database).write(async (tx, at) => {
      await tx.insert(ObjectionStepEntity, {
        objectionId: id,
        sequence: 2,
        step: 'FIRST_REVIEWED',
        state: 'REFERRED',
        content: JSON.stringify({ agreed: true, opinion: '同意。' }),
        recordedAt: at,
        actor: 'district-agency-2',
        office: '110105',
      });
      const record = line('district-agency-2', 'OBJECTION_FIRST_REVIEWED', `objection/${id}`, {
        agreed: true,
      });
      return { result: null, record };
    });
    expect(await missingOf(`objection/${id}`)).toEqual([['OBJECTION', '同意。']]);
  });

  it('are read of what a training paid out, copied from training to training or not', async () => {
    await recorded(
      line('city-agency', 'TRAINING_PAID_OUT', 'training/p1', { opinion: '考核合格，同意减分（１）' }),
      line('city-agency', 'TRAINING_PAID_OUT', 'training/p2', { opinion: '考核合格 同意减分' }),
      line('city-agency', 'TRAINING_PAID_OUT', 'training/p3', { opinion: '同意' }),
    );
    expect(await missingOf('training/p3')).toEqual([['REPAIR', '同意']]);
    const { copied } = await asked<ReasonsAnswer>('reasons?officer=city-agency');
    expect(
      copied.map(({ kind, matters, items }) => [kind, matters, items.map(({ subject }) => subject)]),
    ).toEqual([['REPAIR', 2, ['training/p1', 'training/p2']]]);
  });
});

describe('a random sample of all decisions', () => {
  it('can draw how claims were judged and settled (PQ2025:40)', async () => {
    const { items } = await asked<SampleAnswer>('sample?seed=1&size=100&institution=H11010500001');
    expect(items.map(({ action }) => action)).toContain('CLAIMS_JUDGED');
    const settled = await asked<SampleAnswer>('sample?seed=1&size=100&officer=district-agency');
    expect(settled.items.map(({ action }) => action)).toContain('CLAIMS_SETTLED');
  });
});
