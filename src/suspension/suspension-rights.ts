import type { Account, Role } from '../identity/identity.module.js';

/** Who may see measures of people at all; institutions see only what they were told. */
export const MEASURE_READERS = [
  'MUNICIPAL_BUREAU',
  'MUNICIPAL_AGENCY',
  'DISTRICT_BUREAU',
  'DISTRICT_AGENCY',
  'AUDITOR',
] as const satisfies readonly Role[];

/** Who may see what sites were told, each as far as it concerns them. */
export const SITE_NOTICE_READERS = [
  ...MEASURE_READERS,
  'INSTITUTION_CLERK',
] as const satisfies readonly Role[];

/** The district to which an office keeps; null: all. */
export const districtOf = ({ role, office }: Account): string | null =>
  role === 'DISTRICT_BUREAU' || role === 'DISTRICT_AGENCY' ? office : null;

/** The institution to which an account keeps; null: others' too. */
export const institutionOf = ({ role, office }: Account): string | null =>
  role === 'INSTITUTION_CLERK' ? office : null;
