import { afterEach, describe, expect, it } from '@jest/globals';
import { putOnFile, scoreFact } from '../support/registry.js';
import {
  DOCTOR,
  forMonths,
  found,
  HOSPITAL,
  noticed,
  NURSE,
  numbered,
  ScoringBureau,
  SECOND_HOSPITAL,
  servedOn,
  standAlone,
} from '../support/scoring.js';
import { expectProblem } from '../support/problem.js';

let bureau: ScoringBureau;

afterEach(() => bureau.close());

interface File {
  readonly [member: string]: unknown;
  readonly notices: readonly { readonly id: string; readonly number: string }[];
  readonly mayHandIn: readonly Record<string, unknown>[];
}

const ownFile = (): Promise<File> => bureau.told<File>('person', 'GET', '/me/file');
const brief = ({ mayHandIn }: File): string[] =>
  mayHandIn.map(({ what, now, from, until, points, through }) =>
    [what, now, from ?? '-', until ?? '-', points ?? '-', through ?? '-'].join(' '),
  );

/** The doctor of two sites: 9 points, two months, served on 2025-09-26, hence suspended 2025-10-11 to 2025-12-10. */
async function suspendedDoctor(): Promise<{ readonly id: string; readonly number: string }> {
  bureau = await ScoringBureau.open('2025-09-20');
  const findings = [
    found(DOCTOR, { degree: 'PRINCIPAL', points: 9 }),
    found(NURSE, { degree: 'GENERAL', points: 7, conductId: '检〔2025〕1号/2' }),
  ];
  const notice = await noticed(bureau, standAlone('2025-09-20', findings), DOCTOR, forMonths(2));
  bureau.today('2025-09-26');
  await bureau.told(
    'district-agency',
    'POST',
    `/scoring/notices/${notice.id}/service`,
    servedOn('2025-09-26'),
  );
  return notice;
}

const registration = (institution: string, institutionName: string, primary: boolean, status: string) => ({
  id: expect.any(String),
  institution,
  institutionName,
  personCode: DOCTOR,
  departmentCode: 'NK',
  kind: 'MEDICAL',
  practiceType: '执业医师',
  practiceCategory: '临床',
  practiceScope: '内科专业',
  professionalTitle: '主任医师',
  from: '2025-04-15',
  cancelledOn: null,
  stands: true,
  primary,
  status,
});

const commitment = (institution: string) => ({
  institution,
  signedOn: '2025-04-15',
  from: '2025-04-15',
  to: null,
  endedOn: null,
  holds: true,
});

const PASSED_OVER = [
  ['2025-09-27', '周六'],
  ...['01', '02', '03', '04', '05', '06', '07', '08'].map((day) => [`2025-10-${day}`, '国庆节、中秋节']),
].map(([date, reason]) => ({ date, reason }));

describe('GET /me/file', () => {
  it('shows a suspended doctor of two sites their registrations, points, notice, measure and what they may hand in (PQ2025:29)', async () => {
    const { id, number } = await suspendedDoctor();
    bureau.today('2025-10-11');
    const file = await ownFile();
    expect({ ...file, registrations: [], commitments: [] }).toEqual({
      on: '2025-10-11',
      name: '示范甲',
      codes: [DOCTOR],
      status: 'SUSPENDED',
      year: 2025,
      yearTotal: 9,
      registrations: [],
      commitments: [],
      years: [{ year: 2025, total: 9, citation: 'PQ2025:25' }],
      notices: [
        {
          id,
          number,
          institution: HOSPITAL,
          office: '110105',
          pointsDay: '2025-09-20',
          issuedOn: '2025-09-20',
          state: 'SERVED',
          now: {
            id,
            points: 9,
            yearTotalAfter: 9,
            objectionDeadline: '2025-10-10',
            provisional: false,
            measure: {
              kind: 'SUSPENSION',
              allowedMonths: { min: 1, max: 2 },
              months: 2,
              from: '2025-10-11',
              to: '2025-12-10',
              void: false,
            },
          },
          raise: null,
          objection: {
            open: false,
            until: '2025-10-10',
            workingDays: 5,
            receivedBy: 'INSTITUTION',
            receivedOn: '2025-09-26',
            passedOver: PASSED_OVER,
            madeUp: ['2025-09-28'],
            provisional: false,
            inWords: expect.stringContaining('5 个工作日，至 2025-10-10 届满'),
            citation: 'PQ2025:34',
          },
        },
      ],
      repairs: [],
      measures: [
        {
          cause: id,
          kind: 'SUSPENSION',
          from: '2025-10-11',
          to: '2025-12-10',
          restoredOn: null,
          state: 'IN_FORCE',
          noticeId: id,
          noticeNumber: number,
          institution: HOSPITAL,
          provisional: false,
          citation: 'PQ2025:26.2',
        },
      ],
      mayHandIn: [
        {
          what: 'RESTORATION',
          now: false,
          from: '2025-11-19',
          until: null,
          provisional: false,
          noticeId: null,
          points: null,
          through: HOSPITAL,
          detail: '措施至 2025-12-10，届满不自动恢复；经所在机构审核同意后报区经办机构。',
          citation: 'PQ2025:30',
          endpoint: 'POST /api/v1/restorations',
        },
        expect.objectContaining({ what: 'REPAIR', points: 1, through: HOSPITAL, citation: 'PQ2025:31' }),
        expect.objectContaining({ what: 'REPAIR', points: 3, endpoint: 'POST /api/v1/repairs' }),
      ],
      handedIn: ['GET /api/v1/objections', 'GET /api/v1/restorations', 'GET /api/v1/repairs'],
      citation: 'PQ2025:29',
    });
    const byInstitution = (list: unknown): unknown[] =>
      [...(list as { institution: string }[])].sort((a, b) => (a.institution < b.institution ? -1 : 1));
    const registrations = file['registrations'] as { institution: string; primary: boolean }[];
    const main = registrations.find(({ primary }) => primary)?.institution ?? '';
    expect(byInstitution(registrations)).toEqual([
      registration(HOSPITAL, '示范医院', main === HOSPITAL, 'SUSPENDED'),
      registration(SECOND_HOSPITAL, '示范第二医院', main === SECOND_HOSPITAL, 'SUSPENDED'),
    ]);
    expect(byInstitution(file['commitments'])).toEqual([commitment(HOSPITAL), commitment(SECOND_HOSPITAL)]);
    expect(JSON.stringify(file)).not.toContain(NURSE);
  });

  it('counts every day from within: what may be handed in until when (PQ2025:30, 34; S16, S20)', async () => {
    bureau = await ScoringBureau.open('2025-09-20');
    expect(brief(await ownFile())).toEqual([]);
    await bureau.close();
    await suspendedDoctor();
    expect(brief(await ownFile())[0]).toBe('OBJECTION true - 2025-10-10 - -');
    bureau.today('2025-10-10');
    expect(brief(await ownFile())).toEqual([
      'OBJECTION true - 2025-10-10 - -',
      `RESTORATION false 2025-11-19 - - ${HOSPITAL}`,
      `REPAIR true - - 1 ${HOSPITAL}`,
      `REPAIR true - - 3 ${HOSPITAL}`,
    ]);
    bureau.today('2025-11-18');
    expect(brief(await ownFile())[0]).toBe(`RESTORATION false 2025-11-19 - - ${HOSPITAL}`);
    bureau.today('2025-11-19');
    expect(brief(await ownFile())[0]).toBe(`RESTORATION true 2025-11-19 - - ${HOSPITAL}`);
    bureau.today('2025-12-11');
    const expired = await ownFile();
    expect(expired['status']).toBe('SUSPENDED');
    expect(expired['measures']).toMatchObject([{ state: 'EXPIRED_NOT_RESTORED' }]);
    bureau.today('2026-01-05');
    const nextYear = await ownFile();
    expect([nextYear['status'], nextYear['year'], nextYear['yearTotal'], nextYear['years']]).toEqual([
      'SUSPENDED',
      2026,
      0,
      [{ year: 2025, total: 9, citation: 'PQ2025:25' }],
    ]);
    expect(brief(nextYear)).toEqual([`RESTORATION true 2025-11-19 - - ${HOSPITAL}`]);
  });

  it('shows a notice that was not served yet, without any time running (PQ2025:24)', async () => {
    bureau = await ScoringBureau.open('2025-09-20');
    await noticed(bureau, standAlone('2025-09-20', [found(DOCTOR, { points: 7 })]), DOCTOR);
    const file = await ownFile();
    expect(file.notices).toMatchObject([
      {
        state: 'UNSERVED',
        objection: { open: true, until: null, inWords: '通知书尚未送达，申诉期尚未起算。' },
      },
    ]);
    expect(brief(file)[0]).toBe('OBJECTION true - - - -');
  });

  it('lets nobody repair who is terminated, and says what a restoration asks for besides (PQ2025:30, 31; S23)', async () => {
    bureau = await ScoringBureau.open('2025-09-20');
    await putOnFile(bureau.app, DOCTOR, [
      scoreFact('n1', '2025-06-02', 12),
      { type: 'RECEIVED', scoreId: 'n1', on: '2025-06-10' as never },
    ]);
    const file = await ownFile();
    expect(file['status']).toBe('TERMINATED');
    expect(file.mayHandIn).toEqual([
      expect.objectContaining({
        what: 'RESTORATION',
        now: false,
        detail: expect.stringContaining('终止的，恢复还须重新作出服务承诺并登记备案。'),
      }),
    ]);
    expect(file['measures']).toMatchObject([
      { cause: 'n1', kind: 'TERMINATION', state: 'IN_FORCE', from: '2025-06-18', to: '2028-06-17' },
    ]);
  });

  it('is open to persons only', async () => {
    bureau = await ScoringBureau.open('2025-09-20');
    for (const username of ['hospital', 'city-agency', 'city-bureau', 'auditor', 'sysadmin']) {
      for (const path of ['/me/file', '/me/status', '/me/notices/n1'])
        expect((await bureau.ask(username, 'GET', path)).status).toBe(403);
    }
  });
});

describe('GET /me/notices/{id}', () => {
  it('shows a notice in full, the findings about oneself, its service and its papers', async () => {
    const { id } = await suspendedDoctor();
    const number = numbered('暂');
    await bureau.told('district-agency', 'POST', `/scoring/notices/${id}/measure-notice`, { number });
    const answer = await bureau.ask('person', 'GET', `/me/notices/${id}`);
    expect(answer.json()).toMatchObject({
      id,
      findings: [{ personCode: DOCTOR, circumstance: 'PQ2025:22(1)', degree: 'PRINCIPAL', points: 9 }],
      months: 2,
      monthsReasons: '情节一般',
      services: [{ recipient: 'INSTITUTION', receivedOn: '2025-09-26' }],
      monthsChosen: [],
      measureNotices: [
        { number, kind: 'SUSPENSION', from: '2025-10-11', to: '2025-12-10', restorationFrom: '2025-11-19' },
      ],
    });
    expect((answer.json() as { trace: unknown[] }).trace).toHaveLength(4);
    expect([NURSE, '送达人甲', '医保办'].filter((each) => answer.text.includes(each))).toEqual([]);
  });

  it('shows no notice to somebody else, as if there were none', async () => {
    bureau = await ScoringBureau.open('2025-09-20');
    const notice = await noticed(bureau, standAlone('2025-09-20', [found(NURSE)]), NURSE);
    for (const id of [notice.id, 'nowhere'])
      expectProblem(await bureau.ask('person', 'GET', `/me/notices/${id}`), 404, 'NOT_FOUND');
  });
});

describe('GET /me/status', () => {
  it('answers for oneself, at any site and day, as the status check does (S26)', async () => {
    await suspendedDoctor();
    bureau.today('2025-10-11');
    const status = async (query: string): Promise<unknown[]> => {
      const answer = await bureau.told<Record<string, unknown>>('person', 'GET', `/me/status${query}`);
      const reasons = answer['reasons'] as { code: string }[];
      const { personCode, institution, on, status: state, payable, yearTotal } = answer;
      return [personCode, institution, on, state, payable, yearTotal, ...reasons.map(({ code }) => code)];
    };
    expect(await status('')).toEqual([DOCTOR, HOSPITAL, '2025-10-11', 'SUSPENDED', false, 9, 'SUSPENDED']);
    expect(await status('?on=2025-10-10')).toEqual([DOCTOR, HOSPITAL, '2025-10-10', 'NORMAL', true, 9]);
    expect(await status(`?institution=${SECOND_HOSPITAL}`)).toEqual([
      DOCTOR,
      SECOND_HOSPITAL,
      '2025-10-11',
      'SUSPENDED',
      false,
      9,
      'SUSPENDED',
    ]);
    const mine = await bureau.told<Record<string, unknown>>('person', 'GET', '/me/status');
    const checked = await bureau.told<Record<string, unknown>>('person', 'GET', `/qualifications/${DOCTOR}`);
    expect(mine['forecast']).toEqual(checked['forecast']);
    const verified = await bureau.told('person', 'POST', '/qualifications/receipts/verify', {
      receipt: mine['receipt'],
    });
    expect(verified).toMatchObject({ valid: true, sameToday: true });
  });
});
