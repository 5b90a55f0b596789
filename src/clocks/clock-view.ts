import type { Deadline, Term } from '../domain/procedure/clock.js';
import { date, type CalendarDate } from '../domain/shared/calendar-date.js';
import type { ClockKind, OfficeKind } from './clock-kind.js';
import type { ClockEntity } from './clock.entity.js';

/** A deadline about to run. */
export interface NewClock {
  readonly kind: ClockKind;
  /** What it is about: `notice/ID`, `site-notice/ID`, `case/ID`. */
  readonly subject: string;
  /** District code (110000: municipal) or institution code of those who have to act. */
  readonly office: string;
  readonly officeKind: OfficeKind;
  /** District whose agency presses for it when it is overdue (PQ2025:24). */
  readonly supervisedBy?: string;
  /** Chinese, what is to be done; codes only, no names. */
  readonly title: string;
  readonly citation: string | null;
  /** Not counted itself. */
  readonly from: CalendarDate;
  /** Null: at once, no day set by law. */
  readonly term: Term | null;
}

/** A deadline as it stands. */
export interface ClockView extends NewClock {
  readonly id: string;
  readonly dueOn: CalendarDate | null;
  /** Counted over a year without a published arrangement (S34). */
  readonly provisional: boolean;
  readonly passedOver: Deadline['passedOver'];
  readonly madeUp: Deadline['madeUp'];
  readonly extensionDays: number;
  readonly openedAt: string;
  readonly closedAt: string | null;
}

/** A deadline whose last day is another than before. */
export interface MovedClock {
  readonly id: string;
  readonly kind: ClockKind;
  readonly subject: string;
  readonly office: string;
  readonly was: CalendarDate;
  readonly dueOn: CalendarDate;
}

type Counted = Pick<Deadline, 'passedOver' | 'madeUp'>;

export const termOf = ({ term }: Pick<ClockEntity, 'term'>): Term | null =>
  term === null ? null : (JSON.parse(term) as Term);

export function clockView(row: ClockEntity): ClockView {
  const { passedOver, madeUp } = JSON.parse(row.counted) as Counted;
  return {
    id: row.id,
    kind: row.kind,
    subject: row.subject,
    office: row.office,
    officeKind: row.officeKind,
    ...(row.supervisedBy !== null && { supervisedBy: row.supervisedBy }),
    title: row.title,
    citation: row.citation,
    from: date(row.from),
    term: termOf(row),
    dueOn: row.dueOn === null ? null : date(row.dueOn),
    provisional: row.provisional,
    passedOver,
    madeUp,
    extensionDays: row.extensionDays,
    openedAt: row.openedAt,
    closedAt: row.closedAt,
  };
}

/** The columns that say when a clock is due and how that was counted. */
export function deadlineColumns(
  deadline: Deadline | null,
): Pick<ClockEntity, 'dueOn' | 'provisional' | 'counted'> {
  const counted: Counted = { passedOver: deadline?.passedOver ?? [], madeUp: deadline?.madeUp ?? [] };
  return {
    dueOn: deadline?.dueOn ?? null,
    provisional: deadline?.provisional ?? false,
    counted: JSON.stringify(counted),
  };
}
