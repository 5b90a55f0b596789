import { describe, expect, it } from '@jest/globals';
import type { Restriction } from '../qualification/standing.js';
import { date, type CalendarDate } from '../shared/calendar-date.js';
import { markOn, takeDownDay, takeDownReason } from './marked.js';

const day = (text: string | null): CalendarDate | null => (text === null ? null : date(text));
const measure = (
  cause: string,
  kind: Restriction['kind'],
  from: string,
  to: string | null,
  restoredOn: string | null = null,
): Restriction => ({ cause, kind, from: date(from), to: day(to), restoredOn: day(restoredOn) });

const SUSPENSION = measure('n1', 'SUSPENSION', '2025-07-01', '2025-08-31');

describe('the mark of a person under a measure (PQ2025:29)', () => {
  it('stands from the first day, also after expiry until restored (S19)', () => {
    const mark = { status: 'SUSPENDED', since: '2025-07-01', until: '2025-08-31', causes: ['n1'] };
    const days = ['2025-06-30', '2025-07-01', '2025-09-01'].map(date);
    expect(days.map((on) => markOn([SUSPENSION], on))).toEqual([null, mark, mark]);
  });

  it('is that of the gravest measure, until the latest last day of those of its kind (S13)', () => {
    const later = measure('n2', 'SUSPENSION', '2025-08-01', '2025-12-31');
    const termination = measure('n3', 'TERMINATION', '2025-08-15', null);
    expect(markOn([SUSPENSION, later], date('2025-08-02'))).toEqual({
      status: 'SUSPENDED',
      since: '2025-07-01',
      until: '2025-12-31',
      causes: ['n1', 'n2'],
    });
    expect(markOn([SUSPENSION, later, termination], date('2025-08-15'))).toEqual({
      status: 'TERMINATED',
      since: '2025-08-15',
      until: null,
      causes: ['n3'],
    });
  });
});

describe('taking a mark down', () => {
  const shown = { status: 'SUSPENDED', causes: ['n1'] } as const;

  it.each([
    ['holds', [SUSPENSION], null],
    ['restored', [{ ...SUSPENSION, restoredOn: date('2025-09-01') }], 'MEASURE_ENDED'],
    ['void', [], 'MEASURE_VOID'],
    ['graver now', [SUSPENSION, measure('n2', 'TERMINATION', '2025-08-01', null)], 'MARK_CHANGED'],
    ['another suspension in its place', [measure('n2', 'SUSPENSION', '2025-08-01', null)], null],
  ])('%s', (_, restrictions, reason) => {
    expect(takeDownReason(shown, restrictions, date('2025-09-02'))).toBe(reason);
  });

  it.each([
    ['no day is known', [SUSPENSION], null],
    [
      'restored from a day to come',
      [{ ...SUSPENSION, restoredOn: date('2025-09-10') }],
      { on: '2025-09-10', reason: 'MEASURE_ENDED' },
    ],
    ['void: at once', [], { on: '2025-09-02', reason: 'MEASURE_VOID' }],
    [
      'graver from a day to come',
      [SUSPENSION, measure('n2', 'TERMINATION', '2025-10-01', null)],
      { on: '2025-10-01', reason: 'MARK_CHANGED' },
    ],
    [
      'restored, another suspension following at once',
      [{ ...SUSPENSION, restoredOn: date('2025-09-10') }, measure('n2', 'SUSPENSION', '2025-09-10', null)],
      null,
    ],
  ])('has a day: %s', (_, restrictions, day) => {
    expect(takeDownDay(shown, restrictions, date('2025-09-02'))).toEqual(day);
  });
});
