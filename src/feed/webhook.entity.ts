import { Column, Entity, Index, PrimaryColumn, PrimaryGeneratedColumn } from 'typeorm';

/** Where an institution wants its feed sent; never changed. */
@Entity({ name: 'webhook' })
@Index('webhook_key', { synchronize: false })
export class WebhookEntity {
  @PrimaryColumn({ type: 'text' })
  id!: string;

  @Index('webhook_institution')
  @Column({ type: 'text', name: 'institution_code' })
  institutionCode!: string;

  @Column({ type: 'text' })
  url!: string;

  /** The key of its signatures, sealed by the vault. */
  @Column({ type: 'text', name: 'secret_sealed' })
  secretSealed!: string;

  /** Cursor after which it starts; null: from the start of the feed. */
  @Column({ type: 'text', name: 'starts_after', nullable: true })
  startsAfter!: string | null;

  /** Instant, RFC 3339. */
  @Column({ type: 'text', name: 'recorded_at' })
  recordedAt!: string;

  @Column({ type: 'text' })
  actor!: string;
}

export const WEBHOOK_EVENTS = ['PAUSED', 'GAVE_UP', 'RESUMED', 'ENDED'] as const;
export type WebhookEvent = (typeof WEBHOOK_EVENTS)[number];

/** What happened to a webhook; only ever added. */
@Entity({ name: 'webhook_event' })
export class WebhookEventEntity {
  @PrimaryColumn({ type: 'text', name: 'webhook_id' })
  webhookId!: string;

  /** From 1. */
  @PrimaryColumn({ type: 'integer' })
  sequence!: number;

  /** `GAVE_UP`: paused by the program after too many failures in a row. */
  @Column({ type: 'text' })
  event!: WebhookEvent;

  @Column({ type: 'text', name: 'recorded_at' })
  recordedAt!: string;

  @Column({ type: 'text' })
  actor!: string;
}

/** A delivery about to be tried; only ever added. */
@Entity({ name: 'webhook_attempt' })
@Index('webhook_attempt_webhook', ['webhookId', 'sequence'])
export class WebhookAttemptEntity {
  @PrimaryGeneratedColumn({ type: 'integer' })
  sequence!: number;

  @Column({ type: 'text', name: 'webhook_id' })
  webhookId!: string;

  /** The same for every attempt at the same items. */
  @Column({ type: 'text', name: 'delivery_id' })
  deliveryId!: string;

  /** From 1 for each delivery. */
  @Column({ type: 'integer' })
  attempt!: number;

  @Column({ type: 'text', name: 'first_cursor' })
  firstCursor!: string;

  @Column({ type: 'text', name: 'last_cursor' })
  lastCursor!: string;

  @Column({ type: 'integer' })
  items!: number;

  /** SHA-256 of the body, hexadecimal. */
  @Column({ type: 'text', name: 'body_hash' })
  bodyHash!: string;

  @Column({ type: 'text', name: 'recorded_at' })
  recordedAt!: string;
}

/** How an attempt went; only ever added. Without one it is under way, or its process died. */
@Entity({ name: 'webhook_outcome' })
export class WebhookOutcomeEntity {
  @PrimaryColumn({ type: 'integer', name: 'attempt_sequence' })
  attemptSequence!: number;

  @Index('webhook_outcome_webhook')
  @Column({ type: 'text', name: 'webhook_id' })
  webhookId!: string;

  @Column({ type: 'boolean' })
  delivered!: boolean;

  /** HTTP status; null where no answer came. */
  @Column({ type: 'integer', nullable: true })
  status!: number | null;

  @Column({ type: 'text', nullable: true })
  error!: string | null;

  /** Failures in a row with this one; 0 when delivered. */
  @Column({ type: 'integer' })
  failures!: number;

  /** When to try again; null when delivered, and when it was the last try. */
  @Column({ type: 'text', name: 'retry_at', nullable: true })
  retryAt!: string | null;

  @Column({ type: 'text', name: 'recorded_at' })
  recordedAt!: string;
}
