import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { EntityManager } from 'typeorm';
import { ClockEntity } from '../../src/clocks/clock.entity.js';
import { ClockEventEntity } from '../../src/clocks/clock-event.entity.js';
import { ClocksService, type ClockKind, type NewClock } from '../../src/clocks/clocks.module.js';
import { date } from '../../src/domain/shared/calendar-date.js';
import { Database } from '../../src/platform/database/database.js';
import { expectProblem } from '../support/problem.js';
import { Speaker } from '../support/registry.js';
import { openTestApp, type TestApp } from '../support/test-app.js';
import { TestClock } from '../support/test-clock.js';

interface WorkItem {
  readonly kind: string;
  readonly state: string;
  readonly subject: string;
  readonly title: string;
  readonly office: string;
  readonly dueOn: string | null;
  readonly workingDaysLeft: number | null;
  readonly provisional: boolean;
  readonly counted: {
    readonly count: number | null;
    readonly extensionDays: number;
    readonly passedOver: readonly object[];
    readonly madeUp: readonly string[];
  };
}

interface WorkList {
  readonly today: string;
  readonly items: readonly WorkItem[];
  readonly total: number;
}

/** Friday before the holidays of October 2025; Sunday the 28th is worked. */
const clock = new TestClock('2025-09-26T02:00:00.000Z');
let bureau: TestApp;
let speaker: Speaker;

beforeAll(async () => {
  bureau = await openTestApp({ clock });
  speaker = new Speaker(bureau);
});

afterAll(async () => {
  await bureau.close();
});

/** Does something with the clocks as another module would, inside a change. */
function change<T>(work: (tx: EntityManager, clocks: ClocksService, at: string) => Promise<T>): Promise<T> {
  const record = {
    actor: 'system',
    office: '110000',
    action: 'TEST',
    subject: 'test',
    before: null,
    after: null,
    receipt: null,
  };
  return bureau.app.get(Database).write(async (tx, at) => ({
    result: await work(tx, bureau.app.get(ClocksService), at),
    record,
  }));
}

/** Every test finds the lists empty. */
afterEach(async () => {
  await change(async (tx, clocks, at) => {
    for (const { subject } of await clocks.allRunning(tx)) await clocks.closeAll(tx, subject, at);
  });
});

const newClock = (kind: ClockKind, subject: string, more: Partial<NewClock> = {}): NewClock => ({
  kind,
  subject,
  office: '110105',
  officeKind: 'AGENCY',
  title: `办理 ${subject}`,
  citation: 'PQ2025:24',
  from: date('2025-09-26'),
  term: { count: 5, unit: 'WORKING_DAYS' },
  ...more,
});

const open = (...clocks: readonly NewClock[]): Promise<void> =>
  change(async (tx, service, at) => {
    for (const each of clocks) await service.open(tx, each, at);
  });

const list = (username: string, query = ''): Promise<WorkList> =>
  speaker.told<WorkList>(username, 'GET', `/work-list${query}`);

const subjects = async (username: string, query = ''): Promise<string[]> =>
  (await list(username, query)).items.map(({ subject }) => subject);

/** The only item of a subject. */
async function item(subject: string, state = 'OPEN'): Promise<WorkItem> {
  const { items, total } = await list('auditor', `?subject=${subject}&state=${state}`);
  expect(total).toBe(1);
  const [only] = items;
  if (only === undefined) throw new Error(`nothing of ${subject}`);
  return only;
}

describe('GET /work-list', () => {
  it('says when something is due and how that was counted: days passed over, make-up days (PQ2025:24)', async () => {
    await open(newClock('TELL_INSTITUTION', 'notice/counted'));
    expect(await item('notice/counted')).toEqual({
      id: expect.any(String),
      kind: 'TELL_INSTITUTION',
      state: 'OPEN',
      title: '办理 notice/counted',
      subject: 'notice/counted',
      citation: 'PQ2025:24',
      office: '110105',
      officeKind: 'AGENCY',
      supervisedBy: null,
      dueOn: '2025-10-10',
      counted: {
        from: '2025-09-26',
        count: 5,
        unit: 'WORKING_DAYS',
        extensionDays: 0,
        passedOver: [
          { date: '2025-09-27', reason: '周六' },
          ...[1, 2, 3, 4, 5, 6, 7, 8].map((day) => ({
            date: `2025-10-0${day}`,
            reason: expect.stringContaining('国庆'),
          })),
        ],
        madeUp: ['2025-09-28'],
      },
      workingDaysLeft: 5,
      provisional: false,
      openedAt: expect.stringMatching(/^2025-09-26T02:00:00\.\d{3}Z$/),
      closedAt: null,
    });
  });

  it('puts what has no day first, then by due day, page by page', async () => {
    await open(
      newClock('ISSUE_NOTICE', 'order/later', { term: { dueOn: date('2025-11-20') } }),
      newClock('SERVE_NOTICE', 'order/at-once', { term: null }),
      newClock('DECIDE_OBJECTION', 'order/sooner', { term: { dueOn: date('2025-11-03') } }),
    );
    expect(await subjects('district-agency')).toEqual(['order/at-once', 'order/sooner', 'order/later']);
    expect(await subjects('district-agency', '?page=2&pageSize=2')).toEqual(['order/later']);
    expect(await subjects('district-agency', '?kind=DECIDE_OBJECTION')).toEqual(['order/sooner']);
  });

  it('tells what is due soon, overdue and closed, and counts it by kind', async () => {
    await open(
      newClock('DETERMINE_RESPONSIBILITY', 'state/far', { term: { dueOn: date('2025-10-10') } }),
      newClock('DETERMINE_RESPONSIBILITY', 'state/soon', { term: { dueOn: date('2025-09-30') } }),
      newClock('DETERMINE_RESPONSIBILITY', 'state/today', { term: { dueOn: date('2025-09-26') } }),
      newClock('DETERMINE_RESPONSIBILITY', 'state/late', { term: { dueOn: date('2025-09-22') } }),
      newClock('ISSUE_MEASURE_NOTICE', 'state/at-once', { term: null }),
      newClock('DETERMINE_RESPONSIBILITY', 'state/done', { term: { dueOn: date('2025-09-22') } }),
      newClock('OBJECTION_PERIOD', 'state/period', { term: { dueOn: date('2025-09-25') } }),
    );
    await change((tx, clocks, at) => clocks.close(tx, 'DETERMINE_RESPONSIBILITY', 'state/done', at));

    const states = (await list('district-agency')).items.map(({ subject, state, workingDaysLeft }) => [
      subject,
      state,
      workingDaysLeft,
    ]);
    expect(states).toEqual([
      ['state/at-once', 'DUE_SOON', null],
      ['state/late', 'OVERDUE', -4],
      ['state/today', 'DUE_SOON', 0],
      ['state/soon', 'DUE_SOON', 3],
      ['state/far', 'OPEN', 5],
    ]);
    expect(await subjects('district-agency', '?state=DUE_SOON')).toEqual([
      'state/at-once',
      'state/today',
      'state/soon',
    ]);
    expect(await subjects('district-agency', '?state=OVERDUE')).toEqual(['state/late']);
    const closed = await list('district-agency', '?state=CLOSED&kind=DETERMINE_RESPONSIBILITY');
    expect(closed.items.map(({ subject, state }) => [subject, state])).toEqual([['state/done', 'CLOSED']]);
    expect((await item('state/period', 'CLOSED')).state).toBe('CLOSED');

    const summary = await speaker.told<{ kinds: { kind: string }[] }>(
      'district-agency',
      'GET',
      '/work-list/summary',
    );
    expect(
      summary.kinds.filter(({ kind }) => ['DETERMINE_RESPONSIBILITY', 'ISSUE_MEASURE_NOTICE'].includes(kind)),
    ).toEqual([
      { kind: 'DETERMINE_RESPONSIBILITY', open: 4, dueSoon: 2, overdue: 1, closed: 1 },
      { kind: 'ISSUE_MEASURE_NOTICE', open: 1, dueSoon: 1, overdue: 0, closed: 0 },
    ]);
  });

  it('shows each office its own, a district agency also what its institutions are late with (PQ2025:24)', async () => {
    const ofHospital = {
      office: 'H11010500001',
      officeKind: 'INSTITUTION',
      supervisedBy: '110105',
    } as const;
    await open(
      newClock('ISSUE_NOTICE', 'whose/district-agency', { term: { dueOn: date('2025-10-10') } }),
      newClock('ISSUE_NOTICE', 'whose/district-bureau', { officeKind: 'BUREAU' }),
      newClock('ISSUE_NOTICE', 'whose/city-agency', { office: '110000' }),
      newClock('ISSUE_NOTICE', 'whose/other-district', { office: '110101' }),
      newClock('CHANGE_STATUS', 'whose/hospital', ofHospital),
      newClock('CHANGE_STATUS', 'whose/late-hospital', {
        ...ofHospital,
        term: { dueOn: date('2025-09-25') },
      }),
    );
    expect(await subjects('district-agency')).toEqual(['whose/late-hospital', 'whose/district-agency']);
    expect(await subjects('district-bureau')).toEqual(['whose/district-bureau']);
    expect(await subjects('hospital')).toEqual(['whose/late-hospital', 'whose/hospital']);
    expect(await subjects('pharmacy')).toEqual([]);
    for (const username of ['city-bureau', 'city-agency', 'auditor'])
      expect((await list(username)).total).toBe(6);
    expect(await subjects('city-agency', '?office=110101')).toEqual(['whose/other-district']);
    expect(await subjects('city-agency', '?office=110105&officeKind=BUREAU')).toEqual([
      'whose/district-bureau',
    ]);
    expect(await subjects('district-agency', '?office=110101')).toEqual([]);
    for (const username of ['person', 'sysadmin', 'secadmin']) {
      expectProblem(await speaker.ask(username, 'GET', '/work-list'), 403, 'FORBIDDEN');
      expectProblem(await speaker.ask(username, 'GET', '/work-list/summary'), 403, 'FORBIDDEN');
    }
  });

  it('refuses a state that does not exist', async () => {
    const problem = expectProblem(
      await speaker.ask('auditor', 'GET', '/work-list?state=LATE'),
      400,
      'INVALID_REQUEST',
    );
    expect(problem['errors']).toMatchObject([{ pointer: '/state', code: 'INVALID_VALUE' }]);
  });
});

describe('a clock', () => {
  it('runs once for a kind and subject: started again it is set anew', async () => {
    await open(newClock('ISSUE_NOTICE', 'case/once'));
    await open(newClock('ISSUE_NOTICE', 'case/once', { from: date('2025-09-28') }));
    expect((await item('case/once')).dueOn).toBe('2025-10-11');
  });

  it('is counted from a corrected day, and extended by recorded days (S30)', async () => {
    await open(newClock('DECIDE_OBJECTION', 'objection/1'));
    await change((tx, clocks, at) =>
      clocks.move(tx, 'DECIDE_OBJECTION', 'objection/1', date('2025-09-28'), at),
    );
    expect((await item('objection/1')).dueOn).toBe('2025-10-11');
    await change((tx, clocks, at) =>
      clocks.extend(tx, 'DECIDE_OBJECTION', 'objection/1', 2, 'PQ2025:37', at),
    );
    expect(await item('objection/1')).toMatchObject({
      dueOn: '2025-10-14',
      counted: { count: 5, extensionDays: 2, madeUp: ['2025-10-11'] },
    });
  });

  it('closes once; what does not run neither closes, moves nor extends', async () => {
    await open(newClock('ISSUE_NOTICE', 'case/closing'));
    clock.advanceSeconds(60);
    await change((tx, clocks, at) => clocks.close(tx, 'ISSUE_NOTICE', 'case/closing', at));
    clock.advanceSeconds(60);
    const nothing = await change(async (tx, clocks, at) => {
      await clocks.close(tx, 'ISSUE_NOTICE', 'case/closing', at);
      return [
        await clocks.move(tx, 'ISSUE_NOTICE', 'case/closing', date('2025-09-28'), at),
        await clocks.extend(tx, 'ISSUE_NOTICE', 'case/closing', 1, 'PQ2025:37', at),
      ];
    });
    expect(nothing).toEqual([null, null]);
    expect(await item('case/closing', 'CLOSED')).toMatchObject({
      dueOn: '2025-10-10',
      closedAt: '2025-09-26T02:01:00.000Z',
    });
  });

  it('can run again after it was closed, both on record', async () => {
    await open(newClock('ISSUE_NOTICE', 'case/closing'));
    expect((await item('case/closing')).dueOn).toBe('2025-10-10');
    expect((await item('case/closing', 'CLOSED')).dueOn).toBe('2025-10-10');
  });

  it('keeps every step it took, which the database lets nobody change', async () => {
    const manager = bureau.app.get(Database).read;
    const { id: clockId } = await manager.findOneByOrFail(ClockEntity, { subject: 'objection/1' });
    const rows = await manager.find(ClockEventEntity, { where: { clockId }, order: { sequence: 'ASC' } });
    const events = rows.map(({ event }) => event);
    expect(events).toEqual(['OPENED', 'MOVED', 'EXTENDED', 'CLOSED']);
    await expect(
      change((tx) => tx.update(ClockEventEntity, { clockId }, { event: 'CLOSED' })),
    ).rejects.toThrow('clock_event is append-only');
  });

  it('is counted by the very code of GET /calendar/working-days', async () => {
    const answer = await speaker.told<{ date: string; passedOver: object[]; madeUp: string[] }>(
      'hospital',
      'GET',
      '/calendar/working-days?from=2025-09-26&count=5',
    );
    await open(newClock('TELL_INSTITUTION', 'notice/same'));
    const { dueOn, counted } = await item('notice/same');
    expect([dueOn, counted.passedOver, counted.madeUp]).toEqual([
      answer.date,
      answer.passedOver,
      answer.madeUp,
    ]);
  });
});
