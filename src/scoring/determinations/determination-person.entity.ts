import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { Hashed } from '../../platform/database/hashed.js';

/** Somebody a determination speaks of. */
@Hashed()
@Entity({ name: 'determination_person' })
export class DeterminationPersonEntity {
  @PrimaryColumn({ type: 'text', name: 'determination_id' })
  determinationId!: string;

  @PrimaryColumn({ type: 'text', name: 'person_id' })
  personId!: string;

  /** The code by which the determination names the person. */
  @Index('determination_person_code')
  @Column({ type: 'text', name: 'person_code' })
  personCode!: string;

  /** False: involved, and not scored. */
  @Column({ type: 'boolean' })
  scored!: boolean;
}
