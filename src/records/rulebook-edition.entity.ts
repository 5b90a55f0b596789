import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';

/** The rulebook's files as the program began to decide by them; only ever added. Imports are kept by themselves. */
@Entity({ name: 'rulebook_edition' })
export class RulebookEditionEntity {
  /** Position in the order of adoption. */
  @PrimaryGeneratedColumn({ type: 'integer' })
  sequence!: number;

  /** SHA-256 of `{path → hash of the file's data}` as canonical JSON. */
  @Column({ type: 'text' })
  hash!: string;

  /** `{path → data}`, canonical JSON. */
  @Column({ type: 'text' })
  content!: string;

  /** Version of the rules of discretion that went with them. */
  @Column({ type: 'text', name: 'engine_version' })
  engineVersion!: string;

  /** Instant of adoption, RFC 3339. */
  @Column({ type: 'text', name: 'recorded_at' })
  recordedAt!: string;
}
