import { inForceOn } from '../rulebook/rulebook.js';
import type { Schedule, ScheduleRow } from '../rulebook/schedule.js';
import type { GradeReference } from './facts.js';
import type { DiscretionLaw } from './law.js';

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
