import { describe, expect, it } from '@jest/globals';
import { gradeRow, STATUTE } from '../../../test/support/schedule-rows.js';
import { formatDecimal } from '../shared/decimal.js';
import type { ScheduleRow } from './schedule.js';
import { schedulePeculiarities } from './schedule-peculiarities.js';

/** `OVERLAP REG735:38 low mid [1.3, 1.4] at /rows/1/min`. */
const found = (...rows: readonly ScheduleRow[]): string[] =>
  schedulePeculiarities(rows, STATUTE).map(
    ({ key, min, max, pointer }) => `${key} [${formatDecimal(min)}, ${formatDecimal(max)}] at ${pointer}`,
  );

const low = gradeRow('low', 'C1', '1', '1.4');
const mid = gradeRow('mid', 'B1', '1.4', '1.6');
const high = gradeRow('high', 'A1', '1.6', '2');

describe('peculiarities of a schedule (DB2025:9)', () => {
  it('are none where neighbours touch and the statute is filled', () => {
    expect(found(low, mid, high)).toEqual([]);
    expect(found()).toEqual([]);
  });

  it('a gap between neighbours, in the order of gravity, not of the rows', () => {
    expect(found(high, gradeRow('mid', 'B1', '1.5', '1.6'), low)).toEqual([
      'GAP REG735:38 low mid [1.4, 1.5] at /rows/1/min',
    ]);
  });

  it('an overlap by any breadth more than a touching bound', () => {
    expect(found(low, gradeRow('mid', 'B1', '1.3999', '1.6'), high)).toEqual([
      'OVERLAP REG735:38 low mid [1.3999, 1.4] at /rows/1/min',
    ]);
  });

  it('a row inside the one before overlaps over its whole breadth', () => {
    expect(found(gradeRow('wide', 'C1', '1', '1.8'), gradeRow('same', 'C2', '1', '1.8'), high)).toEqual([
      'OVERLAP REG735:38 wide same [1, 1.8] at /rows/1/min',
      'OVERLAP REG735:38 same high [1.6, 1.8] at /rows/2/min',
    ]);
  });

  it('a single value, which touches its neighbours', () => {
    expect(found(low, gradeRow('one', 'B1', '1.4', '1.4'), gradeRow('high', 'A1', '1.4', '2'))).toEqual([
      'SINGLE_VALUE REG735:38 one [1.4, 1.4] at /rows/1/min',
    ]);
  });

  it('no end of the statute that the table leaves unused', () => {
    expect(found(gradeRow('only', 'B1', '1.2', '1.4'))).toEqual([]);
  });

  it('all of one basis together, and of each basis by itself', () => {
    expect(
      found(
        gradeRow('a', 'C1', '2', '3', 'REG735:40'),
        gradeRow('b', 'C2', '2.5', '5', 'REG735:40'),
        gradeRow('c', 'C1', '10000', '10000', 'REG735:39'),
        gradeRow('d', 'C2', '20000', '50000', 'REG735:39'),
      ),
    ).toEqual([
      'SINGLE_VALUE REG735:39 c [10000, 10000] at /rows/2/min',
      'GAP REG735:39 c d [10000, 20000] at /rows/3/min',
      'OVERLAP REG735:40 a b [2.5, 3] at /rows/1/min',
    ]);
  });

  it('say in words what they are, with their unit', () => {
    const details = schedulePeculiarities(
      [
        gradeRow('c', 'C1', '10000', '10000', 'REG735:39'),
        gradeRow('d', 'C2', '20000', '40000', 'REG735:39'),
        gradeRow('low', 'C1', '1.1', '1.4'),
        gradeRow('high', 'A1', '1.3', '2'),
      ],
      STATUTE,
    ).map(({ detail, citation, rowIds, kind, basis }) => [kind, basis, rowIds.join(), detail, citation]);
    expect(details).toEqual([
      ['OVERLAP', 'REG735:38', 'low,high', 'REG735:38 的阶次 low 与 high 重叠：1.3 至 1.4 倍', 'DB2025:9'],
      ['SINGLE_VALUE', 'REG735:39', 'c', 'REG735:39 的阶次 c 只有一个数值，没有幅度：10000 元', 'DB2025:9'],
      ['GAP', 'REG735:39', 'c,d', 'REG735:39 的阶次 c 与 d 之间有空档：10000 至 20000 元', 'DB2025:9'],
    ]);
  });

  it('never share a key, whatever the rows are called', () => {
    const keys = (...rows: readonly ScheduleRow[]): string[] =>
      schedulePeculiarities(rows, STATUTE).map(({ key }) => key);
    const spaced = keys(
      gradeRow('a b', 'C1', '1', '1.1'),
      gradeRow('c', 'C2', '1.2', '1.3'),
      gradeRow('a', 'C3', '1.3', '1.4'),
      gradeRow('b c', 'C4', '1.5', '2'),
    );
    expect(spaced).toEqual(['GAP REG735:38 "a b" c', 'GAP REG735:38 a "b c"']);
  });

  it('of a basis without a fine are none', () => {
    expect(found(gradeRow('x', 'C1', '1', '1', 'REG735:36'))).toEqual([]);
  });
});
