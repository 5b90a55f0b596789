import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** Where a person stands: a projection of the ledger, one row for every member of a file. */
@Entity({ name: 'standing' })
export class StandingEntity {
  @PrimaryColumn({ type: 'text', name: 'person_id' })
  personId!: string;

  /** The file that the person's facts are judged in: the person itself, unless merged into another. */
  @Index('standing_file')
  @Column({ type: 'text', name: 'file_id' })
  fileId!: string;

  /** The judged history, JSON. */
  @Column({ type: 'text' })
  content!: string;
}
