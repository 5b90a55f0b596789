import type { EntityManager } from 'typeorm';
import type { CalendarDate } from '../domain/shared/calendar-date.js';

/** A file with everybody on it. */
export interface WholeFile {
  readonly fileId: string;
  readonly personIds: readonly string[];
  readonly codes: readonly string[];
}

/** The accounts of a person that are not disabled; takes the codes. */
const ACCOUNTS = (codes: string): string =>
  `SELECT "username" AS "text" FROM "account" WHERE "person_code" IN (${codes}) AND "disabled_at" IS NULL
    ORDER BY "username"`;

/** Everything that bears on a file, with its state where it can be open; takes the persons. */
const MATTERS = (people: string): string => `
  SELECT 'score' AS "kind", "id", NULL AS "state" FROM "score_notice" WHERE "person_id" IN (${people})
  UNION ALL SELECT 'measure', "id", NULL FROM "linked_measure" WHERE "person_id" IN (${people})
  UNION ALL SELECT 'site-notice', "id", NULL FROM "site_notice" WHERE "person_id" IN (${people})
  UNION ALL SELECT 'objection', "id", "state" FROM "objection" WHERE "person_id" IN (${people})
  UNION ALL SELECT 'restoration', "id", "state" FROM "restoration" WHERE "person_id" IN (${people})
  UNION ALL SELECT 'repair', "id", "state" FROM "repair" WHERE "person_id" IN (${people})
  UNION ALL SELECT 'determination', "determination_id", NULL FROM "determination_person"
    WHERE "person_id" IN (${people})
  UNION ALL SELECT 'case', "case"."id", "case"."state" FROM "penalty_case" "case"
    JOIN "determination" "paper" ON "paper"."case_id" = "case"."id"
    JOIN "determination_person" "named" ON "named"."determination_id" = "paper"."id"
    WHERE "named"."person_id" IN (${people})`;

/** The states in which nobody has to do anything any more. */
const ENDED: Readonly<Record<string, readonly string[]>> = {
  objection: ['FIRST_REFUSED', 'DECIDED', 'CLOSED', 'WITHDRAWN'],
  restoration: ['APPROVED', 'REFUSED', 'WITHDRAWN'],
  repair: ['ACCEPTED', 'REFUSED', 'WITHDRAWN'],
  case: ['DECIDED'],
};

/** Days and instants of what was done on a file; takes the persons and the codes. */
const DAYS = (people: string, codes: string): readonly string[] => [
  `SELECT MAX("recorded_at") FROM "person" WHERE "id" IN (${people})`,
  `SELECT MAX("recorded_at") FROM "ledger_entry" WHERE "person_id" IN (${people})`,
  `SELECT MAX("recorded_at") FROM "registration" WHERE "person_id" IN (${people})`,
  `SELECT MAX("recorded_at") FROM "commitment" WHERE "person_id" IN (${people})`,
  `SELECT MAX("paper"."recorded_at") FROM "determination" "paper" JOIN "determination_person" "named"
    ON "named"."determination_id" = "paper"."id" WHERE "named"."person_id" IN (${people})`,
  `SELECT MAX("recorded_at") FROM "score_notice" WHERE "person_id" IN (${people})`,
  `SELECT MAX("changed_at") FROM "objection" WHERE "person_id" IN (${people})`,
  `SELECT MAX("step"."recorded_at") FROM "restoration_step" "step" JOIN "restoration" "one"
    ON "one"."id" = "step"."restoration_id" WHERE "one"."person_id" IN (${people})`,
  `SELECT MAX("step"."recorded_at") FROM "repair_step" "step" JOIN "repair" "one"
    ON "one"."id" = "step"."repair_id" WHERE "one"."person_id" IN (${people})`,
  `SELECT MAX("service_day") FROM "claim_line" WHERE "person_code" IN (${codes})`,
  `SELECT MAX("service_day") FROM "claim_day" WHERE "person_code" IN (${codes})`,
];

const placesFrom = (first: number, { length }: readonly string[]): string =>
  Array.from({ length }, (_each, index) => `?${first + index}`).join(', ');

interface Matter {
  readonly kind: string;
  readonly id: string;
  readonly state: string | null;
}

/** What is still to be decided about a file, and the clocks that run for it: `objection/ID`, `SERVE_NOTICE notice/ID`. */
export async function openMatters(
  manager: EntityManager,
  { personIds }: WholeFile,
  today: CalendarDate,
): Promise<string[]> {
  const matters = await manager.query<Matter[]>(MATTERS(placesFrom(1, personIds)), [...personIds]);
  const undecided = matters
    .filter(({ kind, state }) => state !== null && ENDED[kind]?.includes(state) !== true)
    .map(({ kind, id }) => `${kind}/${id}`);
  const ids = [...new Set(matters.map(({ id }) => id))];
  const running = await manager.query<{ kind: string; subject: string }[]>(
    `SELECT "kind", "subject" FROM "clock" WHERE "open_key" IS NOT NULL
      AND NOT ("kind" = 'OBJECTION_PERIOD' AND "due_day" IS NOT NULL AND "due_day" < ?)
      AND substr("subject", instr("subject", '/') + 1) IN (SELECT "value" FROM json_each(?))`,
    [today, JSON.stringify(ids)],
  );
  return [...new Set([...undecided, ...running.map(({ kind, subject }) => `${kind} ${subject}`)])].sort();
}

/** Days and instants on which something was last done on a file. */
export async function daysOf(
  manager: EntityManager,
  { personIds, codes }: Pick<WholeFile, 'personIds' | 'codes'>,
): Promise<string[]> {
  const [people, named] = [placesFrom(1, personIds), placesFrom(personIds.length + 1, codes)];
  const days: string[] = [];
  for (const sql of DAYS(people, named)) {
    const values = sql.includes('claim_') ? [...personIds, ...codes] : [...personIds];
    const [row = {}] = await manager.query<Record<string, string | null>[]>(sql, values);
    days.push(...Object.values(row).filter((day) => day !== null));
  }
  return days;
}

/** User names of the accounts of a person. */
export async function accountsOf(manager: EntityManager, codes: readonly string[]): Promise<string[]> {
  const rows = await manager.query<{ text: string }[]>(ACCOUNTS(placesFrom(1, codes)), [...codes]);
  return rows.map(({ text }) => text);
}
