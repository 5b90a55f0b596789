import { Entity, PrimaryColumn } from 'typeorm';

/** What personal data may be rewritten for. */
export type GatePurpose = 'ERASURE' | 'ROTATION';

/** Holds a row only inside a change that rewrites personal data: the triggers of append-only tables look for it. */
@Entity({ name: 'personal_data_gate' })
export class PersonalDataGateEntity {
  @PrimaryColumn({ type: 'text' })
  purpose!: GatePurpose;
}
