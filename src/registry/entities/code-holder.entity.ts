import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** An office that entered a person under a code or registered one: what an institution or district may see goes by it. */
@Entity({ name: 'code_holder' })
export class CodeHolderEntity {
  /** District code or institution code. */
  @PrimaryColumn({ type: 'text' })
  office!: string;

  @Index('code_holder_code')
  @PrimaryColumn({ type: 'text' })
  code!: string;

  /** Instant, RFC 3339. */
  @Column({ type: 'text', name: 'recorded_at' })
  recordedAt!: string;
}
