import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** A person's mark on a list that was put up; never changed. */
@Entity({ name: 'published_mark' })
export class PublishedMarkEntity {
  @PrimaryColumn({ type: 'text', name: 'publication_id' })
  publicationId!: string;

  /** The file. */
  @PrimaryColumn({ type: 'text', name: 'person_id' })
  personId!: string;

  @Index('published_mark_person')
  @Column({ type: 'text', name: 'person_code' })
  personCode!: string;

  @Column({ type: 'text' })
  name!: string;

  @Column({ type: 'text' })
  status!: 'SUSPENDED' | 'TERMINATED';

  @Column({ type: 'text', name: 'since_day' })
  since!: string;

  /** Last day of the measures; null where it was not known. */
  @Column({ type: 'text', name: 'until_day', nullable: true })
  until!: string | null;

  /** JSON: the scores and linked measures it rests on. */
  @Column({ type: 'text' })
  causes!: string;
}
