import type { CalendarDate } from '../../domain/shared/calendar-date.js';
import type { Fault } from '../../domain/shared/result.js';
import { MARK_CITATION } from './mark-list.service.js';
import type { PublicationForm, RemovalForm } from './mark.dto.js';
import type { PublicationEntity } from './publication.entity.js';
import type { PublishedMarkEntity } from './published-mark.entity.js';

const fault = (pointer: string, code: string, detail: string): Fault => ({
  pointer,
  code,
  detail,
  citation: MARK_CITATION,
});

export const nobody = (on: CalendarDate): Fault =>
  fault('/on', 'NOTHING_TO_TELL', `${on} 本机构没有医保支付资格受限的人员，没有可公开的名单。`);

/** What is wrong with the days of a publication. */
export function publicationFaults(
  { from, to }: PublicationForm,
  on: CalendarDate,
  today: CalendarDate,
): Fault[] {
  const faults: Fault[] = [];
  if (on > today) faults.push(fault('/on', 'DATE_ORDER', `名单之日 ${on} 晚于今日 ${today}。`));
  if (from < on) faults.push(fault('/from', 'DATE_ORDER', `公开的首日 ${from} 早于名单之日 ${on}。`));
  if (from > today)
    faults.push(fault('/from', 'DATE_ORDER', `公开的首日 ${from} 晚于今日 ${today}，请在公开后录入。`));
  if (to !== undefined && to < from) faults.push(fault('/to', 'DATE_ORDER', `末日 ${to} 早于首日 ${from}。`));
  return faults;
}

/** What is wrong with taking marks down. @param codes those named. @param shown those still up. */
export function removalFaults(
  { on }: RemovalForm,
  codes: readonly string[],
  shown: readonly PublishedMarkEntity[],
  { from }: PublicationEntity,
  today: CalendarDate,
): Fault[] {
  const faults: Fault[] = [];
  if (on < from) faults.push(fault('/on', 'DATE_ORDER', `撤下之日 ${on} 早于公开的首日 ${from}。`));
  if (on > today)
    faults.push(fault('/on', 'DATE_ORDER', `撤下之日 ${on} 晚于今日 ${today}，请在撤下后录入。`));
  codes.forEach((code, place) => {
    if (shown.some(({ personCode }) => personCode === code)) return;
    faults.push(fault(`/personCodes/${place}`, 'UNKNOWN_REFERENCE', `${code} 不在此名单仍公开的标识之中。`));
  });
  return faults;
}
