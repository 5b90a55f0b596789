import { inForceOn } from '../rulebook/rulebook.js';
import {
  confirmedOfRow,
  type ConfirmedPeculiarity,
  type Schedule,
  type ScheduleRow,
} from '../rulebook/schedule.js';
import type { FineScale } from './assessment.js';
import type { GradeReference } from './facts.js';
import type { DiscretionLaw } from './law.js';
import { figureInWords, spanInWords } from './wording.js';

export interface GradeRow {
  readonly schedule: Schedule;
  readonly row: ScheduleRow;
}

/** The row that a violation names; null where schedule or row does not exist. */
export function gradeRow(law: DiscretionLaw, reference: GradeReference): GradeRow | null {
  const schedule = law.rulebook.schedules.find(({ id }) => id === reference.scheduleId);
  const row = schedule?.rows.find(({ id }) => id === reference.rowId);
  return schedule && row ? { schedule, row } : null;
}

export const scheduleInForce = (law: DiscretionLaw, schedule: Schedule): boolean =>
  inForceOn(schedule, law.decisionDate);

const graver = (a: ScheduleRow, b: ScheduleRow): ScheduleRow =>
  b.max > a.max || (b.max === a.max && b.min > a.min) ? b : a;

/** P13: the highest grade of the basis, in the tier of the chosen row or, by policy, of the whole provision. */
export function p13HighestGrade(law: DiscretionLaw, chosen: GradeRow, basis: string): ScheduleRow {
  return chosen.schedule.rows
    .filter((row) => row.bases.includes(basis))
    .filter((row) => law.highestGradeWithin === 'PROVISION' || row.tier === chosen.row.tier)
    .reduce(graver, chosen.row);
}

/**
 * What the importer confirmed of a row in one basis (DB2025:9), to follow what the trace says of the row:
 * `；该阶次与相邻阶次 mid 重叠 [1.4, 1.6] 倍（导入人说明：…）`. Empty for a row without peculiarities.
 */
export const confirmedInWords = (
  schedule: Schedule,
  rowId: string,
  basis: string,
  scale: FineScale,
): string =>
  confirmedOfRow(schedule, rowId, basis)
    .map((each) => `；该阶次${peculiarityInWords(each, rowId, scale)}（导入人说明：${each.reason}）`)
    .join('');

function peculiarityInWords(peculiarity: ConfirmedPeculiarity, rowId: string, scale: FineScale): string {
  const beside = `与相邻阶次 ${peculiarity.rowIds.find((id) => id !== rowId) ?? rowId} `;
  switch (peculiarity.kind) {
    case 'GAP':
      return `${beside}之间有空档 ${spanInWords(peculiarity, scale)}`;
    case 'OVERLAP':
      return `${beside}重叠 ${spanInWords(peculiarity, scale)}`;
    case 'SINGLE_VALUE':
      return `只有一个数值 ${figureInWords(peculiarity.min, scale)}`;
  }
}
