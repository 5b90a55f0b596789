import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** The file that a person belongs to after merges and their undoing; follows from those, kept for finding. */
@Entity({ name: 'person_file' })
export class PersonFileEntity {
  @PrimaryColumn({ type: 'text', name: 'person_id' })
  personId!: string;

  /** The person itself unless merged into another. */
  @Index('person_file_file')
  @Column({ type: 'text', name: 'file_id' })
  fileId!: string;
}
