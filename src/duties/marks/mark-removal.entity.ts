import { Column, Entity, PrimaryColumn } from 'typeorm';
import { Hashed } from '../../platform/database/hashed.js';

/** A mark that was taken down; never changed. */
@Hashed()
@Entity({ name: 'mark_removal' })
export class MarkRemovalEntity {
  @PrimaryColumn({ type: 'text', name: 'publication_id' })
  publicationId!: string;

  @PrimaryColumn({ type: 'text', name: 'person_id' })
  personId!: string;

  @Column({ type: 'text', name: 'removed_on' })
  on!: string;

  @Column({ type: 'text', nullable: true })
  note!: string | null;

  /** Instant, RFC 3339. */
  @Column({ type: 'text', name: 'recorded_at' })
  recordedAt!: string;

  @Column({ type: 'text' })
  actor!: string;
}
