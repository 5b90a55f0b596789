import { Column, Entity, Index, PrimaryGeneratedColumn } from 'typeorm';

export const CLOCK_EVENTS = ['OPENED', 'RESET', 'MOVED', 'EXTENDED', 'RECOMPUTED', 'CLOSED'] as const;
export type ClockEvent = (typeof CLOCK_EVENTS)[number];

/** What happened to a deadline; only ever added. */
@Entity({ name: 'clock_event' })
export class ClockEventEntity {
  @PrimaryGeneratedColumn({ type: 'integer' })
  sequence!: number;

  @Index('clock_event_clock')
  @Column({ type: 'text', name: 'clock_id' })
  clockId!: string;

  @Column({ type: 'text' })
  event!: ClockEvent;

  /** JSON: how the clock stood after it. */
  @Column({ type: 'text' })
  content!: string;

  /** Instant, RFC 3339. */
  @Column({ type: 'text', name: 'recorded_at' })
  recordedAt!: string;
}
