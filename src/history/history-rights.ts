import type { Account } from '../identity/identity.module.js';

/** What offices also see elsewhere; the rest of the record is for auditors. */
const SHOWN_TO_OFFICES = [
  'case',
  'determination',
  'notice',
  'measure',
  'site-notice',
  'objection',
  'restoration',
  'repair',
  'reminder-talk',
  'publication',
  'institution',
  'person',
  'registration',
  'commitment',
] as const;

/** Who looked at personal data is for auditors. */
const FOR_AUDITORS = ['IDENTITY_REVEALED', 'IDENTITY_REVEAL_REFUSED'] as const;

/** Whether personal data is to be erased is for the municipal agency, which decides on it (right `person.read-erasure`). */
const OF_ERASURE = `"entry"."action" NOT IN ('PERSON_ERASURE_PROPOSED', 'PERSON_ERASURE_WITHDRAWN', 'PERSON_ERASED')`;

/** SQL that an entry `entry` must fulfil to be seen by an account, with its values. */
export interface Seen {
  readonly where: readonly string[];
  readonly values: readonly string[];
}

const texts = (values: readonly string[]): string => values.map((each) => `'${each}'`).join(', ');

const OF_OFFICES = [
  `substr("entry"."subject", 1, instr("entry"."subject", '/') - 1) IN (${texts(SHOWN_TO_OFFICES)})`,
  `"entry"."action" NOT IN (${texts(FOR_AUDITORS)})`,
];

/** A district sees of cases its own, of sites told those in it, of all else what bears on it (as today's lists do). */
const OF_DISTRICT = [
  ...OF_OFFICES,
  OF_ERASURE,
  `("entry"."action" <> 'SITE_TOLD' OR EXISTS (SELECT 1 FROM "site_notice" "told"
    WHERE "told"."id" = substr("entry"."subject", length('site-notice/') + 1) AND "told"."district" = ?))`,
  `("entry"."subject" NOT LIKE 'case/%' OR EXISTS (SELECT 1 FROM "penalty_case" "own"
    WHERE 'case/' || "own"."id" = "entry"."subject" AND "own"."district" = ?))`,
  `EXISTS (SELECT 1 FROM "record_bearing" "own" WHERE "own"."sequence" = "entry"."sequence" AND "own"."key_id" =
    (SELECT "id" FROM "record_bearing_key" WHERE "kind" = 'DISTRICT' AND "key" = ?))`,
];

export function seenBy({ role, office }: Account): Seen {
  switch (role) {
    case 'AUDITOR':
      return { where: [], values: [] };
    case 'MUNICIPAL_BUREAU':
      return { where: [...OF_OFFICES, OF_ERASURE], values: [] };
    case 'MUNICIPAL_AGENCY':
      return { where: OF_OFFICES, values: [] };
    case 'DISTRICT_BUREAU':
    case 'DISTRICT_AGENCY':
      return { where: OF_DISTRICT, values: [office, office, office] };
    case 'INSTITUTION_CLERK':
    case 'PERSON':
    case 'SYSTEM_ADMINISTRATOR':
    case 'SECURITY_ADMINISTRATOR':
      return { where: ['0'], values: [] };
  }
}
