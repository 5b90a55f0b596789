import type { JudgedScore } from '../../domain/qualification/standing.js';
import { yearOf, type CalendarDate } from '../../domain/shared/calendar-date.js';
import type { Fault } from '../../domain/shared/result.js';

/** Months that are needed and not given (PQ2025:26.2). */
export function missingMonths(
  { measure, yearTotalAfter, effectiveOn }: JudgedScore,
  months: number | null,
): Fault[] {
  if (measure?.kind !== 'SUSPENSION' || months !== null) return [];
  const { min, max } = measure.allowedMonths;
  const detail = `记分后 ${yearOf(effectiveOn)} 年累计 ${yearTotalAfter} 分，须在 ${min} 至 ${max} 个月之间选定暂停月数（months）并说明理由。`;
  return [{ pointer: '/months', code: 'MONTHS_REQUIRED', detail, citation: 'PQ2025:26.2' }];
}

/** A fault of the score on the ledger, as one of the request that led to it. */
export const inNotice = ({ pointer, ...fault }: Fault): Fault => ({
  ...fault,
  pointer: pointer === '/0/months' ? '/months' : '/personCode',
});

/** A notice is issued after its ground, and not in the future (PQ2025:24). */
export function issueDayFaults(
  day: string,
  today: CalendarDate,
  { determinedOn, pointsDay }: { readonly determinedOn: string; readonly pointsDay: string },
): Fault[] {
  const late = (detail: string): Fault => ({
    pointer: '/issuedOn',
    code: 'DATE_ORDER',
    detail,
    citation: 'PQ2025:24',
  });
  return [
    ...(day > today ? [late(`出具日 ${day} 晚于今日 ${today}，请核对。`)] : []),
    ...(day < determinedOn ? [late(`出具日 ${day} 早于认定日 ${determinedOn}，请核对。`)] : []),
    ...(day < pointsDay ? [late(`出具日 ${day} 早于记分时点 ${pointsDay}：处理尚未生效。`)] : []),
  ];
}
