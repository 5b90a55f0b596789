import type { CalendarDate } from '../shared/calendar-date.js';
import type { Decimal } from '../shared/decimal.js';

/** A is gravest (DB2025:7). */
export type Tier = 'A' | 'B' | 'C';

/** A grade (裁量阶次): one row of a schedule. */
export interface ScheduleRow {
  readonly id: string;
  /** The bases, after intent, that the row is for: `REG735:38`. */
  readonly bases: readonly string[];
  readonly tier: Tier;
  /** Position inside the tier, slight to grave, from 1. */
  readonly ordinal: number;
  readonly criterion: string;
  /** Closed range: multiples, or yuan for art. 39. */
  readonly min: Decimal;
  readonly max: Decimal;
}

/** A grade schedule (裁量细则), DB2025:9, 24. */
export interface Schedule {
  readonly id: string;
  readonly title: string;
  readonly documentNo: string;
  readonly validFrom: CalendarDate;
  readonly validTo?: CalendarDate;
  /** True for a demonstration table that is not official. */
  readonly sample: boolean;
  readonly rows: readonly ScheduleRow[];
}
