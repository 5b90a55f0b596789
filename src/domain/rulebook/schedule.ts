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

export type PeculiarityKind = 'GAP' | 'OVERLAP' | 'SINGLE_VALUE';

/** What real tables have and an officer has to know of: a gap, an overlap, a range of one value (DB2025:9). */
export interface Peculiarity {
  /** Names it inside its schedule: `OVERLAP REG735:38 low mid`. */
  readonly key: string;
  readonly kind: PeculiarityKind;
  readonly basis: string;
  /** The two neighbours, slight to grave; one row for a single value. */
  readonly rowIds: readonly string[];
  /** What no grade covers, what two cover, or the one value: multiples, or yuan for art. 39. */
  readonly min: Decimal;
  readonly max: Decimal;
}

/** A peculiarity that the importer confirmed, in the importer's words. */
export interface ConfirmedPeculiarity extends Peculiarity {
  readonly reason: string;
}

/** A grade schedule (裁量细则), DB2025:9, 24. */
export interface Schedule {
  readonly id: string;
  readonly title: string;
  readonly documentNo: string;
  readonly validFrom: CalendarDate;
  /** Last day in force; in a rulebook also the day before a schedule that supersedes this one begins. */
  readonly validTo?: CalendarDate;
  /** True for a demonstration table that is not official. */
  readonly sample: boolean;
  readonly rows: readonly ScheduleRow[];
  readonly confirmed?: readonly ConfirmedPeculiarity[];
  /** Id of the schedule that ends when this one begins. */
  readonly supersedes?: string;
  /** Id of the schedule that ended this one; follows from the others, is never stored. */
  readonly supersededBy?: string;
}

/** What was confirmed of one row, as far as it is for the basis. */
export const confirmedOfRow = (
  schedule: Schedule,
  rowId: string,
  basis: string,
): readonly ConfirmedPeculiarity[] =>
  (schedule.confirmed ?? []).filter((each) => each.basis === basis && each.rowIds.includes(rowId));
