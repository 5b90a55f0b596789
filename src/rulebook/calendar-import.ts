import type { EntityManager } from 'typeorm';
import { date } from '../domain/shared/calendar-date.js';
import type { Fault } from '../domain/shared/result.js';
import { pointerTo } from '../platform/http/json-pointer.js';
import { calendarKind } from './calendar-kind.js';
import { formIssues } from './form-issues.js';
import { RulebookImportEntity } from './rulebook-import.entity.js';
import type { RulebookImport } from './rulebook-import.js';

/** A year's working-day arrangement as its document states it: holidays as ranges, both ends days off. */
export interface CalendarDocument {
  readonly year: number;
  readonly documentNo: string;
  readonly holidays: readonly { readonly name: string; readonly from: string; readonly to: string }[];
  readonly makeUpDays: readonly string[];
}

/** Every fault of an arrangement, by the checks that the shipped ones pass, with pointers into it. */
export function calendarFaults(document: CalendarDocument): Fault[] {
  const parsed = calendarKind.schema.safeParse(document);
  const issues = parsed.success ? calendarKind.check(parsed.data) : formIssues(parsed.error, document);
  return issues.map(({ path, message }) => ({
    pointer: path.reduce<string>((parent, key) => pointerTo(parent, String(key)), ''),
    code: 'CALENDAR_INVALID',
    detail: `${message}。`,
  }));
}

/** An arrangement as an import: the later one of a year replaces the earlier. */
export const calendarImport = (document: CalendarDocument): Omit<RulebookImport, 'hash'> => ({
  kind: 'CALENDAR',
  id: String(document.year),
  documentNo: document.documentNo,
  validFrom: date(`${document.year}-01-01`),
  content: {
    holidays: document.holidays.map(({ name, from, to }) => ({ name, from, to })),
    makeUpDays: [...document.makeUpDays],
  },
});

/** Whether an arrangement of that year was imported under that number before, replaced since or not. */
export const calendarImported = (
  manager: EntityManager,
  { year, documentNo }: Pick<CalendarDocument, 'year' | 'documentNo'>,
): Promise<boolean> =>
  manager.existsBy(RulebookImportEntity, { kind: 'CALENDAR', importId: String(year), documentNo });
