import type { CalendarDate } from '../domain/shared/calendar-date.js';
import { canonicalHash } from './canonical-hash.js';

/** An official document taken into the rulebook: never edited, only followed by another. */
export interface RulebookImport {
  readonly kind: 'SCHEDULE' | 'CALENDAR' | 'POLICY';
  /** The schedule's id, the calendar's year, or any name of a ruling. */
  readonly id: string;
  readonly documentNo: string;
  readonly validFrom: CalendarDate;
  readonly validTo?: CalendarDate;
  /**
   * What the members above do not say, as plain JSON with exact decimals as strings.
   * Schedule: `{ title, sample, rows, confirmed?, supersedes? }`; calendar: `{ holidays, makeUpDays }` as in the files;
   * policy: `{ policy, value }`.
   */
  readonly content: Readonly<Record<string, unknown>>;
  /** What `importHash` says of all the rest. */
  readonly hash: string;
}

/** The hash that an import is stored with and checked by. */
export function importHash(draft: Omit<RulebookImport, 'hash'>): string {
  const { kind, id, documentNo, validFrom, validTo, content } = draft;
  return canonicalHash({ kind, id, documentNo, validFrom, validTo, content });
}
