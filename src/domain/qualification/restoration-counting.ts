import type { Rulebook } from '../rulebook/rulebook.js';
import { addDays, type CalendarDate } from '../shared/calendar-date.js';
import type { Fault } from '../shared/result.js';
import { couldBeRestored } from './restoration-application.js';
import type { Restriction, Standing } from './standing.js';

const CITATION = 'PQ2025:30';

/** The measures that hold a person on a day: begun, and not yet back to normal. */
export const heldOn = (
  { restrictions }: Pick<Standing, 'restrictions'>,
  day: CalendarDate,
): readonly Restriction[] =>
  restrictions.filter(({ from, restoredOn }) => from <= day && (restoredOn === null || restoredOn > day));

/** A day from which a restoration is to count, and what it is held against. */
export interface Counting {
  readonly countsFrom: CalendarDate;
  readonly today: CalendarDate;
  /** The file as it stands. */
  readonly standing: Pick<Standing, 'restrictions'>;
  /** What was on the person’s files as they were known at the end of that day. */
  readonly known: Pick<Standing, 'restrictions' | 'scores'>;
}

/**
 * S19, S31: why a restoration may not count from an earlier day; none, if it may: every measure that held the person is over
 * by then as it is judged now, none is a termination, which a new commitment and registration come first after (PQ2025:30),
 * and as it was known then no application could have been granted. Pure.
 * @returns `DATE_ORDER`, `NOT_RESTRICTED`, `NEW_COMMITMENT_REQUIRED`, `NO_LAST_DAY`, `TOO_EARLY`, `NOT_REJUDGED`, with pointer
 *   `/countsFrom`.
 */
export function countsFromFaults(
  { countsFrom, today, standing, known }: Counting,
  rulebook: Rulebook,
): Fault[] {
  const fault = (code: string, detail: string): Fault[] => [
    { pointer: '/countsFrom', code, detail, citation: CITATION },
  ];
  if (countsFrom > today)
    return fault('DATE_ORDER', `恢复计算之日 ${countsFrom} 晚于今日 ${today}，请核对。`);
  const held = heldOn(standing, countsFrom);
  if (held.length === 0)
    return fault('NOT_RESTRICTED', `${countsFrom} 该人员没有暂停或终止，恢复不能自该日起计算。`);
  if (held.some(({ kind }) => kind === 'TERMINATION')) {
    const detail =
      '终止恢复须先重新作出服务承诺、重新登记备案，两者随批准生效，恢复不能自此前之日起计算；请不填恢复计算之日。';
    return fault('NEW_COMMITMENT_REQUIRED', detail);
  }
  const days = held.flatMap(({ to }) => (to === null ? [] : [to])).sort();
  const lastDay = days.at(-1);
  if (lastDay === undefined || days.length < held.length)
    return fault('NO_LAST_DAY', '有措施的期满日尚未确定，恢复不能自过去之日起计算。');
  if (countsFrom <= lastDay) {
    const detail = `重新计算后的措施 ${lastDay} 期满，恢复最早自其次日 ${addDays(lastDay, 1)} 起计算（S19、S31）。`;
    return fault('TOO_EARLY', detail);
  }
  if (!couldBeRestored(known, countsFrom, rulebook)) return [];
  const detail = `按 ${countsFrom} 当时的记录，已经可以申请恢复；该日之后才经重新计算、此前无从申请的，恢复方可自该日起计算（S19、S31）。`;
  return fault('NOT_REJUDGED', detail);
}

/**
 * The first day from which a restoration of a measure could count: after the last day of all that hold with it.
 * @returns null where the person is back from it by then, a last day is missing, or a termination holds.
 */
export function earliestCounting(
  standing: Pick<Standing, 'restrictions'>,
  { cause, to }: Restriction,
): CalendarDate | null {
  let day = to === null ? null : addDays(to, 1);
  while (day !== null) {
    const held = heldOn(standing, day);
    if (!held.some((each) => each.cause === cause)) return null;
    if (held.some((each) => each.to === null || each.kind === 'TERMINATION')) return null;
    const after: CalendarDate = held.reduce(
      (last, each) => (each.to !== null && each.to >= last ? addDays(each.to, 1) : last),
      day,
    );
    if (after === day) return day;
    day = after;
  }
  return null;
}
