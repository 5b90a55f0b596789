import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** A list of revoked licences as it came from another authority (PQ2025:43), with what each row was matched to. */
@Entity({ name: 'licence_list' })
@Index('licence_list_document', ['office', 'authority', 'documentNo'], { unique: true })
export class LicenceListEntity {
  @PrimaryColumn({ type: 'text' })
  id!: string;

  @Column({ type: 'text', name: 'document_no' })
  documentNo!: string;

  @Column({ type: 'text' })
  authority!: string;

  @Column({ type: 'text', name: 'received_on' })
  receivedOn!: string;

  /** District code of the office that entered it. */
  @Column({ type: 'text' })
  office!: string;

  /** Rows and their matches, JSON; never an identity number. */
  @Column({ type: 'text' })
  content!: string;

  @Column({ type: 'text', name: 'recorded_at' })
  recordedAt!: string;

  @Column({ type: 'text' })
  actor!: string;
}
