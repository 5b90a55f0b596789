import { describe, expect, it } from '@jest/globals';
import { SHIPPED } from '../../../test/support/discretion/rulebook.js';
import { date } from '../shared/calendar-date.js';
import {
  decideRestorationWithin,
  endingLast,
  liftedBy,
  restorationFaults,
  uncertainFaults,
} from './restoration-application.js';
import type { JudgedScore, Restriction } from './standing.js';

const restriction = (cause: string, from: string, to: string | null, restoredOn: string | null = null) =>
  ({
    cause,
    kind: 'SUSPENSION',
    from: date(from),
    to: to === null ? null : date(to),
    restoredOn: restoredOn === null ? null : date(restoredOn),
  }) satisfies Restriction;

const SUSPENDED = restriction('n1', '2025-08-04', '2025-11-03');

const faultsOn = (
  restrictions: readonly Restriction[],
  appliedOn: string,
  scores: readonly JudgedScore[] = [],
) =>
  restorationFaults(
    { restrictions, scores },
    { appliedOn: date(appliedOn), today: date(appliedOn) },
    SHIPPED,
  );

describe('restorationFaults', () => {
  it('lets the fifteenth working day before the last day through, and every later one (PQ2025:30, S20)', () => {
    expect(['2025-10-13', '2025-11-03', '2026-05-01'].map((day) => faultsOn([SUSPENDED], day))).toEqual([
      [],
      [],
      [],
    ]);
  });

  it('tells whoever comes too early when the window opens, and how that was counted', () => {
    expect(faultsOn([SUSPENDED], '2025-10-12')).toEqual([
      {
        pointer: '/appliedOn',
        code: 'TOO_EARLY',
        detail:
          '最后一项措施 2025-11-03 期满，期满前第 15 个工作日为 2025-10-13（越过 2025-11-02（周日）、2025-11-01（周六）、2025-10-26（周日）、2025-10-25（周六）、2025-10-19（周日）、2025-10-18（周六）；末日不计），自该日起可以申请；申请日 2025-10-12 早于该日。',
        citation: 'PQ2025:30',
      },
    ]);
  });

  it('counts a make-up day, and says so', () => {
    const [fault] = faultsOn([restriction('n1', '2025-09-01', '2025-10-20')], '2025-09-01');
    expect(fault?.detail).toContain('调休上班日 2025-10-11、2025-09-28 计入；末日不计');
  });

  it('says where the days rest on a year not published yet (S34)', () => {
    const [fault] = faultsOn([restriction('n1', '2026-09-01', '2029-08-31')], '2026-09-02');
    expect(fault?.detail).toContain('为暂定');
  });

  it('refuses whoever has nothing to be restored', () => {
    const restored = restriction('n1', '2025-08-04', '2025-11-03', '2025-11-04');
    expect([faultsOn([], '2025-08-01'), faultsOn([restored], '2025-12-01')]).toEqual([
      [expect.objectContaining({ code: 'NOT_RESTRICTED', citation: 'PQ2025:30' })],
      [expect.objectContaining({ code: 'NOT_RESTRICTED', citation: 'PQ2025:30' })],
    ]);
  });

  it('waits for the last of all measures', () => {
    const later = restriction('n2', '2025-10-01', '2025-12-31');
    expect(faultsOn([SUSPENDED, later], '2025-10-20').map(({ code }) => code)).toEqual(['TOO_EARLY']);
  });

  it('lets an application in while the months are open, none while a linked measure has no last day', () => {
    const open: JudgedScore = {
      id: 'n1',
      effectiveOn: date('2025-07-20'),
      points: 9,
      pointsAlone: 9,
      yearTotalAfter: 9,
      objectionDeadline: date('2025-08-03'),
      provisional: false,
      measure: {
        kind: 'SUSPENSION',
        allowedMonths: { min: 1, max: 2 },
        months: null,
        from: date('2025-08-04'),
        to: null,
      },
    };
    const endless = restriction('n1', '2025-08-04', null);
    expect(faultsOn([endless], '2025-09-01', [open])).toEqual([]);
    const linked = restriction('l1', '2025-08-04', null);
    const told = [faultsOn([linked], '2025-09-01'), faultsOn([endless, linked], '2025-09-01', [open])];
    const [fault] = told[0] ?? [];
    expect(told.map((faults) => faults.map(({ code }) => code))).toEqual([['NO_LAST_DAY'], ['NO_LAST_DAY']]);
    expect(fault?.detail).toBe('有措施没有期满日（随机构的措施未定期限），暂不能申请恢复。');
  });

  it('looks at the measures begun by the day only, as the ledger does (S19)', () => {
    const coming = restriction('n2', '2025-10-30', '2026-03-29');
    expect(faultsOn([SUSPENDED, coming], '2025-10-29')).toEqual([]);
    expect(faultsOn([SUSPENDED, coming], '2025-10-30').map(({ code }) => code)).toEqual(['TOO_EARLY']);
    expect(faultsOn([coming], '2025-10-29')).toEqual([
      expect.objectContaining({
        code: 'NOT_RESTRICTED',
        detail: '该人员的措施自 2025-10-30 起开始，目前没有待恢复的暂停或终止。',
      }),
    ]);
  });

  it('says too early on no day that a year not yet published could still open (S34)', () => {
    const intoNext = restriction('n1', '2026-12-22', '2027-01-21');
    const codesOn = (day: string): string[] => faultsOn([intoNext], day).map(({ code }) => code);
    // 15 working days before 1 January 2027 is 11 December; by plain weeks the window opens on 31 December
    expect(codesOn('2026-12-22')).toEqual(['CALENDAR_YEAR_MISSING']);
    expect(codesOn('2026-12-30')).toEqual(['CALENDAR_YEAR_MISSING']);
    expect(codesOn('2026-12-31')).toEqual([]);
    const farOff = restriction('n1', '2026-09-01', '2029-08-31');
    expect(faultsOn([farOff], '2026-12-10').map(({ code }) => code)).toEqual(['TOO_EARLY']);
    expect(faultsOn([farOff], '2026-12-11').map(({ code }) => code)).toEqual(['CALENDAR_YEAR_MISSING']);
  });

  it('approves on no window that such a year could still move (S34)', () => {
    const intoNext = restriction('n1', '2026-12-22', '2027-01-21');
    const codesOn = (day: string, scores: readonly JudgedScore[] = []): string[] =>
      uncertainFaults(
        { restrictions: [intoNext], scores },
        { appliedOn: date(day), today: date('2027-01-25') },
        SHIPPED,
      ).map(({ pointer, code }) => `${pointer} ${code}`);
    expect(codesOn('2026-12-31')).toEqual(['/agreed CALENDAR_YEAR_MISSING']);
    expect(codesOn('2027-01-05')).toEqual(['/agreed CALENDAR_YEAR_MISSING']);
    expect(codesOn('2027-01-06')).toEqual([]);
    const counted: JudgedScore = {
      id: 'n1',
      effectiveOn: date('2026-12-14'),
      points: 9,
      pointsAlone: 9,
      yearTotalAfter: 9,
      objectionDeadline: date('2027-01-05'),
      provisional: true,
      measure: null,
    };
    expect(codesOn('2027-01-25', [counted])).toEqual(['/agreed CALENDAR_YEAR_MISSING']);
  });
});

describe('decideRestorationWithin', () => {
  it('is the figure of PQ2025:30', () => {
    expect(decideRestorationWithin(SHIPPED, date('2025-10-14'))).toBe(15);
  });
});

describe('what an approval lifts', () => {
  it('is what has begun and is not restored yet (S19)', () => {
    const restored = restriction('n0', '2025-05-01', '2025-06-01', '2025-06-02');
    const ahead = restriction('n2', '2025-12-01', '2025-12-31');
    expect(liftedBy({ restrictions: [restored, SUSPENDED, ahead] }, date('2025-11-01'))).toEqual([SUSPENDED]);
  });

  it('ends with the measure that ends last; one without an end comes last of all', () => {
    const later = restriction('n2', '2025-08-01', '2025-12-31');
    const endless = restriction('l1', '2025-08-01', null);
    expect([endingLast([]), endingLast([SUSPENDED, later]), endingLast([later, endless, SUSPENDED])]).toEqual(
      [null, later, endless],
    );
  });
});
