import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { LedgerFact } from '../../src/domain/qualification/ledger-fact.js';
import { ClocksService, type ClockKind, type NewClock } from '../../src/clocks/clocks.module.js';
import { date } from '../../src/domain/shared/calendar-date.js';
import type { Account } from '../../src/identity/identity.module.js';
import { LedgerService } from '../../src/ledger/ledger.module.js';
import { Database } from '../../src/platform/database/database.js';
import { RecordEntryEntity } from '../../src/platform/database/record-entry.entity.js';
import { RegistryService } from '../../src/registry/registry.module.js';
import { SuspensionService, type LinkedMeasure } from '../../src/suspension/suspension.module.js';
import { expectProblem } from '../support/problem.js';
import {
  briefly,
  commitmentBody,
  receivedFact,
  registeredBody,
  registrationBody,
  scoreFact,
  Speaker,
  type ToldFault,
} from '../support/registry.js';
import { openTestApp, type TestApp } from '../support/test-app.js';
import { TestClock } from '../support/test-clock.js';

const HOSPITAL = 'H11010500001';
const SECOND = 'H11010500002';
const ELSEWHERE = 'H11010100001';
const DOCTOR = 'D110105000100';
const NURSE = 'N110105000001';

interface SiteNotice {
  readonly id: string;
  readonly institution: string;
  readonly personCode: string;
  readonly action: string;
  readonly on: string;
  readonly until: string | null;
  readonly causes: readonly { readonly id: string | null; readonly source: string }[];
  readonly citation: string;
  readonly provisional: boolean;
  readonly state: string;
  readonly late: boolean;
  readonly dueOn: string | null;
  readonly toldOn: string;
  readonly voids: readonly string[];
  readonly voidedBy: string | null;
  readonly confirmation: object | null;
  readonly unmaintained: object | null;
}

interface Page<T> {
  readonly items: readonly T[];
  readonly total: number;
}

interface Measure {
  readonly person: object;
  readonly cause: string;
  readonly status: string;
}

interface WorkItem {
  readonly kind: string;
  readonly subject: string;
  readonly office: string;
  readonly officeKind: string;
  readonly title: string;
  readonly dueOn: string | null;
  readonly provisional: boolean;
}

const OFFICER: Account = {
  id: 'officer',
  username: 'district-agency',
  displayName: '经办人员',
  role: 'DISTRICT_AGENCY',
  office: '110105',
  post: 'OFFICER',
  personCode: null,
};

/** A bureau of its own, with the requests that these tests make. */
class Bureau {
  speaker: Speaker;

  private constructor(
    readonly app: TestApp,
    private readonly time: TestClock,
  ) {
    this.speaker = new Speaker(app);
  }

  static async open(clock: TestClock): Promise<Bureau> {
    return new Bureau(await openTestApp({ clock }), clock);
  }

  /** Lets time pass; everybody signs in again, since their tokens have run out. */
  later(seconds: number): void {
    this.time.advanceSeconds(seconds);
    this.speaker = new Speaker(this.app);
  }

  /** A doctor of the first hospital, and then of another. */
  async doctor(code: string, serial: number, otherSite: string): Promise<void> {
    const path = `/persons/${code}`;
    const registration = registrationBody(otherSite, { multiSiteApproval: '多点〔2025〕9号' });
    await this.speaker.told('city-agency', 'POST', '/persons', registeredBody(code, serial, HOSPITAL));
    await this.speaker.told('city-agency', 'POST', `${path}/commitments`, commitmentBody(otherSite));
    await this.speaker.told('city-agency', 'POST', `${path}/registrations`, registration);
  }

  /** Puts facts on a file and follows them up, as the modules above do. */
  async record(
    personCode: string,
    facts: readonly LedgerFact[],
    officeOfScore?: (scoreId: string) => Promise<string>,
  ): Promise<void> {
    const { app } = this.app;
    await app.get(Database).write(async (tx, at) => {
      const person = await app.get(RegistryService).personByCode(tx, personCode);
      const rejudged = await app.get(LedgerService).append(tx, person?.id ?? '', facts, OFFICER, at);
      const told = await app.get(SuspensionService).follow(tx, rejudged, OFFICER, at, officeOfScore);
      const done = { actor: 'district-agency', office: '110105', action: 'TEST', subject: 'test' };
      return { result: undefined, record: [{ ...done, before: null, after: null, receipt: null }, ...told] };
    });
  }

  /** A notice of so many points, scored for an institution, received on a day. */
  async score(
    personCode: string,
    [id, effectiveOn, points, months]: [string, string, number, number | null],
    receivedOn: string,
    institutionCode = HOSPITAL,
  ): Promise<void> {
    const { app } = this.app;
    await app.get(Database).write(async (tx, at) => {
      const origin = { institutionCode, office: '110105' };
      await app.get(SuspensionService).noteOrigin(tx, id, origin, at);
      const done = { actor: 'system', office: '110105', action: 'TEST', subject: 'test' };
      return { result: undefined, record: { ...done, before: null, after: null, receipt: null } };
    });
    await this.record(personCode, [scoreFact(id, effectiveOn, points, months), receivedFact(id, receivedOn)]);
  }

  async link(linked: Omit<LinkedMeasure, 'personId'>, personCode: string): Promise<void> {
    const { app } = this.app;
    await app.get(Database).write(async (tx, at) => {
      const person = await app.get(RegistryService).personByCode(tx, personCode);
      const { record } = await app
        .get(SuspensionService)
        .link(tx, { ...linked, personId: person?.id ?? '' }, OFFICER, at);
      return { result: undefined, record };
    });
  }

  /** Starts a deadline of the notice n1, as its office does. */
  async clock(kind: ClockKind, term: NewClock['term']): Promise<void> {
    const { app } = this.app;
    await app.get(Database).write(async (tx, at) => {
      const about = { kind, subject: 'notice/n1', office: '110105', officeKind: 'AGENCY' } as const;
      const told = { title: '测试', citation: null, from: date('2026-12-29') };
      await app.get(ClocksService).open(tx, { ...about, ...told, term }, at);
      const done = { actor: 'system', office: '110105', action: 'TEST', subject: 'test' };
      return { result: undefined, record: { ...done, before: null, after: null, receipt: null } };
    });
  }

  async unlink(linkId: string, on: string, personCode: string): Promise<void> {
    const { app } = this.app;
    await app.get(Database).write(async (tx, at) => {
      const person = await app.get(RegistryService).personByCode(tx, personCode);
      const unlinked = { personId: person?.id ?? '', linkId, on: date(on), reasons: '决定撤销' };
      const { record } = await app.get(SuspensionService).unlink(tx, unlinked, OFFICER, at);
      return { result: undefined, record };
    });
  }

  /** The lines in the record of an action or a subject. */
  lines(where: Partial<Pick<RecordEntryEntity, 'action' | 'subject'>>): Promise<RecordEntryEntity[]> {
    return this.app.app.get(Database).read.findBy(RecordEntryEntity, where);
  }

  notices(username: string, query = ''): Promise<Page<SiteNotice>> {
    return this.speaker.told(username, 'GET', `/site-notices${query}`);
  }

  /** Where, what, when, until when; newest last. */
  async noticeLines(query: string, username = 'city-agency'): Promise<string[]> {
    const { items } = await this.notices(username, `${query}${query === '' ? '?' : '&'}pageSize=200`);
    return items
      .map(
        ({ institution, action, on, until, state }) =>
          `${institution} ${action} ${on} ${until ?? '-'} ${state}`,
      )
      .reverse();
  }

  work(username: string, query = ''): Promise<Page<WorkItem>> {
    return this.speaker.told(username, 'GET', `/work-list${query}`);
  }

  measures(query = '', username = 'city-agency'): Promise<Page<Measure>> {
    return this.speaker.told(username, 'GET', `/measures${query}`);
  }

  confirm(id: string, body: object, username = 'hospital'): Promise<SiteNotice> {
    return this.speaker.told(username, 'POST', `/site-notices/${id}/confirmation`, body);
  }
}

describe('a measure and the sites of a person (PQ2025:27, S24)', () => {
  const clock = new TestClock('2025-06-16T02:00:00.000Z');
  let bureau: Bureau;

  beforeAll(async () => {
    bureau = await Bureau.open(clock);
    await bureau.doctor(DOCTOR, 100, SECOND);
  });

  afterAll(async () => {
    await bureau.app.close();
  });

  it('tells nobody anything before the notice was received (S16)', async () => {
    await bureau.record(DOCTOR, [scoreFact('n1', '2025-06-10', 9, 2)]);
    expect((await bureau.notices('city-agency')).total).toBe(0);
    expect((await bureau.measures()).total).toBe(0);
    expect((await bureau.work('city-agency')).total).toBe(0);
  });

  it('tells every site the day, and opens a clock for each, due on the day itself', async () => {
    await bureau.record(DOCTOR, [receivedFact('n1', '2025-06-16')]);
    expect(await bureau.noticeLines('')).toEqual([
      `${HOSPITAL} SUSPEND 2025-06-24 2025-08-23 OPEN`,
      `${SECOND} SUSPEND 2025-06-24 2025-08-23 OPEN`,
    ]);
    const { items } = await bureau.work('city-agency', '?kind=CHANGE_STATUS');
    expect(items.map(({ office, officeKind, dueOn }) => [office, officeKind, dueOn]).sort()).toEqual([
      [HOSPITAL, 'INSTITUTION', '2025-06-24'],
      [SECOND, 'INSTITUTION', '2025-06-24'],
    ]);
    expect((await bureau.work('hospital', '?kind=CHANGE_STATUS')).items).toMatchObject([
      {
        office: HOSPITAL,
        title: `变更登记备案状态：${DOCTOR} 自 2025-06-24 起暂停，期限至 2025-08-23，届满不自动恢复`,
        citation: 'PQ2025:27',
      },
    ]);
  });

  it('leaves a line in the record for every site told', async () => {
    const { items } = await bureau.notices('hospital');
    const [line] = await bureau.lines({ subject: `site-notice/${items[0]?.id ?? ''}` });
    expect(line).toMatchObject({ action: 'SITE_TOLD', actor: 'district-agency', office: '110105' });
    expect(JSON.parse(line?.after ?? '')).toMatchObject({
      institution: HOSPITAL,
      action: 'SUSPEND',
      on: '2025-06-24',
      until: '2025-08-23',
      causes: ['n1'],
    });
  });

  it('opens the restoration window at the primary site, fifteen working days before the last day (S20)', async () => {
    expect((await bureau.work('hospital', '?kind=RESTORATION_WINDOW')).items).toMatchObject([
      {
        subject: 'measure/n1',
        office: HOSPITAL,
        dueOn: '2025-08-23',
        title: '资格恢复：自 2025-08-04 起可提出申请；措施 2025-08-23 届满，届满不自动恢复',
        citation: 'PQ2025:30',
      },
    ]);
    const windows = await bureau.speaker.told<Page<object>>(
      'district-agency',
      'GET',
      '/measures/upcoming-windows',
    );
    expect(windows).toMatchObject({
      today: '2025-06-16',
      total: 1,
      items: [
        {
          person: { codes: [DOCTOR], sites: [HOSPITAL, SECOND] },
          causes: ['n1'],
          opensOn: '2025-08-04',
          lastDay: '2025-08-23',
          open: false,
          provisional: false,
        },
      ],
    });
  });

  it('shows an institution only what it was told itself, and nobody else anything', async () => {
    const { items } = await bureau.notices('hospital', '?state=OPEN');
    expect(items.map(({ institution }) => institution)).toEqual([HOSPITAL]);
    expect((await bureau.notices('pharmacy')).total).toBe(0);
    expect((await bureau.notices('hospital', `?institution=${SECOND}`)).total).toBe(0);
    const others = await bureau.notices('city-agency', `?institution=${SECOND}`);
    const path = `/site-notices/${others.items[0]?.id ?? ''}`;
    expectProblem(await bureau.speaker.ask('hospital', 'GET', path), 404, 'NOT_FOUND');
    const body = { changedOn: '2025-06-24' };
    expectProblem(
      await bureau.speaker.ask('hospital', 'POST', `${path}/confirmation`, body),
      404,
      'NOT_FOUND',
    );
    for (const username of ['person', 'sysadmin', 'secadmin'])
      expectProblem(await bureau.speaker.ask(username, 'GET', '/site-notices'), 403, 'FORBIDDEN');
    for (const username of ['hospital', 'person', 'sysadmin'])
      expectProblem(await bureau.speaker.ask(username, 'GET', '/measures'), 403, 'FORBIDDEN');
    expectProblem(
      await bureau.speaker.ask('district-agency', 'POST', `${path}/confirmation`, body),
      403,
      'FORBIDDEN',
    );
  });

  it('takes a confirmation neither for a day to come nor for one before the change', async () => {
    const [own] = (await bureau.notices('hospital')).items;
    const path = `/site-notices/${own?.id ?? ''}/confirmation`;
    expect(await bureau.speaker.refused('hospital', path, { changedOn: '2025-06-24' })).toEqual([
      '/changedOn DATE_ORDER -',
    ]);
    expect(await bureau.speaker.refused('hospital', path, { changedOn: '2025-06-16' })).toEqual([
      '/changedOn DATE_ORDER PQ2025:15',
    ]);
  });

  it('closes the clock with the confirmation, once', async () => {
    bureau.later(8 * 24 * 3600);
    const [own] = (await bureau.notices('hospital')).items;
    const id = own?.id ?? '';
    expect(await bureau.confirm(id, { changedOn: '2025-06-24', note: '平台已变更' })).toMatchObject({
      state: 'CONFIRMED',
      late: false,
      confirmation: {
        changedOn: '2025-06-24',
        daysLate: 0,
        confirmedOn: '2025-06-24',
        confirmedDaysLate: 0,
        note: '平台已变更',
        by: 'hospital',
      },
      unmaintained: null,
    });
    expect((await bureau.work('hospital', '?kind=CHANGE_STATUS')).total).toBe(0);
    const again = await bureau.speaker.ask('hospital', 'POST', `/site-notices/${id}/confirmation`, {
      changedOn: '2025-06-24',
    });
    expectProblem(again, 409, 'CONFLICT');
  });

  it('shows the agency of the district what is overdue, with the days for which the site answers (PQ2025:24, 39; S33)', async () => {
    bureau.later(3 * 24 * 3600);
    const overdue = await bureau.work('district-agency', '?state=OVERDUE&kind=CHANGE_STATUS');
    expect(overdue.items.map(({ office, dueOn }) => [office, dueOn])).toEqual([[SECOND, '2025-06-24']]);
    const late = await bureau.notices('district-agency', '?state=LATE');
    expect(late.items).toMatchObject([
      {
        institution: SECOND,
        state: 'OPEN',
        late: true,
        unmaintained: { from: '2025-06-24', to: null, citation: 'PQ2025:39' },
      },
    ]);
    expect((await bureau.notices('district-agency', '?state=OPEN')).total).toBe(1);
    expect((await bureau.notices('district-agency', '?state=CONFIRMED')).total).toBe(1);
  });

  it('tells each site of a restoration, with nothing else', async () => {
    bureau.later(52 * 24 * 3600);
    await bureau.record(DOCTOR, [
      { type: 'RESTORE', appliedOn: date('2025-08-04'), approvedOn: date('2025-08-18') },
    ]);
    expect((await bureau.noticeLines('')).slice(2)).toEqual([
      `${HOSPITAL} RESTORE_NORMAL 2025-08-24 - OPEN`,
      `${SECOND} RESTORE_NORMAL 2025-08-24 - OPEN`,
    ]);
    expect((await bureau.notices('hospital', '?state=OPEN')).items[0]?.citation).toBe('PQ2025:30');
    expect((await bureau.work('hospital', '?kind=RESTORATION_WINDOW')).total).toBe(0);
  });
});

describe('what becomes of what sites were told', () => {
  const clock = new TestClock('2025-07-01T02:00:00.000Z');
  let bureau: Bureau;

  beforeAll(async () => {
    bureau = await Bureau.open(clock);
    await bureau.speaker.told('city-agency', 'POST', '/institutions', {
      code: ELSEWHERE,
      name: '东城测试医院',
      kind: 'HOSPITAL',
      public: true,
      district: '110101',
      agreement: { from: '2025-01-01', documentNo: '测试协〔2025〕1号' },
    });
  });

  afterAll(async () => {
    await bureau.app.close();
  });

  it('tells a hospital that a cause lies at another site, neither where nor which (PQ2025:27)', async () => {
    await bureau.doctor('D110105000101', 101, ELSEWHERE);
    await bureau.score('D110105000101', ['e1', '2025-06-20', 12, null], '2025-06-24', ELSEWHERE);
    const [own] = (await bureau.notices('hospital', '?person=D110105000101')).items;
    expect(own).toMatchObject({
      action: 'TERMINATE',
      causes: [{ id: null, source: '另一执业点' }],
      citation: 'PQ2025:27',
    });
    expect(JSON.stringify(await bureau.notices('hospital'))).not.toContain(ELSEWHERE);
    const all = (await bureau.notices('city-agency', '?person=D110105000101')).items;
    expect(all.map(({ institution, citation, causes }) => [institution, citation, causes])).toEqual([
      [ELSEWHERE, 'PQ2025:24', [{ id: 'e1', source: ELSEWHERE }]],
      [HOSPITAL, 'PQ2025:27', [{ id: 'e1', source: ELSEWHERE }]],
    ]);
  });

  it('keeps a district to the institutions of its own (PQ2025:4)', async () => {
    const { items } = await bureau.notices('district-agency', '?person=D110105000101');
    expect(items.map(({ institution }) => institution)).toEqual([HOSPITAL]);
    expect((await bureau.measures('', 'district-agency')).items.map(({ cause }) => cause)).toEqual(['e1']);
    expect((await bureau.measures('?district=110101', 'district-agency')).total).toBe(0);
    expect((await bureau.measures('?district=110101')).items.map(({ cause }) => cause)).toEqual(['e1']);
    expect((await bureau.measures('?district=110102')).total).toBe(0);
  });

  it('holds a site to the day on which it was told, where that is later than the change (S33)', async () => {
    const late = (await bureau.notices('hospital', '?person=D110105000101')).items[0];
    expect([late?.on, late?.toldOn, late?.dueOn]).toEqual(['2025-07-02', '2025-07-01', '2025-07-02']);
    await bureau.doctor('D110105000102', 102, ELSEWHERE);
    await bureau.score('D110105000102', ['f1', '2025-06-02', 9, 2], '2025-06-09');
    const [own] = (await bureau.notices('hospital', '?person=D110105000102')).items;
    expect([own?.on, own?.toldOn, own?.dueOn]).toEqual(['2025-06-17', '2025-07-01', '2025-07-01']);
  });

  it('records how many days late a change was, and which losses are the site’s (PQ2025:39, S33)', async () => {
    bureau.later(5 * 24 * 3600);
    const [own] = (await bureau.notices('hospital', '?person=D110105000102')).items;
    expect(await bureau.confirm(own?.id ?? '', { changedOn: '2025-07-04' })).toMatchObject({
      state: 'CONFIRMED',
      late: true,
      confirmation: { daysLate: 3, confirmedOn: '2025-07-06', confirmedDaysLate: 5 },
      unmaintained: { from: '2025-07-01', to: '2025-07-03', citation: 'PQ2025:39' },
    });
    const { items } = await bureau.notices('city-agency', '?state=LATE&person=D110105000102');
    expect(items.map(({ institution, state }) => [institution, state])).toEqual([
      [ELSEWHERE, 'OPEN'],
      [HOSPITAL, 'CONFIRMED'],
    ]);
  });

  it('sets a site back to normal when the measure is void from the start (PQ2025:37, S31)', async () => {
    await bureau.record('D110105000102', [{ type: 'REVOKE', on: date('2025-07-06'), scoreId: 'f1' }]);
    expect(await bureau.noticeLines('?person=D110105000102')).toEqual([
      `${HOSPITAL} SUSPEND 2025-06-17 2025-08-16 CONFIRMED`,
      `${ELSEWHERE} SUSPEND 2025-06-17 2025-08-16 VOID`,
      `${HOSPITAL} RESTORE_NORMAL 2025-07-06 - OPEN`,
      `${ELSEWHERE} RESTORE_NORMAL 2025-07-06 - OPEN`,
    ]);
    const [now, was] = (await bureau.notices('hospital', '?person=D110105000102')).items;
    expect([now?.citation, now?.voids, was?.voidedBy]).toEqual(['PQ2025:37', [was?.id], now?.id]);
    expect((await bureau.work('city-agency', `?kind=CHANGE_STATUS&office=${ELSEWHERE}`)).items).toHaveLength(
      2,
    );
    expect((await bureau.measures('?status=VOID')).items).toMatchObject([
      { cause: 'f1', status: 'VOID', from: '2025-06-17', to: '2025-08-16', voidedOn: '2025-07-06' },
    ]);
    expect((await bureau.measures('?kind=SUSPENSION')).total).toBe(0);
    expect(await bureau.work('hospital', '?kind=RESTORATION_WINDOW&subject=measure/f1')).toMatchObject({
      total: 0,
    });
  });

  it('calls off what has not begun, with nothing to set or confirm', async () => {
    await bureau.doctor('D110105000103', 103, ELSEWHERE);
    await bureau.score('D110105000103', ['g1', '2025-07-02', 9, 1], '2025-07-04');
    await bureau.record('D110105000103', [{ type: 'REVOKE', on: date('2025-07-06'), scoreId: 'g1' }]);
    expect(await bureau.noticeLines('?person=D110105000103', 'hospital')).toEqual([
      `${HOSPITAL} SUSPEND 2025-07-12 2025-08-11 VOID`,
      `${HOSPITAL} DISREGARD 2025-07-12 - INFORMATION`,
    ]);
    const [called, first] = (await bureau.notices('hospital', '?person=D110105000103')).items;
    for (const { id } of [called, first].flatMap((each) => (each === undefined ? [] : [each]))) {
      const answer = await bureau.speaker.ask('hospital', 'POST', `/site-notices/${id}/confirmation`, {
        changedOn: '2025-07-06',
      });
      expectProblem(answer, 409, 'CONFLICT');
    }
  });

  it('tells a site that has done nothing yet of a longer measure, and keeps the day it was due', async () => {
    await bureau.doctor('D110105000104', 104, ELSEWHERE);
    await bureau.score('D110105000104', ['h1', '2025-06-20', 9, 1], '2025-06-24');
    bureau.later(2 * 24 * 3600);
    await bureau.record('D110105000104', [
      { type: 'MONTHS', on: date('2025-07-08'), scoreId: 'h1', months: 2 },
    ]);
    const [longer, first] = (await bureau.notices('hospital', '?person=D110105000104')).items;
    expect([first?.until, first?.state, first?.dueOn]).toEqual(['2025-08-01', 'VOID', '2025-07-06']);
    expect([longer?.until, longer?.state, longer?.dueOn, longer?.late]).toEqual([
      '2025-09-01',
      'OPEN',
      '2025-07-06',
      true,
    ]);
  });

  it('tells nothing to a site that the person had left before', async () => {
    const body = registeredBody('D110105000105', 105, HOSPITAL);
    await bureau.speaker.told('city-agency', 'POST', '/persons', body);
    const file = await bureau.speaker.told<{ registrations: { id: string }[] }>(
      'city-agency',
      'GET',
      '/persons/D110105000105',
    );
    const path = `/registrations/${file.registrations[0]?.id ?? ''}/cancellation`;
    await bureau.speaker.told('hospital', 'POST', path, { on: '2025-07-01', reason: 'LEFT' });
    await bureau.score('D110105000105', ['l1', '2025-06-30', 9, 1], '2025-07-04');
    expect((await bureau.notices('city-agency', '?person=D110105000105')).total).toBe(0);
    const window = await bureau.work('city-agency', '?kind=RESTORATION_WINDOW&subject=measure/l1');
    expect(window.items).toMatchObject([{ office: '110105', officeKind: 'AGENCY', dueOn: '2025-08-11' }]);
  });
});

describe('months that no longer fit (PQ2025:26.2, S31)', () => {
  let bureau: Bureau;

  beforeAll(async () => {
    bureau = await Bureau.open(new TestClock('2025-07-01T02:00:00.000Z'));
  });

  afterAll(async () => {
    await bureau.app.close();
  });

  const choosing = async (username = 'city-agency'): Promise<unknown[]> =>
    (await bureau.work(username, '?kind=CHOOSE_MONTHS')).items.map(({ subject, office, title, dueOn }) => [
      subject,
      office,
      title,
      dueOn,
    ]);

  it('asks for them anew when a score recorded late raises the total, until they fit', async () => {
    await bureau.record(NURSE, [scoreFact('n1', '2025-06-20', 9, 2), receivedFact('n1', '2025-06-24')]);
    expect(await choosing()).toEqual([]);
    await bureau.record(NURSE, [scoreFact('n0', '2025-06-01', 1)]);
    expect(await choosing()).toEqual([
      ['score/n1', '110000', '重新选定暂停月数并说明理由：可选 3 至 4 个月', null],
    ]);
    expect(await bureau.noticeLines('', 'hospital')).toEqual([
      `${HOSPITAL} SUSPEND 2025-07-02 2025-09-01 VOID`,
      `${HOSPITAL} SUSPEND 2025-07-02 2025-10-01 OPEN`,
    ]);
    await bureau.record(NURSE, [{ type: 'MONTHS', on: date('2025-07-01'), scoreId: 'n1', months: 4 }]);
    expect(await choosing()).toEqual([]);
    expect((await bureau.noticeLines('', 'hospital')).at(-1)).toBe(
      `${HOSPITAL} SUSPEND 2025-07-02 2025-11-01 OPEN`,
    );
  });

  it('asks the office that scored, as the caller or the origin says', async () => {
    const facts = [scoreFact('t1', '2025-06-20', 9), receivedFact('t1', '2025-06-24')];
    await bureau.record('HJ110105000001', facts, () => Promise.resolve('110105'));
    expect(await choosing('district-agency')).toEqual([
      ['score/t1', '110105', '重新选定暂停月数并说明理由：可选 1 至 2 个月', null],
    ]);
    await bureau.score('HY110105000001', ['p1', '2025-06-20', 10, null], '2025-06-24');
    expect((await choosing('district-agency')).map((each) => (each as string[])[0])).toEqual([
      'score/t1',
      'score/p1',
    ]);
  });

  it('has no restoration window while months are open', async () => {
    expect((await bureau.work('hospital', '?kind=RESTORATION_WINDOW&subject=measure/t1')).total).toBe(0);
    expect((await bureau.measures()).items.map(({ cause }) => cause).sort()).toEqual(['n1', 'p1', 't1']);
  });
});

describe('a measure that comes with the institution’s (PQ2025:27, S25)', () => {
  const clock = new TestClock('2025-09-01T02:00:00.000Z');
  let bureau: Bureau;

  beforeAll(async () => {
    bureau = await Bureau.open(clock);
    await bureau.doctor(DOCTOR, 100, SECOND);
  });

  afterAll(async () => {
    await bureau.app.close();
  });

  const linked = (id: string, to: string | null): Omit<LinkedMeasure, 'personId'> => ({
    id,
    kind: 'SUSPENSION',
    on: date('2025-09-01'),
    from: date('2025-09-03'),
    to: to === null ? null : date(to),
    ground: {
      institutionCode: HOSPITAL,
      office: '110105',
      caseId: 'case-1',
      determinationId: 'determination-1',
      citation: 'REG735:40',
      reasons: '主要责任者',
    },
  });

  it('suspends at every site from its first day, without points or an objection period', async () => {
    await bureau.link(linked('l1', '2026-03-02'), DOCTOR);
    expect(await bureau.noticeLines('')).toEqual([
      `${HOSPITAL} SUSPEND 2025-09-03 2026-03-02 OPEN`,
      `${SECOND} SUSPEND 2025-09-03 2026-03-02 OPEN`,
    ]);
    expect((await bureau.notices('hospital')).items[0]?.causes).toEqual([{ id: 'l1', source: '本机构' }]);
    expect((await bureau.measures('?status=NOT_BEGUN')).items).toMatchObject([
      { cause: 'l1', institution: HOSPITAL, kind: 'SUSPENSION', from: '2025-09-03', to: '2026-03-02' },
    ]);
    expect((await bureau.work('district-agency', '?kind=OBJECTION_PERIOD')).total).toBe(0);
    const [line] = await bureau.lines({ action: 'MEASURE_LINKED' });
    expect(line).toMatchObject({ subject: 'measure/l1', office: '110105' });
    expect(JSON.parse(line?.after ?? '')).toMatchObject({ caseId: 'case-1', citation: 'REG735:40' });
  });

  it('may be lifted from the fifteenth working day before 2 March 2026: 3 February (S20)', async () => {
    const windows = await bureau.speaker.told<Page<object>>('auditor', 'GET', '/measures/upcoming-windows');
    expect(windows.items).toMatchObject([{ opensOn: '2026-02-03', lastDay: '2026-03-02', causes: ['l1'] }]);
  });

  it('is void from the start when its ground falls away (S31)', async () => {
    await bureau.unlink('l1', '2025-09-01', DOCTOR);
    expect((await bureau.noticeLines('?state=INFORMATION')).sort()).toEqual([
      `${HOSPITAL} DISREGARD 2025-09-03 - INFORMATION`,
      `${SECOND} DISREGARD 2025-09-03 - INFORMATION`,
    ]);
    expect((await bureau.measures()).total).toBe(0);
    expect((await bureau.measures('?status=VOID')).items).toMatchObject([
      { cause: 'l1', from: '2025-09-03', to: '2026-03-02', voidedOn: '2025-09-01' },
    ]);
    expect((await bureau.work('hospital')).total).toBe(0);
  });

  it('has no last day where the institution’s has none: the window waits (S25)', async () => {
    await bureau.link(linked('l2', null), NURSE);
    expect(await bureau.noticeLines('', 'hospital')).toContain(`${HOSPITAL} SUSPEND 2025-09-03 - OPEN`);
    expect((await bureau.work('hospital', '?kind=RESTORATION_WINDOW')).total).toBe(0);
  });
});

describe('the day boundary in Asia/Shanghai', () => {
  const clock = new TestClock('2025-06-16T02:00:00.000Z');
  let bureau: Bureau;

  beforeAll(async () => {
    bureau = await Bureau.open(clock);
    await bureau.doctor(DOCTOR, 100, SECOND);
    await bureau.score(DOCTOR, ['n1', '2025-06-10', 9, 2], '2025-06-16');
  });

  afterAll(async () => {
    await bureau.app.close();
  });

  const seconds = (from: string, to: string): number => (Date.parse(to) - Date.parse(from)) / 1000;

  /** What lists, work list and file say now. */
  async function now(): Promise<unknown> {
    const [measure] = (await bureau.measures()).items;
    const file = await bureau.speaker.told<{ registrations: { status: string }[] }>(
      'city-agency',
      'GET',
      `/persons/${DOCTOR}`,
    );
    const overdue = await bureau.work('city-agency', '?state=OVERDUE&kind=CHANGE_STATUS');
    return [measure?.status, file.registrations.map(({ status }) => status), overdue.total];
  }

  it('turns the status at midnight in Shanghai, 16:00 in UTC, not a second sooner', async () => {
    bureau.later(seconds('2025-06-16T02:00:00Z', '2025-06-23T15:59:59Z'));
    expect(await now()).toEqual(['NOT_BEGUN', ['NORMAL', 'NORMAL'], 0]);
    bureau.later(1);
    expect(await now()).toEqual(['IN_FORCE', ['SUSPENDED', 'SUSPENDED'], 0]);
  });

  it('makes a change that was due overdue with the next midnight', async () => {
    bureau.later(24 * 3600 - 1);
    expect(await now()).toEqual(['IN_FORCE', ['SUSPENDED', 'SUSPENDED'], 0]);
    bureau.later(1);
    expect(await now()).toEqual(['IN_FORCE', ['SUSPENDED', 'SUSPENDED'], 2]);
  });

  it('goes on suspended after the last day, unrestored (PQ2025:30, S19)', async () => {
    bureau.later(seconds('2025-06-24T16:00:00Z', '2025-08-23T15:59:59Z'));
    expect(await now()).toEqual(['IN_FORCE', ['SUSPENDED', 'SUSPENDED'], 2]);
    bureau.later(1);
    expect(await now()).toEqual(['EXPIRED_NOT_RESTORED', ['SUSPENDED', 'SUSPENDED'], 2]);
    expect((await bureau.measures('?on=2025-06-23')).items.map(({ status }) => status)).toEqual([
      'NOT_BEGUN',
    ]);
    expect((await bureau.measures('?on=2025-06-24&status=IN_FORCE')).total).toBe(1);
    expect((await bureau.measures('?on=2025-08-24&status=IN_FORCE')).total).toBe(0);
    expect((await bureau.measures('?on=2025-08-24&status=EXPIRED_NOT_RESTORED')).total).toBe(1);
  });

  it('turns back with the day after the restoration’s approval', async () => {
    await bureau.record(DOCTOR, [
      { type: 'RESTORE', appliedOn: date('2025-08-24'), approvedOn: date('2025-08-25') },
    ]);
    expect(await now()).toEqual(['EXPIRED_NOT_RESTORED', ['SUSPENDED', 'SUSPENDED'], 2]);
    bureau.later(24 * 3600 - 1);
    expect(await now()).toEqual(['EXPIRED_NOT_RESTORED', ['SUSPENDED', 'SUSPENDED'], 2]);
    bureau.later(1);
    expect(await now()).toEqual(['RESTORED', ['NORMAL', 'NORMAL'], 2]);
    expect((await bureau.measures('?status=RESTORED')).total).toBe(1);
  });
});

describe('POST /calendar/years (S34)', () => {
  let bureau: Bureau;

  const ARRANGEMENT = {
    year: 2027,
    documentNo: '测试安排〔2026〕1号',
    holidays: [{ name: '元旦（测试）', from: '2027-01-01', to: '2027-01-03' }],
    makeUpDays: [],
  };

  beforeAll(async () => {
    bureau = await Bureau.open(new TestClock('2026-12-30T02:00:00.000Z'));
    await bureau.score(NURSE, ['n1', '2026-12-20', 10, 3], '2026-12-29');
    await bureau.clock('OBJECTION_PERIOD', { count: 5, unit: 'WORKING_DAYS' });
    await bureau.clock('ISSUE_MEASURE_NOTICE', { dueOn: date('2027-01-06'), provisional: true });
  });

  afterAll(async () => {
    await bureau.app.close();
  });

  const take = (body: object): Promise<Record<string, unknown>> =>
    bureau.speaker.told('city-bureau', 'POST', '/calendar/years', body);

  it('is for the municipal bureau', async () => {
    for (const username of ['city-agency', 'district-bureau', 'hospital', 'auditor'])
      expectProblem(
        await bureau.speaker.ask(username, 'POST', '/calendar/years', ARRANGEMENT),
        403,
        'FORBIDDEN',
      );
  });

  it('counts over the unknown year provisionally until then', async () => {
    const [notice] = (await bureau.notices('hospital')).items;
    expect([notice?.on, notice?.until, notice?.provisional]).toEqual(['2027-01-06', '2027-04-05', true]);
    const { items } = await bureau.work('hospital', '?kind=RESTORATION_WINDOW');
    expect(items.map(({ dueOn, provisional }) => [dueOn, provisional])).toEqual([['2027-04-05', true]]);
  });

  it('names every fault of an arrangement, and takes nothing of it', async () => {
    const answer = await bureau.speaker.ask('city-bureau', 'POST', '/calendar/years', {
      ...ARRANGEMENT,
      holidays: [
        { name: '元旦', from: '2026-12-31', to: '2027-01-03' },
        { name: '春节', from: '2027-02-10', to: '2027-02-08' },
        { name: '另一', from: '2027-01-03', to: '2027-01-04' },
      ],
      makeUpDays: ['2027-01-06', '2027-01-03', '2028-01-08'],
    });
    const errors = expectProblem(answer, 422, 'RULE_VIOLATION')['errors'] as ToldFault[];
    expect(briefly(errors)).toEqual([
      '/holidays/0/from CALENDAR_INVALID -',
      '/holidays/1/to CALENDAR_INVALID -',
      '/holidays/2 CALENDAR_INVALID -',
      '/makeUpDays/0 CALENDAR_INVALID -',
      '/makeUpDays/1 CALENDAR_INVALID -',
      '/makeUpDays/2 CALENDAR_INVALID -',
    ]);
    const form = await bureau.speaker.ask('city-bureau', 'POST', '/calendar/years', {
      ...ARRANGEMENT,
      makeUpDays: ['2027-02-30'],
    });
    expect(expectProblem(form, 400, 'INVALID_REQUEST')['errors']).toMatchObject([
      { pointer: '/makeUpDays/0', code: 'INVALID_VALUE' },
    ]);
    const known = await bureau.speaker.told<{ items: { year: number }[] }>(
      'hospital',
      'GET',
      '/calendar/years',
    );
    expect(known.items.map(({ year }) => year)).toEqual([2025, 2026]);
  });

  it('recomputes in the same change, and lists every day that moved', async () => {
    const answer = await take(ARRANGEMENT);
    const [notice, earlier] = (await bureau.notices('hospital')).items;
    expect(answer).toEqual({
      year: 2027,
      documentNo: '测试安排〔2026〕1号',
      replaced: null,
      moved: [
        {
          what: 'OBJECTION_DEADLINE',
          subject: 'score/n1',
          part: 'DUE',
          kind: null,
          was: '2027-01-05',
          now: '2027-01-06',
        },
        {
          what: 'MEASURE',
          subject: 'measure/n1',
          part: 'FROM',
          kind: null,
          was: '2027-01-06',
          now: '2027-01-07',
        },
        {
          what: 'MEASURE',
          subject: 'measure/n1',
          part: 'TO',
          kind: null,
          was: '2027-04-05',
          now: '2027-04-06',
        },
        {
          what: 'SITE_NOTICE',
          subject: `site-notice/${notice?.id ?? ''}`,
          part: 'FROM',
          kind: null,
          was: '2027-01-06',
          now: '2027-01-07',
        },
        {
          what: 'SITE_NOTICE',
          subject: `site-notice/${notice?.id ?? ''}`,
          part: 'TO',
          kind: null,
          was: '2027-04-05',
          now: '2027-04-06',
        },
        {
          what: 'CLOCK',
          subject: 'measure/n1',
          part: 'OPENS',
          kind: 'RESTORATION_WINDOW',
          was: '2027-03-15',
          now: '2027-03-16',
        },
        {
          what: 'CLOCK',
          subject: 'measure/n1',
          part: 'DUE',
          kind: 'RESTORATION_WINDOW',
          was: '2027-04-05',
          now: '2027-04-06',
        },
        {
          what: 'CLOCK',
          subject: 'notice/n1',
          part: 'DUE',
          kind: 'OBJECTION_PERIOD',
          was: '2027-01-05',
          now: '2027-01-06',
        },
        {
          what: 'CLOCK',
          subject: 'notice/n1',
          part: 'DUE',
          kind: 'ISSUE_MEASURE_NOTICE',
          was: '2027-01-06',
          now: '2027-01-07',
        },
      ],
      provisional: [],
    });
    expect([notice?.provisional, notice?.state, earlier?.state]).toEqual([false, 'OPEN', 'VOID']);
    expect(await bureau.noticeLines('', 'hospital')).toEqual([
      `${HOSPITAL} SUSPEND 2027-01-06 2027-04-05 VOID`,
      `${HOSPITAL} SUSPEND 2027-01-07 2027-04-06 OPEN`,
    ]);
  });

  it('is known afterwards, with its document number', async () => {
    const known = await bureau.speaker.told<{ items: object[] }>('hospital', 'GET', '/calendar/years');
    expect(known.items.at(-1)).toEqual(ARRANGEMENT);
    const [line] = await bureau.lines({ action: 'CALENDAR_YEAR_IMPORTED' });
    expect(line).toMatchObject({ actor: 'city-bureau', subject: 'calendar/2027' });
  });

  it('refuses the same document twice', async () => {
    expect(await bureau.speaker.refused('city-bureau', '/calendar/years', ARRANGEMENT)).toEqual([
      '/documentNo DUPLICATE_ID -',
    ]);
  });

  it('lets an amended arrangement replace it; a window moves though its measure does not', async () => {
    const answer = await take({
      ...ARRANGEMENT,
      documentNo: '测试安排〔2027〕2号',
      holidays: [...ARRANGEMENT.holidays, { name: '清明节（测试）', from: '2027-04-03', to: '2027-04-05' }],
    });
    expect(answer).toEqual({
      year: 2027,
      documentNo: '测试安排〔2027〕2号',
      replaced: '测试安排〔2026〕1号',
      moved: [
        {
          what: 'CLOCK',
          subject: 'measure/n1',
          part: 'OPENS',
          kind: 'RESTORATION_WINDOW',
          was: '2027-03-16',
          now: '2027-03-15',
        },
      ],
      provisional: [],
    });
    expect(await bureau.speaker.refused('city-bureau', '/calendar/years', ARRANGEMENT)).toEqual([
      '/documentNo DUPLICATE_ID -',
    ]);
  });

  it('says what stays provisional for want of a later year', async () => {
    await bureau.score('HJ110105000001', ['n2', '2026-12-21', 12, null], '2026-12-29');
    const answer = await take({ ...ARRANGEMENT, documentNo: '测试安排〔2027〕3号' });
    expect(answer['moved']).toEqual([
      {
        what: 'CLOCK',
        subject: 'measure/n1',
        part: 'OPENS',
        kind: 'RESTORATION_WINDOW',
        was: '2027-03-15',
        now: '2027-03-16',
      },
    ]);
    expect(answer['provisional']).toEqual([
      { what: 'CLOCK', subject: 'measure/n2', kind: 'RESTORATION_WINDOW', day: '2030-01-06' },
    ]);
  });
});
