import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { SHIPPED } from '../../../test/support/discretion/rulebook.js';
import { soundHistory } from '../../../test/support/qualification/arbitrary-history.js';
import { judgedSound } from '../../../test/support/qualification/judging.js';
import { pointsLawOn, type ActivityLevel } from '../scoring/points-law.js';
import { addDays, date, yearOf, type CalendarDate } from '../shared/calendar-date.js';
import { dayOf, type HistoryEvent } from './event.js';
import { changesMeasures, countRepair, takenOf, type CountedRepair, type RepairAsked } from './repair-day.js';
import type { Result } from '../shared/result.js';

const LAW = pointsLawOn(SHIPPED, date('2025-06-01'));
const CIRCUMSTANCES = ['PQ2025:20(1)', 'PQ2025:21(1)', 'PQ2025:22(1)', 'PQ2025:23(1)'] as const;

/** A notice of one act of 1 to 12 points, received on the day itself. */
function notice(id: string, on: string, points: number, months: number | null = null): HistoryEvent {
  return {
    type: 'SCORE',
    id,
    effectiveOn: date(on),
    findings: [
      {
        conductId: id,
        circumstance: CIRCUMSTANCES[Math.ceil(points / 3) - 1] ?? 'PQ2025:23(1)',
        degree: 'PRINCIPAL',
        adjustment: 'NONE',
        points,
        basis: null,
      },
    ],
    noticeReceivedOn: date(on),
    months,
  };
}

const repaired = (on: string, level: ActivityLevel | null = null): HistoryEvent => ({
  type: 'REPAIR',
  on: date(on),
  level,
});

interface Wanted {
  readonly activityOn: string;
  readonly approvedOn: string;
  readonly level?: ActivityLevel;
  readonly policy?: RepairAsked['policy'];
}

/** What becomes of one more repair on a history; trials are made as the ledger makes them. */
function counted(events: readonly HistoryEvent[], wanted: Wanted): Result<CountedRepair> {
  const { activityOn, approvedOn, level = null, policy = 'ACTIVITY' } = wanted;
  const recorded = events.length;
  const before = judgedSound(events, recorded).standing;
  const trial = (on: string) =>
    judgedSound([...events, { type: 'REPAIR', on: date(on), level }], recorded).standing;
  const route = level === null ? 'TRAINING' : 'ACTIVITY';
  const taken = takenOf(events, before.repairs, { route, year: yearOf(date(activityOn)) });
  return countRepair(
    { level, activityOn: date(activityOn), approvedOn: date(approvedOn), policy, taken },
    { before, onActivity: trial(activityOn), onApproval: trial(approvedOn) },
    LAW,
  );
}

const codes = (result: Result<CountedRepair>): string[] =>
  result.ok ? [] : result.faults.map(({ code, citation }) => `${code} ${citation ?? '-'}`);

describe('countRepair', () => {
  it('counts a training on its own day, one point (PQ2025:32(1), S22)', () => {
    const result = counted([notice('a', '2025-06-02', 5)], {
      activityOn: '2025-06-10',
      approvedOn: '2025-07-01',
    });
    expect(result).toEqual({ ok: true, value: { on: '2025-06-10', deducted: 1, because: 'POLICY' } });
  });

  it('counts on the day of the approval where that is the reading adopted (repairDay)', () => {
    const result = counted([notice('a', '2025-06-02', 5)], {
      activityOn: '2025-06-10',
      approvedOn: '2025-07-01',
      policy: 'APPROVAL',
    });
    expect(result).toEqual({ ok: true, value: { on: '2025-07-01', deducted: 1, because: 'POLICY' } });
  });

  it('takes an activity at its level, as far as the cap and the points allow (PQ2025:32(2))', () => {
    const events = [notice('a', '2025-06-02', 7), repaired('2025-06-10', 'MUNICIPAL')];
    const result = counted(events, {
      activityOn: '2025-06-20',
      approvedOn: '2025-06-25',
      level: 'NATIONAL',
    });
    expect(result).toEqual({ ok: true, value: { on: '2025-06-20', deducted: 1, because: 'POLICY' } });
  });

  it('moves to the approval where the activity day would change a measure decided (PQ2025:31, S23)', () => {
    const events = [notice('a', '2025-06-02', 4), notice('b', '2025-08-04', 5, 1)];
    const result = counted(events, { activityOn: '2025-07-01', approvedOn: '2025-09-01' });
    expect(result).toEqual({
      ok: true,
      value: { on: '2025-09-01', deducted: 1, because: 'MEASURE_DECIDED' },
    });
  });

  it('is refused where only another year is left to count in (S22, S23)', () => {
    const events = [notice('a', '2025-06-02', 4), notice('b', '2025-08-04', 5, 1)];
    const result = counted(events, { activityOn: '2025-07-01', approvedOn: '2026-01-05' });
    expect(codes(result)).toEqual(['WOULD_CHANGE_MEASURE PQ2025:31']);
  });

  it('never takes the place of a repair already counted', () => {
    const events = [notice('a', '2025-06-02', 7), repaired('2025-08-01', 'MUNICIPAL')];
    const result = counted(events, {
      activityOn: '2025-07-01',
      approvedOn: '2025-09-01',
      level: 'NATIONAL',
    });
    expect(result).toEqual({
      ok: true,
      value: { on: '2025-09-01', deducted: 1, because: 'REPAIR_DECIDED' },
    });
  });

  it('tells what is left when the cap of the route is reached (PQ2025:32)', () => {
    const trained = ['2025-06-10', '2025-06-11', '2025-06-12'].map((on) => repaired(on));
    const events = [notice('a', '2025-06-02', 7), ...trained];
    const result = counted(events, { activityOn: '2025-06-05', approvedOn: '2025-07-01' });
    expect(result).toEqual({
      ok: false,
      faults: [
        {
          pointer: '',
          code: 'CAP_REACHED',
          detail: '参加培训的修复每年度不超过 3 分，本年度已减 3 分，还可减 0 分。',
          citation: 'PQ2025:32(1)',
        },
      ],
    });
  });

  it('has a cap of its own for each route, and for each year (S22)', () => {
    const trained = ['2025-06-10', '2025-06-11', '2025-06-12'].map((on) => repaired(on));
    const events = [notice('a', '2025-06-02', 7), ...trained, notice('b', '2026-02-02', 2)];
    const activity = counted(events.slice(0, 4), {
      activityOn: '2025-06-20',
      approvedOn: '2025-07-01',
      level: 'DISTRICT',
    });
    const nextYear = counted(events, { activityOn: '2026-03-02', approvedOn: '2026-03-10' });
    expect([activity, nextYear].map((each) => (each.ok ? each.value.deducted : 0))).toEqual([1, 1]);
  });

  it('is not granted while terminated, on the day of the activity or of the approval (PQ2025:31)', () => {
    const events = [notice('a', '2025-06-02', 4), notice('b', '2025-08-04', 12)];
    const during = counted(events, { activityOn: '2025-09-01', approvedOn: '2025-09-10' });
    const earlier = counted(events, { activityOn: '2025-07-01', approvedOn: '2025-09-10' });
    expect([codes(during), codes(earlier)]).toEqual([['TERMINATED PQ2025:31'], ['TERMINATED PQ2025:31']]);
  });

  it('is only for what comes after a score of the same year (S22)', () => {
    const before = counted([notice('a', '2025-06-02', 4)], {
      activityOn: '2025-06-01',
      approvedOn: '2025-06-20',
    });
    const yearAfter = counted([notice('a', '2025-06-02', 4)], {
      activityOn: '2026-01-05',
      approvedOn: '2026-01-09',
    });
    expect([codes(before), codes(yearAfter)]).toEqual([
      ['NO_SCORE_BEFORE PQ2025:31'],
      ['NO_SCORE_BEFORE PQ2025:31'],
    ]);
  });

  it('finds nothing to repair when no points are left', () => {
    const events = [notice('a', '2025-06-02', 1), repaired('2025-06-10')];
    const result = counted(events, {
      activityOn: '2025-06-20',
      approvedOn: '2025-06-25',
      level: 'DISTRICT',
    });
    expect(codes(result)).toEqual(['NOTHING_TO_REPAIR PQ2025:31']);
  });

  it('tells every reason at once', () => {
    const events = [
      notice('a', '2025-06-02', 3),
      ...['2025-06-10', '2025-06-11', '2025-06-12'].map((on) => repaired(on)),
    ];
    const result = counted(events, { activityOn: '2025-06-20', approvedOn: '2025-06-25' });
    expect(codes(result)).toEqual(['CAP_REACHED PQ2025:32(1)', 'NOTHING_TO_REPAIR PQ2025:31']);
  });

  it('never changes a measure already decided, nor a repair already counted: on random histories (S23)', () => {
    const tried = new Map<string, number>();
    const lastDay = (events: readonly HistoryEvent[]): CalendarDate =>
      events.map(dayOf).reduce((last, day) => (day > last ? day : last), date('2025-04-15'));
    fc.assert(
      fc.property(
        soundHistory(15),
        fc.nat(400),
        fc.nat(20),
        fc.constantFrom(undefined, 'DISTRICT' as const, 'NATIONAL' as const),
        (events, back, on, level) => {
          const approvedOn = addDays(lastDay(events), on);
          const activityOn = addDays(approvedOn, -back);
          const wanted = { activityOn, approvedOn, ...(level !== undefined && { level }) };
          const result = counted(events, wanted);
          const label = result.ok ? result.value.because : (result.faults[0]?.code ?? '');
          tried.set(label, (tried.get(label) ?? 0) + 1);
          if (!result.ok) return;
          const before = judgedSound(events, events.length).standing;
          const repair: HistoryEvent = { type: 'REPAIR', on: result.value.on, level: level ?? null };
          const after = judgedSound([...events, repair], events.length).standing;
          expect(changesMeasures(before, after)).toBe(false);
          const sum = (standing: typeof before): number =>
            standing.repairs.reduce((total, { deducted }) => total + deducted, 0);
          expect(sum(after) - sum(before)).toBe(result.value.deducted);
          expect(result.value.deducted).toBeGreaterThan(0);
        },
      ),
      { numRuns: 300, seed: 20_250_415 },
    );
    for (const seen of ['POLICY', 'MEASURE_DECIDED', 'TERMINATED', 'NO_SCORE_BEFORE', 'CAP_REACHED']) {
      expect([seen, (tried.get(seen) ?? 0) > 0]).toEqual([seen, true]);
    }
  });
});
