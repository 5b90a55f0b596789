import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { LedgerFact } from '../../src/domain/qualification/ledger-fact.js';
import { yearTotalOn } from '../../src/domain/qualification/year-total.js';
import { statusOn } from '../../src/domain/qualification/timeline.js';
import { date } from '../../src/domain/shared/calendar-date.js';
import type { Account } from '../../src/identity/identity.module.js';
import { LedgerEntryEntity } from '../../src/ledger/ledger-entry.entity.js';
import { LedgerService, RebuildService, RestrictionEntity } from '../../src/ledger/ledger.module.js';
import { StandingEntity } from '../../src/ledger/standing.entity.js';
import { Database } from '../../src/platform/database/database.js';
import { openTestApp, type TestApp } from '../support/test-app.js';
import { TestClock } from '../support/test-clock.js';

const OFFICER: Account = {
  id: 'a1',
  username: 'city-agency',
  displayName: '经办人员',
  role: 'MUNICIPAL_AGENCY',
  office: '110000',
  post: 'OFFICER',
  personCode: null,
};
const RECORD = {
  actor: OFFICER.username,
  office: OFFICER.office,
  action: 'TEST',
  subject: 'ledger',
  before: null,
  after: null,
  receipt: null,
};

let app: TestApp;
let database: Database;
let ledger: LedgerService;

beforeEach(async () => {
  app = await openTestApp({ clock: new TestClock('2025-12-01T02:00:00.000Z') });
  database = app.app.get(Database);
  ledger = app.app.get(LedgerService);
});

afterEach(() => app.close());

const put = (personId: string, ...facts: LedgerFact[]): Promise<string> =>
  database.write(async (tx, at) => {
    await ledger.append(tx, personId, facts, OFFICER, at);
    return { result: at, record: RECORD };
  });

const OF_BAND = ['PQ2025:20(1)', 'PQ2025:21(1)', 'PQ2025:22(1)', 'PQ2025:23(1)'] as const;

/** A notice of one finding that carries so many points. */
function score(id: string, effectiveOn: string, points: number, months: number | null = null): LedgerFact {
  const circumstance = OF_BAND[Math.floor((points - 1) / 3)] ?? 'PQ2025:23(1)';
  const finding = {
    conductId: `act of ${id}`,
    circumstance,
    degree: 'PRINCIPAL',
    adjustment: 'NONE',
    points,
    basis: null,
  } as const;
  return {
    type: 'SCORE',
    id,
    effectiveOn: date(effectiveOn),
    findings: [finding],
    noticeReceivedOn: null,
    months,
  };
}

const received = (scoreId: string, on: string): LedgerFact => ({ type: 'RECEIVED', scoreId, on: date(on) });

async function totalOn(personId: string, day: string): Promise<number> {
  return yearTotalOn(await ledger.standingOf(database.read, personId), date(day));
}

async function statusOf(personId: string, day: string): Promise<string> {
  return statusOn((await ledger.standingOf(database.read, personId)).restrictions, date(day));
}

describe('LedgerService', () => {
  it('restricts nobody before the notice was received, and from the day after the time to object (PQ2025:24, S16)', async () => {
    await put('p1', score('n1', '2025-09-20', 9, 2));
    expect(await database.read.find(RestrictionEntity)).toEqual([]);
    await put('p1', received('n1', '2025-09-26'));
    expect(await database.read.find(RestrictionEntity)).toEqual([
      {
        personId: 'p1',
        cause: 'n1',
        kind: 'SUSPENSION',
        from: '2025-10-11',
        to: '2025-12-10',
        restoredOn: null,
      },
    ]);
    expect(await statusOf('p1', '2025-10-10')).toBe('NORMAL');
    expect(await statusOf('p1', '2025-10-11')).toBe('SUSPENDED');
  });

  it('lets the proof of receipt recorded last stand', async () => {
    await put('p1', score('n1', '2025-09-20', 9, 2), received('n1', '2025-09-26'));
    await put('p1', received('n1', '2025-09-25'));
    expect((await ledger.standingOf(database.read, 'p1')).scores[0]?.objectionDeadline).toBe('2025-10-09');
  });

  it('writes nothing when one of several facts is at fault, and says where', async () => {
    await expect(
      put('p1', score('n1', '2025-09-20', 8), score('n2', '2025-09-21', 13), {
        type: 'RECEIVED',
        scoreId: 'nowhere',
        on: date('2025-09-26'),
      }),
    ).rejects.toMatchObject({
      code: 'RULE_VIOLATION',
      errors: [
        { pointer: '/2/scoreId', code: 'UNKNOWN_SCORE' },
        { pointer: '/1/findings/0/points', code: 'POINTS_OUT_OF_RANGE', citation: 'PQ2025:23(1)' },
      ],
    });
    expect(await database.read.count(LedgerEntryEntity)).toBe(0);
    expect(await database.read.count(StandingEntity)).toBe(0);
  });

  it('lets both scores of two agencies at once stand, with the totals of some order (S7)', async () => {
    await Promise.all([put('p1', score('n1', '2025-09-20', 6)), put('p1', score('n2', '2025-09-20', 4))]);
    const { scores } = await ledger.standingOf(database.read, 'p1');
    expect(scores.map(({ yearTotalAfter }) => yearTotalAfter).sort()).toEqual([10, 6]);
    expect(await totalOn('p1', '2025-12-31')).toBe(10);
  });

  it('gives way to the least months that fit when an earlier score is recorded later (S31)', async () => {
    await put('p1', score('n1', '2025-09-20', 9, 2), received('n1', '2025-09-26'));
    await put('p1', score('n2', '2025-09-01', 1));
    const { scores } = await ledger.standingOf(database.read, 'p1');
    expect(scores.map(({ id, yearTotalAfter, measure }) => [id, yearTotalAfter, measure])).toEqual([
      ['n2', 1, null],
      [
        'n1',
        10,
        {
          kind: 'SUSPENSION',
          allowedMonths: { min: 3, max: 4 },
          months: 3,
          from: '2025-10-11',
          to: '2026-01-10',
        },
      ],
    ]);
  });

  it('knows what was known at an instant, whatever came later', async () => {
    await put('p1', score('n1', '2025-09-20', 9, 2));
    const known = await put('p1', received('n1', '2025-09-26'));
    await put('p1', { type: 'REVOKE', on: date('2025-11-03'), scoreId: 'n1' });
    expect(await statusOf('p1', '2025-11-01')).toBe('NORMAL');
    const then = await ledger.historyOf(database.read, 'p1', known);
    expect(statusOn(then.standing.restrictions, date('2025-11-01'))).toBe('SUSPENDED');
    expect(yearTotalOn(then.standing, date('2025-11-01'))).toBe(9);
  });

  it('restricts no longer by a linked measure whose ground fell away (PQ2025:27, S25)', async () => {
    const link: LedgerFact = {
      type: 'LINKED',
      id: 'l1',
      on: date('2025-09-01'),
      kind: 'SUSPENSION',
      from: date('2025-09-01'),
      to: null,
    };
    await put('p1', link);
    expect(await statusOf('p1', '2025-10-01')).toBe('SUSPENDED');
    await put('p1', { type: 'LINK_VOIDED', on: date('2025-10-02'), linkId: 'l1' });
    expect(await statusOf('p1', '2025-10-01')).toBe('NORMAL');
    expect(await database.read.find(RestrictionEntity)).toEqual([]);
  });

  it('refuses to change or remove what is on a file (PQ2025:47)', async () => {
    await put('p1', score('n1', '2025-09-20', 9, 2));
    const change = (sql: string): Promise<unknown> =>
      database.write(async (tx) => ({ result: await tx.query<unknown>(sql), record: RECORD }));
    await expect(change('UPDATE ledger_entry SET person_id = 1')).rejects.toThrow(
      'ledger_entry is append-only',
    );
    await expect(change('DELETE FROM ledger_entry')).rejects.toThrow('ledger_entry is append-only');
  });
});

describe('LedgerService.merge', () => {
  const merge = (): Promise<void> =>
    database.write(async (tx, at) => {
      await ledger.merge(tx, 'p1', 'p2', OFFICER, at);
      return { result: undefined, record: RECORD };
    });

  it('judges two files as one, and each by itself again when they are parted (S7)', async () => {
    await put('p1', score('n1', '2025-09-20', 8));
    await put('p2', score('n2', '2025-09-22', 4), received('n2', '2025-09-26'));
    await merge();
    expect([await totalOn('p1', '2025-12-31'), await totalOn('p2', '2025-12-31')]).toEqual([12, 12]);
    expect([await statusOf('p1', '2025-10-11'), await statusOf('p2', '2025-10-11')]).toEqual([
      'TERMINATED',
      'TERMINATED',
    ]);
    expect(await database.read.find(RestrictionEntity)).toMatchObject([{ personId: 'p1', cause: 'n2' }]);
    await database.write(async (tx, at) => {
      await ledger.unmerge(tx, 'p1', 'p2', OFFICER, at);
      return { result: undefined, record: RECORD };
    });
    expect([await totalOn('p1', '2025-12-31'), await totalOn('p2', '2025-12-31')]).toEqual([8, 4]);
    expect(await database.read.find(RestrictionEntity)).toEqual([]);
    expect(await ledger.differences(database.read)).toEqual([]);
  });

  it('puts what is recorded for either person after a merge on the one file', async () => {
    await put('p1', score('n1', '2025-09-20', 8));
    await merge();
    await put('p2', score('n2', '2025-09-22', 4));
    expect([await totalOn('p1', '2025-12-31'), await totalOn('p2', '2025-12-31')]).toEqual([12, 12]);
  });

  it('joins no file twice', async () => {
    await merge();
    await expect(merge()).rejects.toThrow('p2 is on the file of p1');
  });
});

describe('RebuildService', () => {
  it('finds the projection equal to the ledger, and mends one that is not', async () => {
    const rebuild = app.app.get(RebuildService);
    await put('p1', score('n1', '2025-09-20', 9, 2), received('n1', '2025-09-26'));
    await put('p2', score('n2', '2025-09-20', 4));
    expect(await rebuild.rebuild()).toEqual([]);
    await database.write(async (tx) => {
      await tx.update(
        StandingEntity,
        { personId: 'p1' },
        { content: '{"standing":{"scores":[]},"measureWhenHandled":[]}' },
      );
      await tx.delete(StandingEntity, { personId: 'p2' });
      return { result: undefined, record: RECORD };
    });
    expect(await rebuild.rebuild()).toEqual(['p1', 'p2']);
    await database.write(async (tx) => {
      await tx.delete(RestrictionEntity, { personId: 'p1' });
      await tx.insert(StandingEntity, { personId: 'p9', fileId: 'p9', content: '{"standing":{}}' });
      return { result: undefined, record: RECORD };
    });
    expect(await rebuild.rebuild()).toEqual(['p1', 'p9']);
    expect(await database.read.existsBy(StandingEntity, { personId: 'p9' })).toBe(false);
    expect(await statusOf('p1', '2025-10-11')).toBe('SUSPENDED');
    expect(await totalOn('p2', '2025-12-31')).toBe(4);
    expect(await rebuild.rebuild()).toEqual([]);
  });
});
