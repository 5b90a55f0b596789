import { describe, expect, it } from '@jest/globals';
import { SHIPPED } from '../../../test/support/discretion/rulebook.js';
import { date } from '../shared/calendar-date.js';
import { restorationWindow, type RestorationWindow } from './restoration-window.js';
import type { Restriction } from './standing.js';

const suspension = (
  cause: string,
  from: string,
  to: string | null,
  restoredOn: string | null = null,
): Restriction => ({
  cause,
  kind: 'SUSPENSION',
  from: date(from),
  to: to === null ? null : date(to),
  restoredOn: restoredOn === null ? null : date(restoredOn),
});

const windowOf = (today: string, ...restrictions: readonly Restriction[]): RestorationWindow | null =>
  restorationWindow(restrictions, date(today), SHIPPED);

describe('restorationWindow (PQ2025:30, S20)', () => {
  it('opens on the fifteenth working day before the last day, which is not counted', () => {
    expect(windowOf('2025-10-01', suspension('a', '2025-09-03', '2026-03-02'))).toEqual({
      opensOn: '2026-02-03',
      lastDay: '2026-03-02',
      provisional: false,
      causes: ['a'],
    });
  });

  it('is none where nothing is restricted, and none where everything was restored', () => {
    expect(windowOf('2025-10-01')).toBeNull();
    expect(windowOf('2025-10-01', suspension('a', '2025-06-24', '2025-08-23', '2025-08-24'))).toBeNull();
  });

  it('waits where a last day is not known', () => {
    expect(windowOf('2025-10-01', suspension('a', '2025-09-03', null))).toBeNull();
    const known = suspension('a', '2025-06-24', '2025-08-23');
    expect(windowOf('2025-08-01', known, suspension('b', '2025-07-10', null))).toBeNull();
  });

  it('goes by the measure that ends last of those that run together (S13)', () => {
    const longer = suspension('a', '2025-06-24', '2026-03-02');
    const shorter = suspension('b', '2025-07-10', '2025-09-09');
    expect(windowOf('2025-07-10', longer, shorter)).toMatchObject({
      lastDay: '2026-03-02',
      causes: ['a', 'b'],
    });
    expect(windowOf('2025-07-10', shorter, longer)).toMatchObject({ causes: ['a', 'b'] });
  });

  it('takes in a measure that begins on the last day of another, not one that begins after it', () => {
    const first = suspension('a', '2025-06-24', '2025-08-23');
    expect(windowOf('2025-07-01', first, suspension('b', '2025-08-23', '2025-10-22'))).toMatchObject({
      lastDay: '2025-10-22',
      causes: ['a', 'b'],
    });
    expect(windowOf('2025-07-01', first, suspension('b', '2025-08-24', '2025-10-23'))).toMatchObject({
      lastDay: '2025-08-23',
      causes: ['a'],
    });
  });

  it('takes in a later measure once it has begun, while the first was not restored (S19)', () => {
    const first = suspension('a', '2025-06-24', '2025-08-23');
    const second = suspension('b', '2025-09-01', '2025-09-30');
    expect(windowOf('2025-08-31', first, second)).toMatchObject({ lastDay: '2025-08-23', causes: ['a'] });
    expect(windowOf('2025-09-01', first, second)).toMatchObject({
      lastDay: '2025-09-30',
      causes: ['a', 'b'],
    });
  });

  it('is provisional when it counts over a year without an arrangement, and only then (S34)', () => {
    expect(windowOf('2026-07-01', suspension('a', '2026-07-01', '2027-01-01'))).toMatchObject({
      provisional: false,
    });
    expect(windowOf('2026-07-01', suspension('a', '2026-07-01', '2027-01-05'))).toMatchObject({
      provisional: true,
    });
    expect(windowOf('2026-07-01', suspension('a', '2026-07-01', '2028-06-30'))).toMatchObject({
      opensOn: '2028-06-09',
      provisional: true,
    });
  });
});
