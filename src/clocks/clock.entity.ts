import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import type { ClockKind, OfficeKind } from './clock-kind.js';

/** Where each deadline stands now, for the work lists; what happened to it is in its events. */
@Entity({ name: 'clock' })
export class ClockEntity {
  @PrimaryColumn({ type: 'text' })
  id!: string;

  @Column({ type: 'text' })
  kind!: ClockKind;

  /** What it is about: `notice/ID`. */
  @Index('clock_subject')
  @Column({ type: 'text' })
  subject!: string;

  /** Kind and subject while it runs, null when closed: only one runs at a time. */
  @Index('clock_open', { unique: true })
  @Column({ type: 'text', name: 'open_key', nullable: true })
  openKey!: string | null;

  /** District code or institution code of those who have to act. */
  @Index('clock_office')
  @Column({ type: 'text' })
  office!: string;

  @Column({ type: 'text', name: 'office_kind' })
  officeKind!: OfficeKind;

  /** District whose agency presses when it is overdue; null: nobody. */
  @Index('clock_supervised_by')
  @Column({ type: 'text', name: 'supervised_by', nullable: true })
  supervisedBy!: string | null;

  @Column({ type: 'text' })
  title!: string;

  @Column({ type: 'text', nullable: true })
  citation!: string | null;

  @Column({ type: 'text', name: 'from_day' })
  from!: string;

  /** JSON; null: at once. */
  @Column({ type: 'text', nullable: true })
  term!: string | null;

  @Column({ type: 'integer', name: 'extension_days' })
  extensionDays!: number;

  @Index('clock_due')
  @Column({ type: 'text', name: 'due_day', nullable: true })
  dueOn!: string | null;

  @Column({ type: 'boolean' })
  provisional!: boolean;

  /** JSON `{passedOver, madeUp}`: how the due day was counted. */
  @Column({ type: 'text' })
  counted!: string;

  /** Instant, RFC 3339. */
  @Column({ type: 'text', name: 'opened_at' })
  openedAt!: string;

  @Column({ type: 'text', name: 'closed_at', nullable: true })
  closedAt!: string | null;
}
