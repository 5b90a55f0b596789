import { countWorkingDays, type WorkingDayCount } from '../procedure/working-days.js';
import { figure } from '../rulebook/figure.js';
import { instrumentOn, type Rulebook } from '../rulebook/rulebook.js';
import { pointsLawOn } from '../scoring/points-law.js';
import type { CalendarDate } from '../shared/calendar-date.js';
import type { Fault } from '../shared/result.js';
import { dayInWindow, windowTogether, type RestorationWindow } from './restoration-window.js';
import type { Restriction, Standing } from './standing.js';

const MILLIONTHS = 1_000_000n;
const CITATION = 'PQ2025:30';

/** PQ2025:30: working days after receipt in which an application is to be decided; a warning, not a lapse (S30). */
export function decideRestorationWithin(rulebook: Rulebook, day: CalendarDate): number {
  const rules = instrumentOn(rulebook, 'PQ2025', day);
  if (rules === undefined) throw new Error(`no PQ2025 on ${day}`);
  return Number(figure(rules, CITATION, 'decideWithin').value / MILLIONTHS);
}

type Measures = Pick<Standing, 'restrictions' | 'scores'>;

const waiting = ({ restrictions }: Pick<Measures, 'restrictions'>): Restriction[] =>
  restrictions.filter(({ restoredOn }) => restoredOn === null);

/** How a count of working days went, in words: what it passed over and what it counted all the same. */
function inWords({ passedOver, madeUp, provisional }: WorkingDayCount): string {
  const over = passedOver.map(({ date, reason }) => `${date}（${reason}）`).join('、');
  return [
    over === '' ? '' : `越过 ${over}；`,
    madeUp.length === 0 ? '' : `调休上班日 ${madeUp.join('、')} 计入；`,
    provisional ? '所涉年份的工作日安排尚未公布，为暂定；' : '',
  ].join('');
}

function beforeWindow(
  { lastDay, opensOn }: RestorationWindow,
  appliedOn: CalendarDate,
  rulebook: Rulebook,
): string {
  const days = pointsLawOn(rulebook, lastDay).applyBeforeEnd;
  const counted = inWords(countWorkingDays(lastDay, -days, rulebook.calendars));
  return `最后一项措施 ${lastDay} 期满，期满前第 ${days} 个工作日为 ${opensOn}（${counted}末日不计），自该日起可以申请；申请日 ${appliedOn} 早于该日。`;
}

/** Whether every last day that is missing is so for want of months that nobody has chosen yet. */
const monthsMissing = ({ scores }: Measures, measures: readonly Restriction[]): boolean =>
  measures
    .filter(({ to }) => to === null)
    .every(({ cause }) =>
      scores.some(
        ({ id, measure }) => id === cause && measure?.kind === 'SUSPENSION' && measure.months === null,
      ),
    );

/** S34: whether the last day of some measures rests on published years only. */
const lastDayCertain = ({ scores }: Measures, measures: readonly Restriction[]): boolean =>
  !scores.some(({ id, provisional }) => provisional && measures.some(({ cause }) => cause === id));

/** The measures that an approval on a day lifts: those begun and not yet restored (S19). */
export const liftedBy = (
  standing: Pick<Measures, 'restrictions'>,
  approvedOn: CalendarDate,
): readonly Restriction[] => waiting(standing).filter(({ from }) => from <= approvedOn);

interface Days {
  readonly appliedOn: CalendarDate;
  /** What has begun by this day is looked at together. */
  readonly today: CalendarDate;
}

const faultAt =
  (pointer: string) =>
  (code: string, detail: string, citation = CITATION): Fault => ({ pointer, code, detail, citation });

function notBegun(standing: Measures): string {
  const [first] = waiting(standing)
    .map(({ from }) => from)
    .sort();
  return first === undefined
    ? '该人员没有待恢复的暂停或终止，无须申请恢复。'
    : `该人员的措施自 ${first} 起开始，目前没有待恢复的暂停或终止。`;
}

const yearMissing = ({ lastDay, opensOn }: RestorationWindow): string =>
  `最后一项措施 ${lastDay} 期满，可以申请之日暂计为 ${opensOn}，所涉年份的工作日安排尚未公布，不能据此作出决定；请在公布并导入后办理。`;

/**
 * S19, S20: why a restoration may not be applied for on a day; none, if it may. While months are open it may: only the
 * approval waits for them. Pure.
 * @returns `NOT_RESTRICTED`, `TOO_EARLY` with the day the window opens and how it was counted, `CALENDAR_YEAR_MISSING` where
 *   that day is not certain (S34), `NO_LAST_DAY` for a measure that has none yet.
 */
export function restorationFaults(
  standing: Measures,
  { appliedOn, today }: Days,
  rulebook: Rulebook,
): Fault[] {
  const fault = faultAt('/appliedOn');
  const begun = liftedBy(standing, today);
  if (begun.length === 0) return [fault('NOT_RESTRICTED', notBegun(standing))];
  const window = windowTogether(begun, rulebook);
  if (window === null) {
    const detail = '有措施没有期满日（随机构的措施未定期限），暂不能申请恢复。';
    return monthsMissing(standing, begun) ? [] : [fault('NO_LAST_DAY', detail)];
  }
  const place = dayInWindow(window, appliedOn, lastDayCertain(standing, begun), rulebook);
  if (place === 'OPEN' || (place === 'UNKNOWN' && appliedOn >= window.opensOn)) return [];
  return place === 'BEFORE'
    ? [fault('TOO_EARLY', beforeWindow(window, appliedOn, rulebook))]
    : [fault('CALENDAR_YEAR_MISSING', yearMissing(window))];
}

/**
 * S34: why a restoration may not be approved yet although the window seems to be open: `CALENDAR_YEAR_MISSING` where it rests
 * on a year without a published arrangement. Pure.
 */
export function uncertainFaults(standing: Measures, { appliedOn, today }: Days, rulebook: Rulebook): Fault[] {
  const begun = liftedBy(standing, today);
  const window = windowTogether(begun, rulebook);
  if (window === null) return [];
  const place = dayInWindow(window, appliedOn, lastDayCertain(standing, begun), rulebook);
  return place === 'UNKNOWN' ? [faultAt('/agreed')('CALENDAR_YEAR_MISSING', yearMissing(window))] : [];
}

/** Whether, as the file stands here, something was to be restored on a day and could have been; what nobody knew of could not. */
export function couldBeRestored(standing: Measures, day: CalendarDate, rulebook: Rulebook): boolean {
  const begun = liftedBy(standing, day);
  const window = windowTogether(begun, rulebook);
  return window !== null && dayInWindow(window, day, lastDayCertain(standing, begun), rulebook) === 'OPEN';
}

/** Of some measures the one that ends last; one without an end comes last of all; null of none. */
export const endingLast = (restrictions: readonly Restriction[]): Restriction | null =>
  restrictions.reduce<Restriction | null>((last, each) => {
    if (last === null || (last.to !== null && (each.to === null || each.to > last.to))) return each;
    return last;
  }, null);
