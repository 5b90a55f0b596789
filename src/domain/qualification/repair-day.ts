import type { ActivityLevel, PointsLaw } from '../scoring/points-law.js';
import { yearOf, type CalendarDate } from '../shared/calendar-date.js';
import { refused, success, type Fault, type Result } from '../shared/result.js';
import { voidedRepairs, type LedgerFact } from './ledger-fact.js';
import type { JudgedRepair, Standing } from './standing.js';
import { statusOn } from './timeline.js';
import { yearTotalOn } from './year-total.js';

/** A repair about to be judged. */
export interface RepairAsked {
  /** Level of an activity; null for a training. */
  readonly level: ActivityLevel | null;
  /** Day of the training or activity. */
  readonly activityOn: CalendarDate;
  /** The day it is approved; not before that of the activity. */
  readonly approvedOn: CalendarDate;
  /** S22: which of the two days it counts on. */
  readonly policy: 'ACTIVITY' | 'APPROVAL';
  /** Points that the route has taken off already in the year of the activity. */
  readonly taken: number;
}

/** The file without the repair, and with it put on either day. */
export interface RepairTrials {
  readonly before: Standing;
  readonly onActivity: Standing;
  readonly onApproval: Standing;
}

/** Why a repair counts on its day. */
export type RepairDayReason =
  /** The adopted reading of S22. */
  | 'POLICY'
  /** On the day of the activity it would change a measure already decided (S23). */
  | 'MEASURE_DECIDED'
  /** On the day of the activity it would take the place of a repair already counted. */
  | 'REPAIR_DECIDED';

export interface CountedRepair {
  readonly on: CalendarDate;
  readonly deducted: number;
  readonly because: RepairDayReason;
}

/** Points of a route taken off in a year, by the repairs of a file and what they were judged to be. */
export function takenOf(
  events: readonly LedgerFact[],
  repairs: readonly JudgedRepair[],
  { route, year }: { readonly route: 'TRAINING' | 'ACTIVITY'; readonly year: number },
): number {
  const voided = voidedRepairs(events);
  const asked = events
    .filter((each) => each.type === 'REPAIR')
    .filter((each) => !voided.has(each))
    .sort((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0));
  return repairs
    .filter(({ on }, place) => {
      const level = asked[place]?.level ?? null;
      return yearOf(on) === year && (level === null) === (route === 'TRAINING');
    })
    .reduce((sum, { deducted }) => sum + deducted, 0);
}

const measuresOf = ({ scores, restrictions }: Standing): string =>
  JSON.stringify([scores.map(({ id, measure }) => [id, measure]), restrictions]);

/** Whether any measure of a notice, or any restriction, is another. */
export const changesMeasures = (before: Standing, after: Standing): boolean =>
  measuresOf(before) !== measuresOf(after);

interface Placed {
  readonly own: JudgedRepair;
  readonly reason: Exclude<RepairDayReason, 'POLICY'> | null;
}

/** The repair recorded last on a day, and what else its being there would change. */
function placedOn(before: Standing, after: Standing, day: CalendarDate): Placed {
  const place = after.repairs.findLastIndex(({ on }) => on === day);
  const own = after.repairs[place];
  if (own === undefined) throw new Error(`no repair on ${day}`);
  const others = after.repairs.filter((_each, index) => index !== place);
  if (changesMeasures(before, after)) return { own, reason: 'MEASURE_DECIDED' };
  const same = JSON.stringify(others) === JSON.stringify(before.repairs);
  return { own, reason: same ? null : 'REPAIR_DECIDED' };
}

/** What rules a repair out whatever day it counts on (S22, S23). */
function groundFaults(
  { level, activityOn, approvedOn, taken }: RepairAsked,
  { scores, restrictions }: Standing,
  law: PointsLaw,
): Fault[] {
  const faults: Fault[] = [];
  const add = (code: string, citation: string, detail: string): void => {
    faults.push({ pointer: '', code, detail, citation });
  };
  const terminated = [activityOn, approvedOn].find((day) => statusOn(restrictions, day) === 'TERMINATED');
  if (terminated !== undefined)
    add('TERMINATED', 'PQ2025:31', `${terminated} 该人员的医保支付资格处于终止，记分不予修复。`);
  const scored = scores.some(
    ({ effectiveOn, points }) =>
      points > 0 && effectiveOn <= activityOn && yearOf(effectiveOn) === yearOf(activityOn),
  );
  if (!scored) {
    const detail = `${activityOn} 之前该人员本年度没有记分；修复只针对记分之后参加的培训或活动。`;
    add('NO_SCORE_BEFORE', 'PQ2025:31', detail);
  }
  const cap = level === null ? law.trainingCap : law.activityCap;
  if (taken >= cap) add('CAP_REACHED', capCitation(level), capWords(level, taken, cap));
  return faults;
}

const capCitation = (level: ActivityLevel | null): string =>
  level === null ? 'PQ2025:32(1)' : 'PQ2025:32(2)';

const capWords = (level: ActivityLevel | null, taken: number, cap: number): string =>
  `${level === null ? '参加培训' : '现场参与活动'}的修复每年度不超过 ${cap} 分，本年度已减 ${taken} 分，还可减 ${Math.max(0, cap - taken)} 分。`;

const nothingLeft = (day: CalendarDate): Fault => ({
  pointer: '',
  code: 'NOTHING_TO_REPAIR',
  detail: `按 ${day} 计，该人员本年度没有可以减免的记分。`,
  citation: 'PQ2025:31',
});

const wouldChangeMeasure = (activityOn: CalendarDate, approvedOn: CalendarDate): Fault => ({
  pointer: '',
  code: 'WOULD_CHANGE_MEASURE',
  detail: `计入活动之日 ${activityOn} 会改变已作出的暂停或终止，计入认可之日 ${approvedOn} 又不能减免当年的记分；已作出的处理不受修复影响。`,
  citation: 'PQ2025:31',
});

/** The fault of a repair that takes nothing off on its day; null where it does. */
function refusedThere(
  { code, on }: JudgedRepair,
  { level, taken }: RepairAsked,
  law: PointsLaw,
): Fault | null {
  const cap = level === null ? law.trainingCap : law.activityCap;
  if (code === 'CAP_REACHED') {
    return { pointer: '', code, detail: capWords(level, taken, cap), citation: capCitation(level) };
  }
  if (code === 'TERMINATED') {
    const detail = `${on} 该人员的医保支付资格处于终止，记分不予修复。`;
    return { pointer: '', code, detail, citation: 'PQ2025:31' };
  }
  return code === 'NOTHING_TO_REPAIR' ? nothingLeft(on) : null;
}

/** S23: on the day of the approval nothing decided changes any more, as long as the year is the same. */
function onApproval(
  asked: RepairAsked,
  { before, onApproval: after }: RepairTrials,
  law: PointsLaw,
  because: RepairDayReason,
): Result<CountedRepair> {
  const { activityOn, approvedOn } = asked;
  const sameYear = yearOf(activityOn) === yearOf(approvedOn);
  if (!sameYear) {
    return refused([
      because === 'MEASURE_DECIDED' ? wouldChangeMeasure(activityOn, approvedOn) : nothingLeft(approvedOn),
    ]);
  }
  const { own, reason } = placedOn(before, after, approvedOn);
  if (reason !== null) return refused([wouldChangeMeasure(activityOn, approvedOn)]);
  const fault = refusedThere(own, asked, law);
  return fault === null ? success({ on: approvedOn, deducted: own.deducted, because }) : refused([fault]);
}

/**
 * S22, S23: whether a repair is granted, and on which day it counts: that of the activity, unless the adopted reading says
 * that of the approval, or something already decided would change. Pure.
 * @returns the day and the points taken off, or every reason against it with pointer '': `TERMINATED`, `NO_SCORE_BEFORE`,
 *   `CAP_REACHED`, `NOTHING_TO_REPAIR`, `WOULD_CHANGE_MEASURE`.
 */
export function countRepair(asked: RepairAsked, trials: RepairTrials, law: PointsLaw): Result<CountedRepair> {
  const faults = groundFaults(asked, trials.before, law);
  if (faults.length > 0) return refused(withTotal(faults, asked, trials.before));
  if (asked.policy === 'APPROVAL') return onApproval(asked, trials, law, 'POLICY');
  const { own, reason } = placedOn(trials.before, trials.onActivity, asked.activityOn);
  const fault = refusedThere(own, asked, law);
  if (fault !== null && reason === null) return refused([fault]);
  if (reason !== null) return onApproval(asked, trials, law, reason);
  return success({ on: asked.activityOn, deducted: own.deducted, because: 'POLICY' });
}

/** Beside the other reasons: that no points are left at all, where points were there once. */
function withTotal(faults: readonly Fault[], { activityOn }: RepairAsked, before: Standing): Fault[] {
  const everScored = !faults.some(({ code }) => code === 'NO_SCORE_BEFORE');
  const empty = yearTotalOn(before, activityOn) <= 0;
  return everScored && empty ? [...faults, nothingLeft(activityOn)] : [...faults];
}
