import { describe, expect, it } from '@jest/globals';
import { aCase, violation } from '../../../test/support/discretion/a-case.js';
import { judged, readingOf } from '../../../test/support/discretion/judging.js';
import { SHIPPED } from '../../../test/support/discretion/rulebook.js';
import { gradeRow, scheduleOfRows } from '../../../test/support/schedule-rows.js';
import type { Rulebook } from '../rulebook/rulebook.js';
import type { Schedule, ScheduleRow } from '../rulebook/schedule.js';
import { admitSchedule } from '../rulebook/schedule-admission.js';
import { date } from '../shared/calendar-date.js';

/** The shipped rulebook with a schedule whose every peculiarity is confirmed. */
function confirmed(...rows: readonly ScheduleRow[]): Rulebook {
  const proposed: Schedule = { ...scheduleOfRows('words', ...rows), validFrom: date('2025-06-09') };
  const keys = admitSchedule(proposed, [], SHIPPED).peculiarities.map(({ key }) => key);
  const confirmations = keys.map((key, index) => ({ key, reason: `说明${index + 1}` }));
  const { schedule } = admitSchedule(proposed, confirmations, SHIPPED);
  return { ...SHIPPED, schedules: [...SHIPPED.schedules, schedule] };
}

const p2 = (rulebook: Rulebook, row: string, provision = 'REG735:38(3)'): string | undefined => {
  const charged = violation(provision).inGrade(row, 'words');
  const refusing = provision.startsWith('REG735:39') ? charged.refusing() : charged;
  return readingOf(judged(aCase(refusing), rulebook), 'DB2025:7', 'P2');
};

describe('an evaluation in a row with a confirmed peculiarity says so (DB2025:9, P2)', () => {
  const overlap = confirmed(
    gradeRow('low', 'C1', '1', '1.4'),
    gradeRow('mid', 'B1', '1.3', '1.6'),
    gradeRow('high', 'A1', '1.6', '2'),
  );

  it.each([
    ['low', 'C 档第 1 阶（words 号）；该阶次与相邻阶次 mid 重叠 [1.3, 1.4] 倍（导入人说明：说明1）'],
    ['mid', 'B 档第 1 阶（words 号）；该阶次与相邻阶次 low 重叠 [1.3, 1.4] 倍（导入人说明：说明1）'],
    ['high', 'A 档第 1 阶（words 号）'],
  ])('of an overlap, in either row and in no other: %s', (row, said) => {
    expect(p2(overlap, row)).toBe(`fired: 选定 words / ${row}：${said}`);
  });

  it('of a gap and of a single value, in order', () => {
    const rulebook = confirmed(gradeRow('one', 'C1', '1.2', '1.2'), gradeRow('rest', 'B1', '1.5', '2'));
    expect(p2(rulebook, 'one')).toBe(
      'fired: 选定 words / one：C 档第 1 阶（words 号）' +
        '；该阶次只有一个数值 1.2 倍（导入人说明：说明1）' +
        '；该阶次与相邻阶次 rest 之间有空档 [1.2, 1.5] 倍（导入人说明：说明2）',
    );
  });

  it('in yuan under art. 39', () => {
    const rulebook = confirmed(
      gradeRow('one', 'C1', '10000', '20000', 'REG735:39'),
      gradeRow('rest', 'B1', '30000', '50000', 'REG735:39'),
    );
    expect(p2(rulebook, 'one', 'REG735:39(1)')).toContain(
      '；该阶次与相邻阶次 rest 之间有空档 [20000.00, 30000.00] 元（导入人说明：说明1）',
    );
  });

  it('only of the basis that the case is judged under', () => {
    const rulebook = confirmed(
      gradeRow('a', 'C1', '2', '4', 'REG735:40', 'REG735:37'),
      gradeRow('b', 'B1', '3', '5', 'REG735:40'),
      gradeRow('c', 'B1', '4', '5', 'REG735:37'),
    );
    expect(p2(rulebook, 'a', 'REG735:40.1(3)')).toContain('相邻阶次 b 重叠');
    expect(p2(rulebook, 'a', 'REG735:37')).toBe('fired: 选定 words / a：C 档第 1 阶（words 号）');
  });

  it('of the highest grade, where another row was chosen (P13)', () => {
    const rulebook = confirmed(
      gradeRow('low', 'A1', '1', '1.2'),
      gradeRow('mid', 'A2', '1.2', '1.6'),
      gradeRow('high', 'A3', '1.5', '2'),
    );
    const inRow = (row: string): string | undefined =>
      readingOf(
        judged(
          aCase(violation('REG735:38(3)').inGrade(row, 'words')).givenAll('DB2025:18(3)', 'DB2025:18(4)'),
          rulebook,
        ),
        'DB2025:19.1',
        'P13',
      );
    expect(inRow('low')).toBe(
      'fired: 从重 2 项：所选档次内最高阶次 high [1.5, 2] 倍' +
        '；该阶次与相邻阶次 mid 重叠 [1.5, 1.6] 倍（导入人说明：说明1）',
    );
    expect(inRow('high')).toBe('fired: 从重 2 项：所选档次内最高阶次 high [1.5, 2] 倍');
  });
});
