import type { Liability, StatutoryFine } from '../../src/domain/rulebook/instrument.js';
import type { Schedule, ScheduleRow, Tier } from '../../src/domain/rulebook/schedule.js';
import { date } from '../../src/domain/shared/calendar-date.js';
import { decimal } from '../../src/domain/shared/decimal.js';

const multiple = (min: string, max: string): StatutoryFine => ({
  kind: 'MULTIPLE',
  min: decimal(min),
  max: decimal(max),
  fraud: false,
  trigger: 'FUND_LOSS',
});

const liability = (basis: string, fine: StatutoryFine | null): Liability => ({
  basis,
  offender: 'DESIGNATED_INSTITUTION',
  provisions: [basis],
  amount: 'OPTIONAL',
  fine,
  withIntent: null,
  departmentSuspension: null,
  settlementSuspension: null,
  measures: [],
});

/** The fines of the statute, one of each kind. */
export const STATUTE: readonly Liability[] = [
  liability('REG735:36', null),
  liability('REG735:38', multiple('1', '2')),
  liability('REG735:39', {
    kind: 'FIXED',
    min: decimal('10000'),
    max: decimal('50000'),
    trigger: 'REFUSED_TO_CORRECT',
  }),
  liability('REG735:40', multiple('2', '5')),
];

/** A row for art. 38 unless other bases are named; `C1` is tier and ordinal. */
export const gradeRow = (
  id: string,
  place: `${Tier}${number}`,
  min: string,
  max: string,
  ...bases: readonly string[]
): ScheduleRow => ({
  id,
  bases: bases.length > 0 ? bases : ['REG735:38'],
  tier: place.slice(0, 1) as Tier,
  ordinal: Number(place.slice(1)),
  criterion: '测试',
  min: decimal(min),
  max: decimal(max),
});

/** An official schedule of these rows, from 2026-01-01 on. */
export const scheduleOfRows = (id: string, ...rows: readonly ScheduleRow[]): Schedule => ({
  id,
  title: '测试',
  documentNo: `${id} 号`,
  validFrom: date('2026-01-01'),
  sample: false,
  rows,
});
