import { countWorkingDays, type WorkingDayCount } from '../procedure/working-days.js';
import { figure } from '../rulebook/figure.js';
import { instrumentOn, type Rulebook } from '../rulebook/rulebook.js';
import { pointsLawOn } from '../scoring/points-law.js';
import type { CalendarDate } from '../shared/calendar-date.js';
import type { Fault } from '../shared/result.js';
import { restorationWindow, type RestorationWindow } from './restoration-window.js';
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

/** Why the last day of the measures is not known. */
function withoutLastDay(standing: Measures): string {
  const causes = new Set(waiting(standing).map(({ cause }) => cause));
  const open = standing.scores.some(
    ({ id, measure }) => causes.has(id) && measure?.kind === 'SUSPENSION' && measure.months === null,
  );
  return open
    ? '暂停的月数尚未选定，期满日无从计算，暂不能申请恢复。'
    : '有措施没有期满日（随机构的措施未定期限），暂不能申请恢复。';
}

/**
 * S19, S20: why a restoration may not be applied for on a day; none, if it may. Pure.
 * @param today what has begun by this day is looked at together.
 * @returns `NOT_RESTRICTED` or `TOO_EARLY`, the latter with the day the window opens and how it was counted.
 */
export function restorationFaults(
  standing: Measures,
  { appliedOn, today }: { readonly appliedOn: CalendarDate; readonly today: CalendarDate },
  rulebook: Rulebook,
): Fault[] {
  const fault = (code: string, detail: string): Fault[] => [
    { pointer: '/appliedOn', code, detail, citation: CITATION },
  ];
  if (waiting(standing).length === 0)
    return fault('NOT_RESTRICTED', '该人员没有待恢复的暂停或终止，无须申请恢复。');
  const window = restorationWindow(standing.restrictions, today, rulebook);
  if (window === null) return fault('TOO_EARLY', withoutLastDay(standing));
  return appliedOn >= window.opensOn ? [] : fault('TOO_EARLY', beforeWindow(window, appliedOn, rulebook));
}

/** The measures that an approval on a day lifts: those begun and not yet restored (S19). */
export const liftedBy = (
  standing: Pick<Measures, 'restrictions'>,
  approvedOn: CalendarDate,
): readonly Restriction[] => waiting(standing).filter(({ from }) => from <= approvedOn);

/** Of some measures the one that ends last; one without an end comes last of all; null of none. */
export const endingLast = (restrictions: readonly Restriction[]): Restriction | null =>
  restrictions.reduce<Restriction | null>((last, each) => {
    if (last === null || (last.to !== null && (each.to === null || each.to > last.to))) return each;
    return last;
  }, null);
