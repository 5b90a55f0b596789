import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** Who may act for whom, and when; only ever added. */
@Entity({ name: 'account_deputy' })
export class DeputyEntity {
  @PrimaryColumn({ type: 'text' })
  id!: string;

  /** Username of the one represented. */
  @Column({ type: 'text' })
  principal!: string;

  /** Username of the one who acts, under their own name. */
  @Index('account_deputy_deputy')
  @Column({ type: 'text' })
  deputy!: string;

  /** First day. */
  @Column({ type: 'text', name: 'from_day' })
  from!: string;

  /** Last day. */
  @Column({ type: 'text', name: 'to_day' })
  to!: string;

  @Column({ type: 'text' })
  reason!: string;

  /** Instant, RFC 3339. */
  @Column({ type: 'text', name: 'recorded_at' })
  recordedAt!: string;

  @Column({ type: 'text' })
  actor!: string;
}

/** A deputy's standing ended before its last day; only ever added. */
@Entity({ name: 'account_deputy_end' })
export class DeputyEndEntity {
  @PrimaryColumn({ type: 'text', name: 'deputy_id' })
  deputyId!: string;

  @Column({ type: 'text' })
  reason!: string;

  /** Instant, RFC 3339. */
  @Column({ type: 'text', name: 'recorded_at' })
  recordedAt!: string;

  @Column({ type: 'text' })
  actor!: string;
}
