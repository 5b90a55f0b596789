import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import type { InstitutionKind } from '../../domain/registry/personnel-kind.js';

/** A designated institution; never changed. */
@Entity({ name: 'institution' })
export class InstitutionEntity {
  @PrimaryColumn({ type: 'text' })
  code!: string;

  @Column({ type: 'text' })
  name!: string;

  @Column({ type: 'text' })
  kind!: InstitutionKind;

  /** 公立, which PQ2025:20(2) asks for. */
  @Column({ type: 'boolean', name: 'is_public' })
  public!: boolean;

  /** District code, six digits. */
  @Index('institution_district')
  @Column({ type: 'text' })
  district!: string;

  /** Instant, RFC 3339. */
  @Column({ type: 'text', name: 'recorded_at' })
  recordedAt!: string;

  @Column({ type: 'text' })
  actor!: string;
}
