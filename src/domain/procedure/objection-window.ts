import type { CalendarYear } from '../rulebook/calendar-year.js';
import type { ObjectionFrom } from '../scoring/points-law.js';
import type { CalendarDate } from '../shared/calendar-date.js';
import { countWorkingDays, type PassedOver } from './working-days.js';

/** Somebody's receipt of a score notice. */
export interface Receipt {
  readonly by: 'INSTITUTION' | 'PERSON';
  readonly on: CalendarDate;
}

/** A time to object, and how it was counted. */
export interface ObjectionPeriod {
  readonly receipt: Receipt;
  readonly deadline: CalendarDate;
  /** Counted over a year without a published arrangement (S34). */
  readonly provisional: boolean;
  readonly passedOver: readonly PassedOver[];
  readonly madeUp: readonly CalendarDate[];
}

/** Whether an objection comes in time; `period` is the one that ends last, null while the receipt that counts is missing. */
export interface ObjectionWindow {
  readonly inTime: boolean;
  readonly period: ObjectionPeriod | null;
}

/** Whether the receipt is there from which the time runs. */
function countedReceiptIn(receipts: readonly Receipt[], counts: ObjectionFrom): boolean {
  const has = (by: Receipt['by']): boolean => receipts.some((receipt) => receipt.by === by);
  return counts === 'LATER' ? has('INSTITUTION') && has('PERSON') : has(counts);
}

/** How much time there is to object, from whose receipt. */
export interface ObjectionTime {
  /** Working days after the day of receipt, the last included. */
  readonly workingDays: number;
  /** Whose receipt starts the time (S16). */
  readonly counts: ObjectionFrom;
}

/**
 * PQ2025:34, S16: an objection is in time by either receipt; before the receipt that counts no time has begun to run, and
 * nothing is refused on a day that is not certain (S34). Pure.
 */
export function objectionWindow(
  receipts: readonly Receipt[],
  { workingDays, counts }: ObjectionTime,
  filedOn: CalendarDate,
  calendars: readonly CalendarYear[],
): ObjectionWindow {
  if (!countedReceiptIn(receipts, counts)) return { inTime: true, period: null };
  const period = receipts
    .map((receipt): ObjectionPeriod => {
      const { date, ...counted } = countWorkingDays(receipt.on, workingDays, calendars);
      return { receipt, deadline: date, ...counted };
    })
    .reduce<ObjectionPeriod | null>(
      (last, each) => (last === null || each.deadline > last.deadline ? each : last),
      null,
    );
  return { inTime: period === null || period.provisional || filedOn <= period.deadline, period };
}

const WHO: Readonly<Record<Receipt['by'], string>> = { INSTITUTION: '机构', PERSON: '本人' };

/** How a time to object was counted, in words: for whoever is told that it is over. */
export function periodInWords(
  { receipt, deadline, passedOver, madeUp }: ObjectionPeriod,
  workingDays: number,
): string {
  const skipped = passedOver.map(({ date, reason }) => `${date}（${reason}）`).join('、');
  const made = madeUp.length === 0 ? '' : `；调休上班计入 ${madeUp.join('、')}`;
  const how = skipped === '' ? '' : `；跳过 ${skipped}`;
  return `申诉期自${WHO[receipt.by]}收到之日 ${receipt.on} 的次日起 ${workingDays} 个工作日，至 ${deadline} 届满${how}${made}`;
}
