import { Column, Entity, PrimaryColumn } from 'typeorm';

/** The hash of a perfect subtree of the record, the leaves among them; only the door writes it, nobody changes it. */
@Entity({ name: 'record_node' })
export class RecordNodeEntity {
  /** Place in the order in which nodes come to be, from 0. */
  @PrimaryColumn({ type: 'integer' })
  position!: number;

  /** SHA-256, hexadecimal. */
  @Column({ type: 'text' })
  hash!: string;
}
