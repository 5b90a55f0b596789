import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import type { MeasureKind } from '../domain/qualification/event.js';

/** A measure that restricts a person: a projection of the ledger, for lists by day. */
@Entity({ name: 'restriction' })
export class RestrictionEntity {
  /** The file it stands on. */
  @PrimaryColumn({ type: 'text', name: 'person_id' })
  personId!: string;

  /** The score or linked measure it comes from. */
  @PrimaryColumn({ type: 'text' })
  cause!: string;

  @Column({ type: 'text' })
  kind!: MeasureKind;

  @Index('restriction_from')
  @Column({ type: 'text', name: 'from_day' })
  from!: string;

  /** Its own last day; null while it cannot be known. */
  @Index('restriction_to')
  @Column({ type: 'text', name: 'to_day', nullable: true })
  to!: string | null;

  /** First day back to normal; null until restored. */
  @Column({ type: 'text', name: 'restored_on', nullable: true })
  restoredOn!: string | null;
}
