import type { InstitutionKind } from '../registry/personnel-kind.js';

export const AUTHORITIES = ['HEALTH', 'DRUG'] as const;
/** Whom an agency writes to of its level (PQ2025:43): 卫生健康主管部门, 药品监管部门. */
export type Authority = (typeof AUTHORITIES)[number];

/** The kind of institution whose people an authority is told of. */
export const KIND_OF_AUTHORITY: Readonly<Record<Authority, InstitutionKind>> = {
  HEALTH: 'HOSPITAL',
  DRUG: 'PHARMACY',
};
