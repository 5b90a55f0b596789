import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';
import type { RulebookImport } from './rulebook-import.js';

/** An official document taken into the rulebook; rows are only ever added. */
@Entity({ name: 'rulebook_import' })
export class RulebookImportEntity {
  /** Position in the order of import. */
  @PrimaryGeneratedColumn({ type: 'integer' })
  sequence!: number;

  @Column({ type: 'text' })
  kind!: RulebookImport['kind'];

  @Column({ type: 'text', name: 'import_id' })
  importId!: string;

  @Column({ type: 'text', name: 'document_no' })
  documentNo!: string;

  @Column({ type: 'text', name: 'valid_from' })
  validFrom!: string;

  @Column({ type: 'text', name: 'valid_to', nullable: true })
  validTo!: string | null;

  /** JSON. */
  @Column({ type: 'text' })
  content!: string;

  @Column({ type: 'text' })
  hash!: string;

  /** Instant, RFC 3339; null for what was imported before it was kept. */
  @Column({ type: 'text', name: 'recorded_at', nullable: true })
  recordedAt!: string | null;
}
