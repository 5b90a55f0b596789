export const ROLES = [
  'MUNICIPAL_BUREAU',
  'MUNICIPAL_AGENCY',
  'DISTRICT_BUREAU',
  'DISTRICT_AGENCY',
  'INSTITUTION_CLERK',
  'PERSON',
  'AUDITOR',
  'SYSTEM_ADMINISTRATOR',
  'SECURITY_ADMINISTRATOR',
] as const;

/** What an account is in the bureau's order of things. */
export type Role = (typeof ROLES)[number];

export const POSTS = ['OFFICER', 'HEAD', 'LEGAL_REVIEWER', 'SETTLEMENT'] as const;

/** What an account of a bureau or an agency does there; what the rules ask two people for goes by it. */
export type Post = (typeof POSTS)[number];
