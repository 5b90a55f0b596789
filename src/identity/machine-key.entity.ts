import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** A key that is asked for; there is none before somebody else has confirmed what it may do. Only ever added. */
@Entity({ name: 'machine_key_request' })
export class MachineKeyRequestEntity {
  /** Of the key, too. */
  @PrimaryColumn({ type: 'text' })
  id!: string;

  @Column({ type: 'text' })
  name!: string;

  /** Code of the institution that it is to act for. */
  @Column({ type: 'text' })
  institution!: string;

  /** JSON list. */
  @Column({ type: 'text' })
  scopes!: string;

  /** Last day on which it is to be good. */
  @Column({ type: 'text', name: 'expires_on' })
  expiresOn!: string;

  /** Instant, RFC 3339. */
  @Column({ type: 'text', name: 'recorded_at' })
  recordedAt!: string;

  @Column({ type: 'text' })
  actor!: string;
}

/** A key of an institution's own system, as it was confirmed; only ever added. */
@Entity({ name: 'machine_key' })
export class MachineKeyEntity {
  @PrimaryColumn({ type: 'text' })
  id!: string;

  @Column({ type: 'text' })
  name!: string;

  /** Code of the institution that it acts for. */
  @Column({ type: 'text' })
  institution!: string;

  /** JSON list. */
  @Column({ type: 'text' })
  scopes!: string;

  /** Last day on which it is good. */
  @Column({ type: 'text', name: 'expires_on' })
  expiresOn!: string;

  /** SHA-256 of the key, hexadecimal; the key itself is kept nowhere. */
  @Index('machine_key_hash', { unique: true })
  @Column({ type: 'text', name: 'key_hash' })
  keyHash!: string;

  /** Instant, RFC 3339. */
  @Column({ type: 'text', name: 'recorded_at' })
  recordedAt!: string;

  @Column({ type: 'text' })
  actor!: string;
}

/** A key taken out of use; only ever added. */
@Entity({ name: 'machine_key_revocation' })
export class MachineKeyRevocationEntity {
  @PrimaryColumn({ type: 'text', name: 'key_id' })
  keyId!: string;

  @Column({ type: 'text' })
  reason!: string;

  /** Instant, RFC 3339. */
  @Column({ type: 'text', name: 'recorded_at' })
  recordedAt!: string;

  @Column({ type: 'text' })
  actor!: string;
}

/** When a key was last used, to the hour. */
@Entity({ name: 'machine_key_use' })
export class MachineKeyUseEntity {
  @PrimaryColumn({ type: 'text', name: 'key_id' })
  keyId!: string;

  /** Instant, RFC 3339. */
  @Column({ type: 'text', name: 'used_at' })
  usedAt!: string;
}

export const MACHINE_KEY_STATES = ['WAITING', 'LAPSED', 'ACTIVE', 'EXPIRED', 'REVOKED'] as const;

/** A key that was asked for, with what became of it. */
export interface MachineKey {
  readonly asked: MachineKeyRequestEntity;
  /** null: nobody has confirmed it. */
  readonly key: MachineKeyEntity | null;
  readonly revocation: MachineKeyRevocationEntity | null;
  /** Instant of the last use, to the hour; null: never used. */
  readonly usedAt: string | null;
  readonly state: (typeof MACHINE_KEY_STATES)[number];
}
