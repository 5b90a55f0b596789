import { describe, expect, it } from '@jest/globals';
import { SHIPPED } from '../../../test/support/discretion/rulebook.js';
import { gradeRow, scheduleOfRows } from '../../../test/support/schedule-rows.js';
import { decimal } from '../shared/decimal.js';
import type { Schedule } from './schedule.js';
import { admitSchedule, type Confirmation } from './schedule-admission.js';
import { gradeCandidates } from './schedule-candidates.js';

const overlapping = scheduleOfRows(
  'words',
  gradeRow('low', 'C1', '1', '1.4'),
  gradeRow('mid', 'B1', '1.3', '1.6'),
  gradeRow('high', 'A1', '1.6', '2'),
);
const OVERLAP: Confirmation = { key: 'OVERLAP REG735:38 low mid', reason: '原文两档都含 1.3 至 1.4 倍' };

const codes = (schedule: Schedule, ...confirmations: readonly Confirmation[]): string[] => {
  const { faults, unconfirmed } = admitSchedule(schedule, confirmations, SHIPPED);
  return [...faults, ...unconfirmed].map(({ pointer, code }) => `${pointer} ${code}`);
};

describe('a new schedule', () => {
  it('has each peculiarity confirmed, asked for with its key in words to copy', () => {
    const { faults, unconfirmed } = admitSchedule(overlapping, [], SHIPPED);
    expect(faults).toEqual([]);
    expect(unconfirmed).toEqual([
      {
        pointer: '/rows/1/min',
        code: 'CONFIRMATION_REQUIRED',
        detail:
          'REG735:38 的阶次 low 与 mid 重叠：1.3 至 1.4 倍；原文如此的，请在 confirmations 中加上 ' +
          '{"key": "OVERLAP REG735:38 low mid", "reason": "…"} 并写明理由',
        citation: 'DB2025:9',
      },
    ]);
  });

  it('keeps what was confirmed, with rows, range and the importer’s words', () => {
    const { faults, unconfirmed, schedule, peculiarities } = admitSchedule(overlapping, [OVERLAP], SHIPPED);
    expect([...faults, ...unconfirmed]).toEqual([]);
    expect(peculiarities).toHaveLength(1);
    expect(schedule).toEqual({
      ...overlapping,
      confirmed: [
        {
          key: OVERLAP.key,
          kind: 'OVERLAP',
          basis: 'REG735:38',
          rowIds: ['low', 'mid'],
          min: decimal('1.3'),
          max: decimal('1.4'),
          reason: OVERLAP.reason,
        },
      ],
    });
  });

  it('without peculiarities stays as it is', () => {
    const plain = scheduleOfRows('plain', gradeRow('r', 'C1', '1', '2'));
    expect(admitSchedule(plain, [], SHIPPED).schedule).toEqual(plain);
  });

  it('is refused a confirmation of nothing, and one given twice', () => {
    const nothing = { key: 'GAP REG735:38 low mid', reason: '没有' };
    expect(codes(overlapping, OVERLAP, nothing, OVERLAP)).toEqual([
      '/confirmations/1/key UNKNOWN_REFERENCE',
      '/confirmations/2/key DUPLICATE_ID',
    ]);
  });

  it('is not asked about bases whose rows are faulty, and confirmations of theirs may stand', () => {
    const faulty = {
      ...overlapping,
      rows: [
        ...overlapping.rows,
        gradeRow('top', 'A2', '2', '2.5'),
        gradeRow('f1', 'C1', '2', '3', 'REG735:40'),
        gradeRow('f2', 'C2', '4', '5', 'REG735:40'),
      ],
    };
    expect(codes(faulty, OVERLAP)).toEqual([
      '/rows/3/max OUTSIDE_STATUTE',
      '/rows/5/min CONFIRMATION_REQUIRED',
    ]);
  });

  it('may not take the id of another', () => {
    expect(codes({ ...overlapping, id: 'sample-2025' }, OVERLAP)).toEqual(['/id DUPLICATE_ID']);
  });
});

describe('candidates for a basis on a day (DB2025:9)', () => {
  it('are the rows of the schedules in force, slight to grave', () => {
    const shuffled = { ...overlapping, rows: overlapping.rows.toReversed() };
    const other = scheduleOfRows('other', gradeRow('x', 'C1', '2', '5', 'REG735:40'));
    const ids = (day: string): string[] =>
      gradeCandidates([shuffled, other], 'REG735:38', day as Schedule['validFrom']).flatMap(
        ({ schedule, rows }) => rows.map(({ id }) => `${schedule.id} ${id}`),
      );
    expect(ids('2025-12-31')).toEqual([]);
    expect(ids('2026-01-01')).toEqual(['words low', 'words mid', 'words high']);
  });
});
