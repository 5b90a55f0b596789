import { describe, expect, it } from '@jest/globals';
import { gradeRow, scheduleOfRows } from '../../../test/support/schedule-rows.js';
import { date } from '../shared/calendar-date.js';
import { inForceOn } from './in-force.js';
import type { Schedule } from './schedule.js';
import { successionFaults, withSuccession } from './schedule-succession.js';

const old = scheduleOfRows('old', gradeRow('r', 'C1', '1', '2'));
const from = (day: string, changes: Partial<Schedule> = {}): Schedule => ({
  ...scheduleOfRows('new', gradeRow('r', 'C1', '1', '2')),
  validFrom: date(day),
  ...changes,
});

const faultsOf = (schedule: Schedule, ...others: readonly Schedule[]): string[] =>
  successionFaults(schedule, others).map(({ pointer, code }) => `${pointer} ${code}`);

describe('a schedule that supersedes another (DB2025:24)', () => {
  const successor = from('2026-07-01', { supersedes: 'old' });

  it('ends it the day before it begins, and changes nothing else', () => {
    const [ended, begun] = withSuccession([old, successor]);
    expect(ended).toEqual({ ...old, validTo: '2026-06-30', supersededBy: 'new' });
    expect(begun).toEqual(successor);
    const days = ['2025-12-31', '2026-01-01', '2026-06-30', '2026-07-01'];
    expect(days.map((day) => ended && inForceOn(ended, date(day)))).toEqual([false, true, true, false]);
  });

  it('does not lengthen one that ended before', () => {
    const short = { ...old, validTo: date('2026-03-31') };
    expect(withSuccession([short, successor])[0]).toMatchObject({
      validTo: '2026-03-31',
      supersededBy: 'new',
    });
  });

  it('of several, the earliest ends it', () => {
    const earlier = { ...from('2026-04-01', { supersedes: 'old' }), id: 'earlier' };
    for (const all of [
      [old, successor, earlier],
      [old, earlier, successor],
    ]) {
      expect(withSuccession(all)[0]).toMatchObject({ validTo: '2026-03-31', supersededBy: 'earlier' });
    }
  });

  it('is admitted beside it', () => expect(faultsOf(successor, old)).toEqual([]));

  it.each(['2025-12-31', '2026-01-01'])('must begin after it, not on %s', (day) => {
    expect(faultsOf(from(day, { supersedes: 'old' }), old)).toEqual(['/validFrom DATE_ORDER']);
  });

  it('must name one there is', () => {
    expect(faultsOf(from('2027-01-01', { supersedes: 'none' }))).toEqual(['/supersedes UNKNOWN_REFERENCE']);
  });

  it('is official like it, or a sample like it', () => {
    const sample = { ...old, sample: true };
    expect(faultsOf(successor, sample)).toEqual(['/supersedes SUPERSEDES_SAMPLE']);
    expect(faultsOf({ ...successor, sample: true }, old)).toEqual(['/supersedes SUPERSEDES_SAMPLE']);
    expect(faultsOf({ ...successor, sample: true }, sample)).toEqual([]);
  });
});

describe('two schedules in force on one day for one basis (DB2025:24)', () => {
  const bounded = { ...old, validTo: date('2026-06-30') };

  it('are refused, naming the other, its document number, its days and what to do', () => {
    expect(successionFaults(from('2026-06-30'), [bounded])).toEqual([
      {
        pointer: '/validFrom',
        code: 'TWO_IN_FORCE',
        detail:
          'REG735:38 已有 old（old 号，有效期 2026-01-01 至 2026-06-30），同一天不能有两份裁量细则；' +
          '本细则取代它的，请写明 "supersedes": "old"',
        citation: 'DB2025:24',
      },
    ]);
  });

  it('share a day at either end, not the day before or after', () => {
    expect(faultsOf(from('2026-07-01'), bounded)).toEqual([]);
    expect(faultsOf(from('2025-01-01', { validTo: date('2025-12-31') }), bounded)).toEqual([]);
    expect(faultsOf(from('2025-01-01', { validTo: date('2026-01-01') }), bounded)).toEqual([
      '/validFrom TWO_IN_FORCE',
    ]);
    expect(faultsOf(from('2199-12-31'), old)).toEqual(['/validFrom TWO_IN_FORCE']);
  });

  it('for other bases may stand side by side', () => {
    const other = from('2026-02-01', { rows: [gradeRow('x', 'C1', '2', '5', 'REG735:40')] });
    expect(faultsOf(other, old)).toEqual([]);
  });

  it('are told one by one', () => {
    const third = { ...from('2026-02-01'), id: 'third' };
    expect(faultsOf(from('2026-03-01'), old, third)).toHaveLength(2);
    expect(faultsOf(from('2026-03-01', { supersedes: 'third' }), old, third)).toEqual([
      '/validFrom TWO_IN_FORCE',
    ]);
  });

  it('a sample meets with nothing', () => {
    expect(faultsOf(from('2026-02-01', { sample: true }), old)).toEqual([]);
    expect(faultsOf(from('2026-02-01'), { ...old, sample: true })).toEqual([]);
  });

  it('is not what is wrong with one that takes the id of another', () => {
    expect(faultsOf({ ...from('2026-02-01'), id: 'old' }, old)).toEqual([]);
  });

  it('is not asked of a schedule that ends before it begins', () => {
    expect(faultsOf(from('2026-02-01', { validTo: date('2026-01-15') }), old)).toEqual([]);
  });
});
