import { describe, expect, it } from '@jest/globals';
import { date } from '../shared/calendar-date.js';
import { decimal } from '../shared/decimal.js';
import { checkSchedule } from './check-schedule.js';
import type { Liability, StatutoryFine } from './instrument.js';
import type { Schedule, ScheduleRow, Tier } from './schedule.js';

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
const STATUTE: readonly Liability[] = [
  liability('REG735:36', null),
  liability('REG735:37', multiple('2', '5')),
  liability('REG735:38', multiple('1', '2')),
  liability('REG735:39', {
    kind: 'FIXED',
    min: decimal('10000'),
    max: decimal('50000'),
    trigger: 'REFUSED_TO_CORRECT',
  }),
  liability('REG735:40', multiple('2', '5')),
];

let rowNumber = 0;
const row = (tier: Tier, ordinal: number, min: string, max: string, ...bases: string[]): ScheduleRow => ({
  id: `row-${(rowNumber += 1)}`,
  bases: bases.length > 0 ? bases : ['REG735:38'],
  tier,
  ordinal,
  criterion: '测试',
  min: decimal(min),
  max: decimal(max),
});
const schedule = (...rows: ScheduleRow[]): Schedule => ({
  id: 's1',
  title: '测试',
  documentNo: '测试',
  validFrom: date('2025-06-09'),
  sample: true,
  rows,
});
const faultsOf = (each: Schedule): string[] =>
  checkSchedule(each, STATUTE).map(({ pointer, code }) => `${pointer} ${code}`);
const faultsOfRows = (...rows: ScheduleRow[]): string[] => faultsOf(schedule(...rows));

describe('a schedule within the law', () => {
  it('has no faults, in whatever order its rows are written', () => {
    const rows = [
      row('C', 1, '1', '1.1'),
      row('B', 1, '1.1', '1.5'),
      row('B', 2, '1.5', '1.6'),
      row('A', 1, '1.6', '2'),
    ];
    expect(faultsOfRows(...rows)).toEqual([]);
    expect(faultsOfRows(...rows.toReversed())).toEqual([]);
  });

  it('may leave gaps, overlap and leave tiers out: those are listed elsewhere', () => {
    expect(faultsOfRows(row('C', 1, '1', '1.2'), row('A', 1, '1.1', '1.3'))).toEqual([]);
    expect(faultsOfRows(row('B', 1, '1', '1.2'), row('A', 1, '1.5', '1.6'))).toEqual([]);
  });

  it('may use the ends of the statute and a single figure', () => {
    expect(faultsOfRows(row('C', 1, '1', '1'), row('A', 1, '2', '2'))).toEqual([]);
    expect(faultsOfRows(row('C', 1, '10000', '50000', 'REG735:39'))).toEqual([]);
  });

  it('may end on its first day', () => {
    expect(faultsOf({ ...schedule(row('C', 1, '1', '2')), validTo: date('2025-06-09') })).toEqual([]);
  });
});

describe('a schedule against the law', () => {
  it.each([
    ['below the statute', row('C', 1, '0.9', '1'), ['/rows/0/min OUTSIDE_STATUTE']],
    ['above the statute', row('C', 1, '2', '2.0001'), ['/rows/0/max OUTSIDE_STATUTE']],
    ['wholly outside', row('C', 1, '3', '4'), ['/rows/0/min OUTSIDE_STATUTE', '/rows/0/max OUTSIDE_STATUTE']],
    [
      'outside one of two bases',
      row('C', 1, '1', '2', 'REG735:38', 'REG735:40'),
      ['/rows/0/min OUTSIDE_STATUTE'],
    ],
    ['yuan outside', row('C', 1, '9999.99', '10000', 'REG735:39'), ['/rows/0/min OUTSIDE_STATUTE']],
    ['parts of a fen', row('C', 1, '10000.005', '10001', 'REG735:39'), ['/rows/0/min INVALID_RANGE']],
    ['upside down', row('C', 1, '1.5', '1.4'), ['/rows/0/min INVALID_RANGE']],
    ['an unknown basis', row('C', 1, '1', '2', 'REG735:38', 'REG735:99'), ['/rows/0/bases/1 UNKNOWN_BASIS']],
    ['a basis without a fine', row('C', 1, '1', '2', 'REG735:36'), ['/rows/0/bases/0 UNKNOWN_BASIS']],
    ['no basis', { ...row('C', 1, '1', '2'), bases: [] }, ['/rows/0/bases UNKNOWN_BASIS']],
    ['a basis twice', row('C', 1, '1', '2', 'REG735:38', 'REG735:38'), ['/rows/0/bases/1 DUPLICATE_ID']],
    [
      'multiples beside yuan',
      row('C', 1, '1', '2', 'REG735:38', 'REG735:39'),
      ['/rows/0/bases MIXED_BASES', '/rows/0/min OUTSIDE_STATUTE', '/rows/0/max OUTSIDE_STATUTE'],
    ],
    ['an ordinal not from 1', row('C', 2, '1', '2'), ['/rows/0/ordinal ORDER_BROKEN']],
  ])('%s', (_, each, expected) => expect(faultsOfRows(each)).toEqual(expected));

  it('no rows', () => expect(faultsOfRows()).toEqual(['/rows INVALID_VALUE']));

  it('ends before it begins', () => {
    const each = { ...schedule(row('C', 1, '1', '2')), validTo: date('2025-06-08') };
    expect(faultsOf(each)).toEqual(['/validTo DATE_ORDER']);
  });

  it('an id twice', () => {
    const first = row('C', 1, '1', '1.1');
    expect(faultsOfRows(first, { ...row('C', 2, '1.1', '1.2'), id: first.id })).toEqual([
      '/rows/1/id DUPLICATE_ID',
    ]);
  });

  it('an ordinal twice, and one left out (DB2025:9)', () => {
    expect(faultsOfRows(row('C', 1, '1', '1.1'), row('C', 1, '1.1', '1.2'))).toEqual([
      '/rows/1/ordinal ORDER_BROKEN',
    ]);
    expect(faultsOfRows(row('B', 1, '1', '1.1'), row('B', 3, '1.1', '1.2'), row('B', 4, '1.2', '2'))).toEqual(
      ['/rows/1/ordinal ORDER_BROKEN'],
    );
  });

  it('a graver tier with lower bounds (DB2025:7)', () => {
    expect(faultsOfRows(row('A', 1, '1', '1.2'), row('B', 1, '1.2', '1.5'))).toEqual([
      '/rows/0/min ORDER_BROKEN',
      '/rows/0/max ORDER_BROKEN',
    ]);
  });

  it('reports a place once, however many bases it breaks', () => {
    const bases = ['REG735:37', 'REG735:40'];
    expect(faultsOfRows(row('C', 1, '3', '4', ...bases), row('C', 2, '2', '4', ...bases))).toEqual([
      '/rows/1/min ORDER_BROKEN',
    ]);
  });

  it('judges the order of each basis by itself', () => {
    expect(faultsOfRows(row('C', 1, '1', '2'), row('C', 1, '2', '5', 'REG735:40'))).toEqual([]);
  });

  it('names figure, basis and range, and cites the basis', () => {
    expect(checkSchedule(schedule(row('C', 1, '0.9', '1')), STATUTE)).toEqual([
      {
        pointer: '/rows/0/min',
        code: 'OUTSIDE_STATUTE',
        detail: '0.9 倍不在 REG735:38 的法定幅度 1 至 2 之内',
        citation: 'REG735:38',
      },
    ]);
  });

  it('lists all faults at once', () => {
    const first = row('C', 1, '0.9', '1.2');
    const each = schedule(
      first,
      { ...row('C', 3, '1.1', '1.05'), id: first.id },
      row('B', 1, '1', '2', 'REG735:41.1'),
      row('B', 1, '1', '2', 'REG735:38', 'REG735:39'),
    );
    expect(faultsOf({ ...each, validTo: date('2025-01-01') })).toEqual([
      '/validTo DATE_ORDER',
      '/rows/1/id DUPLICATE_ID',
      '/rows/0/min OUTSIDE_STATUTE',
      '/rows/1/min INVALID_RANGE',
      '/rows/2/bases/0 UNKNOWN_BASIS',
      '/rows/3/bases MIXED_BASES',
      '/rows/3/min OUTSIDE_STATUTE',
      '/rows/3/max OUTSIDE_STATUTE',
      '/rows/1/ordinal ORDER_BROKEN',
      '/rows/1/max ORDER_BROKEN',
      '/rows/3/min ORDER_BROKEN',
    ]);
  });
});
