/** A column whose texts lie under the master key itself, as the vault seals them. */
export interface SealedColumn {
  readonly table: string;
  readonly keys: readonly string[];
  readonly column: string;
}

/** All of them but the identity numbers, which `PersonIdentitiesService` keeps. */
export const SEALED_COLUMNS: readonly SealedColumn[] = [
  { table: 'staff_import_fault', keys: ['import_id', 'row_no'], column: 'sealed' },
  { table: 'claim_fault', keys: ['batch_id', 'row_no'], column: 'sealed' },
  { table: 'webhook', keys: ['id'], column: 'secret_sealed' },
];
