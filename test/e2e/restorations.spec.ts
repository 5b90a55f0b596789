import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { expectProblem } from '../support/problem.js';
import { commitmentBody, registrationBody } from '../support/registry.js';
import {
  DOCTOR,
  forMonths,
  found,
  HOSPITAL,
  noticed,
  NURSE,
  PHARMACIST,
  ScoringBureau,
  SECOND_HOSPITAL,
  servedOn,
  standAlone,
  TECHNICIAN,
  type NoticeTold,
  type Told,
} from '../support/scoring.js';

const THIRD = 'H11010100001';
const NINE = { degree: 'PRINCIPAL' };
const NINE_MORE = { ...NINE, conductId: '检〔2025〕2号/1' };

interface Restoration extends Told {
  readonly state: string;
  readonly steps: readonly {
    readonly step: string;
    readonly opinion: string | null;
    readonly by: string | null;
  }[];
  readonly [member: string]: unknown;
}

interface Person {
  readonly registrations: readonly {
    readonly institutionCode: string;
    readonly from: string;
    readonly status: string | null;
    readonly cancelledOn: string | null;
    readonly cancelReason: string | null;
  }[];
}

interface Page<T> {
  readonly items: readonly T[];
  readonly total: number;
}

interface SiteNotice {
  readonly institution: string;
  readonly action: string;
  readonly on: string;
}

interface Work {
  readonly kind: string;
  readonly subject: string;
  readonly office: string;
  readonly dueOn: string | null;
}

const agreedOn = (on: string) => ({ agreed: true, on, opinion: '已完成学习，同意' });

const application = (personCode: string, reviewedOn: string | null, change: object = {}) => ({
  personCode,
  reasons: '已整改并完成学习',
  ...(reviewedOn !== null && { institutionReview: agreedOn(reviewedOn) }),
  ...change,
});

const AGREE = { agreed: true, opinion: '符合恢复条件' };
const DISAGREE = { agreed: false, opinion: '整改没有完成' };

/** Suspends somebody for a month from 24 June 2025 on: 9 points noticed and received on 16 June. */
async function suspended(
  bureau: ScoringBureau,
  personCode: string,
  agency = 'district-agency',
): Promise<NoticeTold> {
  const determination = standAlone('2025-06-16', [found(personCode, NINE)]);
  const notice = await noticed(bureau, determination, personCode, forMonths(1), agency);
  return bureau.told(agency, 'POST', `/scoring/notices/${notice.id}/service`, servedOn('2025-06-16'));
}

const file = (bureau: ScoringBureau, username: string, body: object): Promise<Restoration> =>
  bureau.told(username, 'POST', '/restorations', body);

const review = (
  bureau: ScoringBureau,
  username: string,
  { id }: Told,
  which: 'first' | 'second',
  body: object = AGREE,
): Promise<Restoration> => bureau.told(username, 'POST', `/restorations/${id}/${which}-review`, body);

/** Open work on an application: office and due day. */
async function workOn(bureau: ScoringBureau, { id }: Told): Promise<string[]> {
  const path = `/work-list?subject=restoration/${id}&kind=DECIDE_RESTORATION`;
  const { items } = await bureau.told<Page<Work>>('auditor', 'GET', path);
  return items.map(({ office, dueOn }) => `${office} ${dueOn ?? '-'}`);
}

/** Where, what, on which day: everything sites were told to do by a return to normal. */
async function restoredSites(bureau: ScoringBureau): Promise<string[]> {
  const { items } = await bureau.told<Page<SiteNotice>>('auditor', 'GET', '/site-notices?pageSize=200');
  return items
    .filter(({ action }) => action === 'RESTORE_NORMAL')
    .map(({ institution, on }) => `${institution} ${on}`)
    .sort();
}

/** Where, from when, what it is now, of every registration of a person. */
async function sitesOf(bureau: ScoringBureau, personCode: string): Promise<string[]> {
  const { registrations } = await bureau.told<Person>('city-agency', 'GET', `/persons/${personCode}`);
  return registrations
    .map(({ institutionCode, from, status, cancelledOn, cancelReason }) =>
      [institutionCode, from, status ?? '-', cancelledOn ?? '-', cancelReason ?? '-'].join(' '),
    )
    .sort();
}

async function thirdSite(bureau: ScoringBureau): Promise<void> {
  await bureau.told('city-agency', 'POST', '/institutions', {
    code: THIRD,
    name: '第三医院',
    kind: 'HOSPITAL',
    public: true,
    district: '110101',
    departments: [],
    agreement: { from: '2025-01-01', documentNo: '协〔2025〕3号' },
  });
  await bureau.told('city-agency', 'POST', `/persons/${DOCTOR}/commitments`, commitmentBody(THIRD));
  const registration = registrationBody(THIRD, { multiSiteApproval: '多点〔2025〕3号' });
  await bureau.told('city-agency', 'POST', `/persons/${DOCTOR}/registrations`, registration);
}

describe('a doctor of three sites, suspended and restored (PQ2025:30, S19–S21, S24)', () => {
  let bureau: ScoringBureau;
  let filed: Restoration;
  beforeAll(async () => {
    bureau = await ScoringBureau.open('2025-06-16');
    await thirdSite(bureau);
    await suspended(bureau, DOCTOR);
  });
  afterAll(() => bureau.close());

  it('is refused before the fifteenth working day before the last day, with the day and its counting', async () => {
    bureau.today('2025-07-01');
    const body = application(DOCTOR, '2025-07-01');
    expect(await bureau.refused('hospital', '/restorations', body)).toEqual([
      '/appliedOn TOO_EARLY PQ2025:30',
    ]);
    const problem = expectProblem(
      await bureau.ask('hospital', 'POST', '/restorations', body),
      422,
      'RULE_VIOLATION',
    );
    expect(problem['errors']).toEqual([
      expect.objectContaining({
        detail:
          '最后一项措施 2025-07-23 期满，期满前第 15 个工作日为 2025-07-02（越过 2025-07-20（周日）、2025-07-19（周六）、2025-07-13（周日）、2025-07-12（周六）、2025-07-06（周日）、2025-07-05（周六）；末日不计），自该日起可以申请；申请日 2025-07-01 早于该日。',
      }),
    ]);
  });

  it('is taken in on the day the window opens, through the institution, with its review', async () => {
    bureau.today('2025-07-02');
    expect(await bureau.refused('hospital', '/restorations', application(DOCTOR, null))).toEqual([
      '/institutionReview INSTITUTION_REVIEW_REQUIRED PQ2025:30',
    ]);
    const refused = { agreed: false, on: '2025-07-03', opinion: '不同意' };
    const body = application(DOCTOR, null, { institutionReview: refused, appliedOn: '2025-07-03' });
    expect(await bureau.refused('hospital', '/restorations', body)).toEqual([
      '/institutionReview/agreed INSTITUTION_NOT_AGREED PQ2025:30',
      '/institutionReview/on DATE_ORDER PQ2025:30',
      '/appliedOn DATE_ORDER -',
    ]);
    filed = await file(bureau, 'hospital', application(DOCTOR, '2025-07-02'));
    expect(filed).toMatchObject({
      personCode: DOCTOR,
      state: 'FILED',
      filedThrough: 'INSTITUTION',
      institution: HOSPITAL,
      district: '110105',
      appliedOn: '2025-07-02',
      receivedOn: '2025-07-02',
      decideBy: '2025-07-23',
      effectiveOn: null,
      openSteps: ['SUPPLY_SITES', 'AGREE_FIRST', 'REFUSE_FIRST', 'WITHDRAW'],
    });
    expect(await workOn(bureau, filed)).toEqual(['110105 2025-07-23']);
  });

  it('is one application at a time', async () => {
    const again = await bureau.ask('hospital', 'POST', '/restorations', application(DOCTOR, '2025-07-02'));
    expectProblem(again, 409, 'CONFLICT');
  });

  it('has nothing to register anew after a suspension', async () => {
    const newSites = [
      { commitment: commitmentBody(HOSPITAL, '2025-07-02'), registration: registrationBody(HOSPITAL) },
    ];
    expect(await bureau.refused('hospital', `/restorations/${filed.id}/new-sites`, { newSites })).toEqual([
      '/newSites NOT_TERMINATED PQ2025:30',
    ]);
  });

  it('is read by the institution, the person, its district and the city, by nobody else', async () => {
    const statuses = await Promise.all(
      ['hospital', 'person', 'district-agency', 'district-bureau', 'city-agency', 'auditor', 'pharmacy'].map(
        async (username) => (await bureau.ask(username, 'GET', `/restorations/${filed.id}`)).status,
      ),
    );
    expect(statuses).toEqual([200, 200, 200, 200, 200, 200, 404]);
    const lists = await Promise.all(
      ['hospital', 'person', 'district-agency', 'pharmacy'].map(
        async (username) =>
          (await bureau.told<Page<Restoration>>(username, 'GET', '/restorations?state=FILED')).total,
      ),
    );
    expect(lists).toEqual([1, 1, 1, 0]);
    const other = await bureau.told<Page<Restoration>>('auditor', 'GET', `/restorations?person=${NURSE}`);
    expect(other.total).toBe(0);
  });

  it('is reviewed by the district first, the city may not begin', async () => {
    bureau.today('2025-07-03');
    const early = await bureau.ask('city-agency', 'POST', `/restorations/${filed.id}/second-review`, AGREE);
    expectProblem(early, 409, 'CONFLICT');
    const agreed = await review(bureau, 'district-agency', filed, 'first');
    expect(agreed).toMatchObject({ state: 'FIRST_REVIEWED', decideBy: '2025-07-23' });
    expect(await workOn(bureau, filed)).toEqual(['110000 2025-07-23']);
  });

  it('is not reviewed a second time by a district, nor by the same person who now works for the city (PQ2025:30)', async () => {
    const path = `/restorations/${filed.id}/second-review`;
    for (const username of ['district-agency', 'district-agency-2'])
      expectProblem(await bureau.ask(username, 'POST', path, AGREE), 403, 'FORBIDDEN');
    const granted = async (role: string, office: string): Promise<void> => {
      const grant = { role, office, post: 'OFFICER', reason: '调动' };
      await bureau.told('secadmin', 'POST', '/accounts/district-agency/grants', grant);
      bureau.today('2025-07-03');
    };
    await granted('MUNICIPAL_AGENCY', '110000');
    expect(await bureau.refused('district-agency', path, AGREE)).toEqual([' SECOND_REVIEWER_SAME PQ2025:30']);
    await granted('DISTRICT_AGENCY', '110105');
  });

  it('is back to normal at all three sites on the same day, the day after the last', async () => {
    bureau.today('2025-07-10');
    const approved = await review(bureau, 'city-agency', filed, 'second');
    expect(approved).toMatchObject({
      state: 'APPROVED',
      effectiveOn: '2025-07-24',
      decideBy: null,
      openSteps: [],
    });
    expect(approved.steps.map(({ step, by }) => `${step} ${by ?? '-'}`)).toEqual([
      'FILE hospital',
      'AGREE_FIRST district-agency',
      'APPROVE city-agency',
    ]);
    expect(await restoredSites(bureau)).toEqual([
      `${THIRD} 2025-07-24`,
      `${HOSPITAL} 2025-07-24`,
      `${SECOND_HOSPITAL} 2025-07-24`,
    ]);
    expect(await workOn(bureau, filed)).toEqual([]);
    bureau.today('2025-07-23');
    expect((await sitesOf(bureau, DOCTOR)).map((line) => line.split(' ')[2])).toEqual([
      'SUSPENDED',
      'SUSPENDED',
      'SUSPENDED',
    ]);
    bureau.today('2025-07-24');
    expect(await sitesOf(bureau, DOCTOR)).toEqual([
      `${THIRD} 2025-05-01 NORMAL - -`,
      `${HOSPITAL} 2025-04-15 NORMAL - -`,
      `${SECOND_HOSPITAL} 2025-04-15 NORMAL - -`,
    ]);
  });

  it('keeps the points of the year (S21)', async () => {
    const path = `/scoring/persons/${DOCTOR}/ledger?on=2025-07-24`;
    expect(await bureau.told('auditor', 'GET', path)).toMatchObject({ status: 'NORMAL', yearTotal: 9 });
  });

  it('has nothing more to be restored', async () => {
    expect(await bureau.refused('hospital', '/restorations', application(DOCTOR, '2025-07-24'))).toEqual([
      '/appliedOn NOT_RESTRICTED PQ2025:30',
    ]);
    const decided = await bureau.ask('hospital', 'POST', `/restorations/${filed.id}/withdrawal`, {
      reason: '撤回',
    });
    expectProblem(decided, 409, 'CONFLICT');
  });
});

describe('an application for restoration that does not get through (PQ2025:30)', () => {
  let bureau: ScoringBureau;
  beforeAll(async () => {
    bureau = await ScoringBureau.open('2025-06-16');
    await suspended(bureau, NURSE);
    await suspended(bureau, TECHNICIAN, 'city-agency');
    await suspended(bureau, PHARMACIST);
    bureau.today('2025-07-10');
  });
  afterAll(() => bureau.close());

  it('tells the institution the reasons of the district', async () => {
    const filed = await file(bureau, 'hospital', application(NURSE, '2025-07-10'));
    await review(bureau, 'district-agency', filed, 'first', DISAGREE);
    const told = await bureau.told<Restoration>('hospital', 'GET', `/restorations/${filed.id}`);
    expect(told).toMatchObject({ state: 'REFUSED', openSteps: [], effectiveOn: null });
    expect(told.steps.map(({ step, opinion, by }) => [step, opinion, by])).toEqual([
      ['FILE', null, null],
      ['REFUSE_FIRST', '整改没有完成', null],
    ]);
    expect(await workOn(bureau, filed)).toEqual([]);
  });

  it('can be withdrawn, and filed again', async () => {
    const filed = await file(bureau, 'hospital', application(NURSE, '2025-07-10'));
    const path = `/restorations/${filed.id}/withdrawal`;
    expect(await bureau.told('hospital', 'POST', path, { reason: '补充材料' })).toMatchObject({
      state: 'WITHDRAWN',
    });
    const again = await file(bureau, 'hospital', application(NURSE, '2025-07-10'));
    await review(bureau, 'district-agency', again, 'first');
    const refused = await review(bureau, 'city-agency', again, 'second', DISAGREE);
    expect(refused).toMatchObject({ state: 'REFUSED', effectiveOn: null });
    expect(await restoredSites(bureau)).toEqual([]);
  });

  it('is not approved by whoever determined or scored', async () => {
    const filed = await file(bureau, 'hospital', application(TECHNICIAN, '2025-07-10'));
    await review(bureau, 'district-agency', filed, 'first');
    const path = `/restorations/${filed.id}/second-review`;
    expect(await bureau.refused('city-agency', path, AGREE)).toEqual([' REVIEWER_CONFLICT PQ2025:30']);
    expect(await review(bureau, 'city-agency-2', filed, 'second')).toMatchObject({
      state: 'APPROVED',
      effectiveOn: '2025-07-24',
    });
  });

  it('is judged anew on the day of the approval: a termination begun meanwhile is looked at too', async () => {
    const filed = await file(bureau, 'hospital', application(PHARMACIST, '2025-07-10'));
    await review(bureau, 'district-agency', filed, 'first');
    const more = standAlone('2025-07-10', [found(PHARMACIST, NINE_MORE)]);
    const notice = await noticed(bureau, more, PHARMACIST);
    const service = `/scoring/notices/${notice.id}/service`;
    await bureau.told('district-agency', 'POST', service, servedOn('2025-07-10'));
    bureau.today('2025-07-18');
    expect(await bureau.refused('city-agency', `/restorations/${filed.id}/second-review`, AGREE)).toEqual([
      '/agreed TOO_EARLY PQ2025:30',
    ]);
    expect(await bureau.told('hospital', 'GET', `/restorations/${filed.id}`)).toMatchObject({
      state: 'FIRST_REVIEWED',
      decideBy: '2025-07-31',
    });
  });
});

describe('a person without employer (PQ2025:30)', () => {
  let bureau: ScoringBureau;
  beforeAll(async () => {
    bureau = await ScoringBureau.open('2025-06-16');
    await suspended(bureau, DOCTOR);
    bureau.today('2025-07-24');
  });
  afterAll(() => bureau.close());

  it('goes through the institution as long as there is one', async () => {
    expect(await bureau.refused('person', '/restorations', application(DOCTOR, null))).toEqual([
      '/personCode THROUGH_INSTITUTION PQ2025:30',
    ]);
    const others = await bureau.ask('person', 'POST', '/restorations', application(NURSE, null));
    expectProblem(others, 404, 'NOT_FOUND');
  });

  it('applies to the agency of the district that the measure came from, also after the last day', async () => {
    const { registrations } = await bureau.told<{ registrations: { id: string }[] }>(
      'city-agency',
      'GET',
      `/persons/${DOCTOR}`,
    );
    for (const { id } of registrations) {
      const leaving = { on: '2025-07-20', reason: 'LEFT' };
      await bureau.told('city-agency', 'POST', `/registrations/${id}/cancellation`, leaving);
    }
    const reviewed = application(DOCTOR, '2025-07-24');
    expect(await bureau.refused('person', '/restorations', reviewed)).toEqual([
      '/institutionReview NO_INSTITUTION PQ2025:30',
    ]);
    const written = await file(
      bureau,
      'district-agency',
      application(DOCTOR, null, { appliedOn: '2025-07-22' }),
    );
    expect(written).toMatchObject({
      filedThrough: 'COUNTER',
      institution: null,
      receivedOn: '2025-07-22',
      decideBy: '2025-08-12',
    });
    await bureau.told('person', 'POST', `/restorations/${written.id}/withdrawal`, { reason: '自行申请' });
    const filed = await file(bureau, 'person', application(DOCTOR, null));
    expect(filed).toMatchObject({
      filedThrough: 'PERSON',
      institution: null,
      district: '110105',
      decideBy: '2025-08-14',
    });
    await review(bureau, 'district-agency', filed, 'first');
    bureau.today('2025-07-28');
    expect(await review(bureau, 'city-agency', filed, 'second')).toMatchObject({
      state: 'APPROVED',
      effectiveOn: '2025-07-28',
    });
  });
});

describe('a termination restored (PQ2025:30, S20)', () => {
  let bureau: ScoringBureau;
  let filed: Restoration;
  const newSite = (signedOn: string, from: string) => ({
    commitment: commitmentBody(HOSPITAL, signedOn),
    registration: registrationBody(HOSPITAL, {
      kind: 'NURSING',
      practiceType: '护士',
      practiceCategory: '护理',
      from,
    }),
  });
  beforeAll(async () => {
    bureau = await ScoringBureau.open('2025-06-16');
    await suspended(bureau, NURSE);
    const more = standAlone('2025-06-16', [found(NURSE, NINE_MORE)]);
    const notice = await noticed(bureau, more, NURSE);
    const service = `/scoring/notices/${notice.id}/service`;
    await bureau.told('district-agency', 'POST', service, servedOn('2025-06-16'));
    bureau.today('2026-06-05');
  });
  afterAll(() => bureau.close());

  it('is applied for near the end of its year, which points of several notices led to (PQ2025:26.3)', async () => {
    filed = await file(bureau, 'hospital', application(NURSE, '2026-06-05'));
    expect(await review(bureau, 'district-agency-2', filed, 'first')).toMatchObject({
      state: 'FIRST_REVIEWED',
    });
  });

  it('is not approved before there is a new commitment and a new registration', async () => {
    const path = `/restorations/${filed.id}/second-review`;
    expect(await bureau.refused('city-agency', path, AGREE)).toEqual([
      '/newSites NEW_COMMITMENT_REQUIRED PQ2025:30',
      '/newSites NEW_REGISTRATION_REQUIRED PQ2025:30',
    ]);
    const sites = { newSites: [newSite('2025-06-01', '2026-06-01')] };
    await bureau.told('hospital', 'POST', `/restorations/${filed.id}/new-sites`, sites);
    expect(await bureau.refused('city-agency', path, AGREE)).toEqual([
      '/newSites/0/commitment/signedOn NEW_COMMITMENT_REQUIRED PQ2025:30',
    ]);
  });

  it('checks what is brought as every registration', async () => {
    const signedLater = newSite('2026-06-06', '2026-06-07');
    const path = `/restorations/${filed.id}/new-sites`;
    expect(await bureau.refused('hospital', path, { newSites: [signedLater] })).toEqual([
      '/newSites/0/commitment/signedOn DATE_ORDER PQ2025:11',
    ]);
    const elsewhere = { ...newSite('2026-06-05', '2026-06-05'), commitment: commitmentBody(SECOND_HOSPITAL) };
    expectProblem(await bureau.ask('hospital', 'POST', path, { newSites: [elsewhere] }), 403, 'FORBIDDEN');
  });

  it('registers anew with the approval, from the day back to normal; nobody else is registered meanwhile', async () => {
    const sites = { newSites: [newSite('2026-06-05', '2026-06-05')] };
    await bureau.told('hospital', 'POST', `/restorations/${filed.id}/new-sites`, sites);
    const registration = newSite('2026-06-05', '2026-06-05').registration;
    expect(await bureau.refused('hospital', `/persons/${NURSE}/registrations`, registration)).toContain(
      '/from RESTRICTED PQ2025:27',
    );
    const approved = await review(bureau, 'city-agency', filed, 'second');
    expect(approved).toMatchObject({ state: 'APPROVED', effectiveOn: '2026-06-24' });
    expect(await sitesOf(bureau, NURSE)).toEqual([
      `${HOSPITAL} 2025-04-15 TERMINATED 2026-06-24 RESTORED_ANEW`,
      `${HOSPITAL} 2026-06-24 - - -`,
    ]);
    bureau.today('2026-06-24');
    expect(await sitesOf(bureau, NURSE)).toEqual([
      `${HOSPITAL} 2025-04-15 - 2026-06-24 RESTORED_ANEW`,
      `${HOSPITAL} 2026-06-24 NORMAL - -`,
    ]);
  });
});
