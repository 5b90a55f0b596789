import { addYears, type CalendarDate } from '../shared/calendar-date.js';
import type { Fault } from '../shared/result.js';

/**
 * Years that a person's data are kept after the last thing that happened on the file. Neither instrument sets a period.
 * This one rests on nothing but prudence: it is longer than every period that the two know together (a termination of
 * three years, PQ2025:26; a limitation of five, DB2025:16(5)), and as long as the longer of the fixed periods in which
 * public offices keep their files. Only an official ruling can shorten it.
 */
export const RETENTION_YEARS = 30;

/** What stands against erasing what is personal on a file. */
export interface Retained {
  /** Institutions at which a registration stands, or is to stand. */
  readonly registeredAt: readonly string[];
  /** Institutions of commitments whose end is not known, or to come. */
  readonly committedTo: readonly string[];
  /** Causes of measures that are not restored (S19). */
  readonly unrestored: readonly string[];
  /** What is still to be done or decided: `objection/ID`. */
  readonly open: readonly string[];
  /** Accounts of the person. */
  readonly accounts: readonly string[];
  /** The last day on which something happened on the file; null: not known. */
  readonly lastDay: CalendarDate | null;
}

/** The first day on which the retention runs no more. */
export const retentionEnds = (lastDay: CalendarDate): CalendarDate => addYears(lastDay, RETENTION_YEARS);

/** Everything that forbids the erasure on a day, each with its own fault; none: it is permitted. */
export function erasureFaults(
  { registeredAt, committedTo, unrestored, open, accounts, lastDay }: Retained,
  today: CalendarDate,
): Fault[] {
  const listed = (code: string, what: readonly string[], says: string, citation?: string): Fault[] =>
    what.length === 0 ? [] : [faultOf(code, `${says}：${what.join('、')}`, citation)];
  return [
    ...listed('REGISTRATION_STANDS', registeredAt, '仍在登记备案，机构', 'PQ2025:13'),
    ...listed('COMMITMENT_HOLDS', committedTo, '服务承诺尚未终止或不知何时终止，机构', 'PQ2025:11'),
    ...listed('MEASURE_OPEN', unrestored, '暂停或终止尚未恢复，依据', 'PQ2025:30'),
    ...listed('MATTER_OPEN', open, '尚有未办结的事项'),
    ...listed('ACCOUNT_STANDS', accounts, '本人账号尚在，账号'),
    ...retentionFaults(lastDay, today),
  ];
}

function retentionFaults(lastDay: CalendarDate | null, today: CalendarDate): Fault[] {
  if (lastDay === null)
    return [faultOf('RETENTION_UNKNOWN', '不知档案中最后一件事发生于何日，不能认定保存期限已满')];
  const ends = retentionEnds(lastDay);
  if (today >= ends) return [];
  const detail = `档案中最后一件事在 ${lastDay}，须保存 ${RETENTION_YEARS} 年，${ends} 起方可删除（法规未定保存期限，此为本系统从严所取）`;
  return [faultOf('RETENTION_RUNNING', detail)];
}

const faultOf = (code: string, detail: string, citation?: string): Fault => ({
  pointer: '',
  code,
  detail: `${detail}。`,
  ...(citation !== undefined && { citation }),
});
