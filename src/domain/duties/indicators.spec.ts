import { describe, expect, it } from '@jest/globals';
import type { JudgedScore, Restriction } from '../qualification/standing.js';
import { date } from '../shared/calendar-date.js';
import { indicatorsOf, type CountedPerson } from './indicators.js';
import { calendarYear } from './period.js';

const YEAR = calendarYear(2025);
const H = 'H1';
const OTHER = 'H2';

const score = (id: string, on: string, points: number): JudgedScore => ({
  id,
  effectiveOn: date(on),
  points,
  pointsAlone: points,
  yearTotalAfter: points,
  objectionDeadline: null,
  provisional: false,
  measure: null,
});
const measure = (cause: string, kind: Restriction['kind'], from: string): Restriction => ({
  cause,
  kind,
  from: date(from),
  to: null,
  restoredOn: null,
});
const at = (institutionCode: string, from: string, cancelledOn: string | null = null) => ({
  institutionCode,
  from: date(from),
  cancelledOn: cancelledOn === null ? null : date(cancelledOn),
});
const person = (
  personId: string,
  registrations: CountedPerson['registrations'],
  scores: JudgedScore[] = [],
  restrictions: Restriction[] = [],
): CountedPerson => ({ personId, registrations, standing: { scores, restrictions } });

const nowhere = (): null => null;
const of = (people: CountedPerson[], origins: Record<string, string> = {}, codes: string[] = [H]) =>
  indicatorsOf(people, new Set(codes), YEAR, (cause) => origins[cause] ?? null);

const share = (part: number, whole: number, percent: string | null) => ({ part, whole, percent });
const NOBODY = { people: 0, times: 0 };
const none = (whole: number) => ({
  people: 0,
  times: 0,
  shareOfPeople: share(0, whole, whole === 0 ? null : '0.00'),
  shareOfTimes: share(0, whole, whole === 0 ? null : '0.00'),
  overOwnConduct: NOBODY,
});
const NO_FORMER = { scored: NOBODY, suspended: NOBODY, terminated: NOBODY };

describe('the indicators of a period (PQ2025:9)', () => {
  it('gives people, person-times and shares of the people registered in the period', () => {
    const people = [
      person(
        'a',
        [at(H, '2025-04-15')],
        [score('a1', '2025-06-01', 2), score('a2', '2025-07-01', 7)],
        [measure('a2', 'SUSPENSION', '2025-07-20')],
      ),
      person(
        'b',
        [at(H, '2025-04-15')],
        [score('b1', '2025-08-01', 12)],
        [measure('b1', 'TERMINATION', '2025-08-20')],
      ),
      person('c', [at(H, '2025-04-15')]),
    ];
    expect(of(people, { a1: H, a2: H, b1: OTHER })).toEqual({
      registered: 3,
      scored: {
        people: 2,
        times: 3,
        points: 21,
        shareOfPeople: share(2, 3, '66.67'),
        shareOfTimes: share(3, 3, '100.00'),
        overOwnConduct: { people: 1, times: 2 },
      },
      suspended: {
        people: 1,
        times: 1,
        shareOfPeople: share(1, 3, '33.33'),
        shareOfTimes: share(1, 3, '33.33'),
        overOwnConduct: { people: 1, times: 1 },
      },
      terminated: {
        people: 1,
        times: 1,
        shareOfPeople: share(1, 3, '33.33'),
        shareOfTimes: share(1, 3, '33.33'),
        overOwnConduct: NOBODY,
      },
      formerPeople: NO_FORMER,
    });
  });

  it('counts what lies in the period only: scores by their points’ day, measures by their first day', () => {
    const people = [
      person(
        'a',
        [at(H, '2024-01-01')],
        [score('a1', '2024-12-31', 9), score('a2', '2026-01-01', 9)],
        [measure('a1', 'SUSPENSION', '2025-01-01'), measure('a2', 'SUSPENSION', '2026-01-01')],
      ),
    ];
    expect(of(people)).toMatchObject({ scored: { times: 0 }, suspended: { people: 1, times: 1 } });
  });

  it('counts no notice that adds no points (S6) or was revoked', () => {
    expect(of([person('a', [at(H, '2025-04-15')], [score('a1', '2025-06-01', 0)])]).scored).toEqual({
      ...none(1),
      points: 0,
    });
  });

  it('leaves to an institution neither what happened before nor after a person was registered there', () => {
    const moved = person(
      'a',
      [at(H, '2025-01-01', '2025-06-01'), at(OTHER, '2025-06-01')],
      [score('a1', '2025-05-31', 1), score('a2', '2025-06-01', 2)],
    );
    expect(of([moved]).scored).toMatchObject({ people: 1, times: 1, points: 1 });
    expect(of([moved], {}, [OTHER]).scored).toMatchObject({ people: 1, times: 1, points: 2 });
  });

  it('counts conduct there although the person was scored after leaving', () => {
    const moved = person('a', [at(H, '2025-01-01', '2025-06-01')], [score('a1', '2025-09-01', 3)]);
    expect(of([moved], { a1: H }).scored).toMatchObject({ people: 1, times: 1, points: 3 });
    expect(of([moved]).scored).toMatchObject({ people: 0, times: 0 });
  });

  it('names people who were not registered in the period apart from the shares', () => {
    const left = person(
      'a',
      [at(H, '2024-01-01', '2024-06-01')],
      [score('a1', '2025-09-01', 9)],
      [measure('a1', 'SUSPENSION', '2025-09-20')],
    );
    expect(of([left], { a1: H })).toEqual({
      registered: 0,
      scored: { ...none(0), points: 0 },
      suspended: none(0),
      terminated: none(0),
      formerPeople: {
        scored: { people: 1, times: 1 },
        suspended: { people: 1, times: 1 },
        terminated: NOBODY,
      },
    });
  });

  it('counts a person at two institutions once for both together (PQ2025:18)', () => {
    const people = [
      person('a', [at(H, '2025-01-01'), at(OTHER, '2025-01-01')], [score('a1', '2025-06-01', 1)]),
    ];
    const both = indicatorsOf(people, new Set([H, OTHER]), YEAR, nowhere);
    expect([both.registered, both.scored.people, both.scored.times]).toEqual([1, 1, 1]);
  });
});
