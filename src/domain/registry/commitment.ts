import type { CalendarDate } from '../shared/calendar-date.js';
import type { Fault } from '../shared/result.js';
import { recordedBy, type Recorded } from './recorded.js';

/** A service commitment that a person signed at an institution (PQ2025:11). */
export interface CommitmentFact extends Recorded {
  readonly institutionCode: string;
  readonly from: CalendarDate;
  /** Last day of the labour contract; null while that is open-ended. */
  readonly to: CalendarDate | null;
  /** First day on which it no longer holds, the contract having been dissolved; null while it was not. */
  readonly endedOn: CalendarDate | null;
  readonly endRecordedAt: string | null;
}

/** Whether a commitment holds on a day, as known at an instant. Pure. */
export function commitmentHolds(
  commitment: CommitmentFact,
  day: CalendarDate,
  knownAt: string | null = null,
): boolean {
  const { from, to, endedOn, endRecordedAt, recordedAt } = commitment;
  if (!recordedBy(recordedAt, knownAt) || day < from || (to !== null && day > to)) return false;
  const ended = endedOn !== null && recordedBy(endRecordedAt ?? recordedAt, knownAt) && day >= endedOn;
  return !ended;
}

/** Whether a person is committed at an institution on a day (PQ2025:11). */
export const committedAt = (
  commitments: readonly CommitmentFact[],
  institutionCode: string,
  day: CalendarDate,
  knownAt: string | null = null,
): boolean =>
  commitments.some((each) => each.institutionCode === institutionCode && commitmentHolds(each, day, knownAt));

interface NewCommitment {
  readonly signedOn: CalendarDate;
  readonly from: CalendarDate;
  readonly to: CalendarDate | null;
}

/** PQ2025:11: a commitment binds from its signing, and no longer than the contract. */
export function commitmentFaults(
  { signedOn, from, to }: NewCommitment,
  today: CalendarDate,
  lastDay: CalendarDate,
  at = '',
): Fault[] {
  const faults: Fault[] = [];
  const add = (member: string, detail: string): void => {
    faults.push({ pointer: `${at}/${member}`, code: 'DATE_ORDER', detail, citation: 'PQ2025:11' });
  };
  if (signedOn > today) add('signedOn', `签署日 ${signedOn} 晚于今日 ${today}，请在签署后录入。`);
  if (from < signedOn) add('from', `承诺自签署之日起才有效：起始日 ${from} 早于签署日 ${signedOn}。`);
  if (from > lastDay) add('from', `起始日 ${from} 晚于 ${lastDay}，请核对。`);
  if (to !== null && to < from) add('to', `末日 ${to} 早于起始日 ${from}，请核对。`);
  return faults;
}
