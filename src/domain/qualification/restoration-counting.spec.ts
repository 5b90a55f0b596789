import { describe, expect, it } from '@jest/globals';
import { SHIPPED } from '../../../test/support/discretion/rulebook.js';
import { date } from '../shared/calendar-date.js';
import { countsFromFaults, earliestCounting, heldOn } from './restoration-counting.js';
import type { Restriction, Standing } from './standing.js';

const measure = (
  cause: string,
  from: string,
  to: string | null,
  restoredOn: string | null = null,
  kind: Restriction['kind'] = 'SUSPENSION',
): Restriction => ({
  cause,
  kind,
  from: date(from),
  to: to === null ? null : date(to),
  restoredOn: restoredOn === null ? null : date(restoredOn),
});

const standing = (...restrictions: readonly Restriction[]): Standing => ({
  scores: [],
  repairs: [],
  restorations: [],
  restrictions,
  movements: [],
});

const FOR_A_YEAR = standing(measure('n3', '2025-10-11', '2026-10-10', null, 'TERMINATION'));
const THREE_MONTHS = standing(measure('n3', '2025-10-11', '2026-01-10'));

const faultsOf = (countsFrom: string, now: Standing, known: Standing): string[] =>
  countsFromFaults(
    { countsFrom: date(countsFrom), today: date('2026-03-02'), standing: now, known },
    SHIPPED,
  ).map(({ pointer, code, citation }) => `${pointer} ${code} ${citation ?? '-'}`);

describe('countsFromFaults (PQ2025:30, S19, S31)', () => {
  it('lets a restoration count from the day after the last day as judged anew, and from later ones', () => {
    const told = ['2026-01-11', '2026-02-01', '2026-03-02'].map((day) =>
      faultsOf(day, THREE_MONTHS, FOR_A_YEAR),
    );
    expect(told).toEqual([[], [], []]);
  });

  it('lets it count neither from a day of the measure, nor from one to come', () => {
    expect(faultsOf('2026-01-10', THREE_MONTHS, FOR_A_YEAR)).toEqual(['/countsFrom TOO_EARLY PQ2025:30']);
    expect(faultsOf('2026-03-03', THREE_MONTHS, FOR_A_YEAR)).toEqual(['/countsFrom DATE_ORDER PQ2025:30']);
  });

  it('refuses a day on which the person could have come back by what was known then', () => {
    expect(faultsOf('2026-01-11', THREE_MONTHS, THREE_MONTHS)).toEqual([
      '/countsFrom NOT_REJUDGED PQ2025:30',
    ]);
  });

  it('lets it count where nobody knew of the measure on that day, or thought the person was back', () => {
    const back = measure('n1', '2025-10-11', '2025-12-10', '2025-12-11');
    expect(faultsOf('2026-01-11', THREE_MONTHS, standing())).toEqual([]);
    expect(faultsOf('2026-01-11', THREE_MONTHS, standing(back))).toEqual([]);
  });

  it('counts none from before the new commitment after a termination, restored or not (PQ2025:30, S20)', () => {
    const refused = ['/countsFrom NEW_COMMITMENT_REQUIRED PQ2025:30'];
    const over = measure('n3', '2025-01-11', '2026-01-10', null, 'TERMINATION');
    const restored = { ...over, restoredOn: date('2026-02-11') };
    const beside = measure('n4', '2025-12-01', '2025-12-31');
    expect(faultsOf('2026-01-11', standing(over), standing())).toEqual(refused);
    expect(faultsOf('2026-03-02', standing(over), standing())).toEqual(refused);
    expect(faultsOf('2026-01-11', standing(restored), standing())).toEqual(refused);
    expect(faultsOf('2026-01-11', standing(beside, over), standing())).toEqual(refused);
  });

  it('is open to whoever was restored meanwhile, up to that day', () => {
    const restored = standing(measure('n1', '2025-10-11', '2025-11-10', '2026-01-11'));
    const known = standing(measure('n1', '2025-10-11', '2026-01-10'));
    expect(faultsOf('2025-11-11', restored, known)).toEqual([]);
    expect(faultsOf('2026-01-11', restored, known)).toEqual(['/countsFrom NOT_RESTRICTED PQ2025:30']);
  });

  it('waits for every measure that holds on the day, and for its last day', () => {
    const also = measure('n4', '2025-12-01', '2026-02-28');
    expect(faultsOf('2026-01-11', standing(...THREE_MONTHS.restrictions, also), FOR_A_YEAR)).toEqual([
      '/countsFrom TOO_EARLY PQ2025:30',
    ]);
    const open = standing(measure('n3', '2025-10-11', null));
    expect(faultsOf('2026-01-11', open, FOR_A_YEAR)).toEqual(['/countsFrom NO_LAST_DAY PQ2025:30']);
    expect(faultsOf('2026-01-11', THREE_MONTHS, open)).toEqual([]);
  });
});

describe('earliestCounting', () => {
  it('is the day after the last day of all that hold together', () => {
    const [first] = THREE_MONTHS.restrictions;
    if (first === undefined) throw new Error('no measure');
    expect(earliestCounting(THREE_MONTHS, first)).toBe('2026-01-11');
    const joined = standing(first, measure('n4', '2026-01-11', '2026-02-10'));
    expect(earliestCounting(joined, first)).toBe('2026-02-11');
    const later = standing(first, measure('n4', '2026-01-12', '2026-02-10'));
    expect(earliestCounting(later, first)).toBe('2026-01-11');
    expect(earliestCounting(standing(first, measure('l1', '2025-12-01', null)), first)).toBeNull();
    const back = measure('n3', '2025-10-11', '2026-01-10', '2026-01-11');
    expect(earliestCounting(standing(back), back)).toBeNull();
    expect(earliestCounting(standing(back, measure('n4', '2026-01-11', '2026-02-10')), back)).toBeNull();
    const ended = measure('t1', '2025-12-01', '2026-01-31', null, 'TERMINATION');
    expect(earliestCounting(standing(first, ended), first)).toBeNull();
    expect(earliestCounting(standing(ended), ended)).toBeNull();
  });

  it('goes by the measures begun and not yet back to normal', () => {
    const back = measure('n1', '2025-10-11', '2025-11-10', '2026-01-11');
    expect(
      ['2025-10-10', '2025-10-11', '2026-01-10', '2026-01-11'].map(
        (day) => heldOn(standing(back), date(day)).length,
      ),
    ).toEqual([0, 1, 1, 0]);
  });
});
