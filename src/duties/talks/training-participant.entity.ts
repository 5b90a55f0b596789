import { Column, Entity, PrimaryColumn } from 'typeorm';

/** Somebody who was present at a training; never changed. */
@Entity({ name: 'training_participant' })
export class TrainingParticipantEntity {
  @PrimaryColumn({ type: 'text', name: 'training_id' })
  trainingId!: string;

  /** Whose the code is; merges of files come and go. */
  @PrimaryColumn({ type: 'text', name: 'person_id' })
  personId!: string;

  @Column({ type: 'text', name: 'person_code' })
  personCode!: string;
}
