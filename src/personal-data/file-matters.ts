import type { EntityManager } from 'typeorm';
import { comparableName } from '../domain/registry/identity-number.js';
import type { CalendarDate } from '../domain/shared/calendar-date.js';

/** A file with everybody on it. */
export interface WholeFile {
  readonly fileId: string;
  readonly personIds: readonly string[];
  readonly codes: readonly string[];
  /** Of everybody on it, as they were entered. */
  readonly names: readonly string[];
}

/** A text as names are compared, as far as SQL can: without spaces and points, in capitals. */
const COMPARABLE = (column: string): string =>
  [' ', '\u3000', '·', '•', '.'].reduce((sql, sign) => `replace(${sql}, '${sign}', '')`, `upper(${column})`);

/**
 * Cases against somebody on the file; takes the codes, then the names, as JSON. A case without a code is taken for theirs
 * where the name is the same: whose it is else, the office can say by a code.
 */
export const CASES_AGAINST = `"case"."offender_kind" = 'INDIVIDUAL' AND (
  "case"."offender_code" IN (SELECT "value" FROM json_each(?)) OR ("case"."offender_code" IS NULL
    AND ${COMPARABLE('"case"."offender_name"')} IN (SELECT "value" FROM json_each(?))))`;

/** Rows of lists of revoked licences about somebody on the file, likewise; takes the codes, then the names, as JSON. */
export const LICENCE_ROWS = `(json_extract("row"."value", '$.personCode') IN (SELECT "value" FROM json_each(?))
  OR (json_extract("row"."value", '$.personCode') IS NULL
    AND ${COMPARABLE(`json_extract("row"."value", '$.name')`)} IN (SELECT "value" FROM json_each(?))))`;

/** Papers that were sent about somebody on the file; takes their ids and codes as JSON. */
export const PAPERS_ABOUT = `EXISTS (SELECT 1 FROM json_each(?) "known"
  WHERE instr("paper"."figures", '"' || "known"."value" || '"') > 0
    OR instr("paper"."paper", '"' || "known"."value" || '"') > 0)`;

/** What the SQL above takes. */
export const theirs = ({ codes, names }: WholeFile): readonly [codes: string, names: string] => [
  JSON.stringify(codes),
  JSON.stringify(names.map((name) => comparableName(name))),
];

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

const CASES = `SELECT 'case' AS "kind", "case"."id" AS "id", "case"."state" AS "state" FROM "penalty_case" "case"
  WHERE ${CASES_AGAINST}`;

/** The states in which nobody has to do anything any more. */
const ENDED: Readonly<Record<string, readonly string[]>> = {
  objection: ['FIRST_REFUSED', 'DECIDED', 'CLOSED', 'WITHDRAWN'],
  restoration: ['APPROVED', 'REFUSED', 'WITHDRAWN'],
  repair: ['ACCEPTED', 'REFUSED', 'WITHDRAWN', 'REVOKED'],
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
  `SELECT MAX("recorded_at") FROM "reminder_talk" WHERE "person_id" IN (${people})`,
  `SELECT MAX("held_on") FROM "reminder_talk" WHERE "person_id" IN (${people})`,
  `SELECT MAX("one"."recorded_at") FROM "institution_training" "one" JOIN "training_participant" "present"
    ON "present"."training_id" = "one"."id" WHERE "present"."person_id" IN (${people})`,
  ...['claim_line', 'claim_day'].flatMap((table) => [
    `SELECT MAX("service_day") FROM "${table}" WHERE "person_code" IN (${codes})`,
    `SELECT MAX("batch"."recorded_at") FROM "claim_batch" "batch" JOIN "${table}" "one"
      ON "one"."batch_id" = "batch"."id" WHERE "one"."person_code" IN (${codes})`,
    `SELECT MAX("settled"."recorded_at") FROM "claim_settlement" "settled" JOIN "${table}" "one"
      ON "one"."id" = "settled"."item_id" WHERE "one"."person_code" IN (${codes})`,
  ]),
];

/** The same for what is found by code or name: cases with their events, lists of licences, papers that were sent. */
const NAMED_DAYS = {
  theirs: [
    `SELECT MAX("case"."changed_at") FROM "penalty_case" "case" WHERE ${CASES_AGAINST}`,
    `SELECT MAX("event"."at") FROM "case_event" "event" JOIN "penalty_case" "case" ON "case"."id" = "event"."case_id"
      WHERE ${CASES_AGAINST}`,
    `SELECT MAX("list"."recorded_at") FROM "licence_list" "list", json_each("list"."content") "row"
      WHERE ${LICENCE_ROWS}`,
  ],
  papers: `SELECT MAX("paper"."recorded_at") FROM "sent_paper" "paper" WHERE ${PAPERS_ABOUT}`,
};

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
  file: WholeFile,
  today: CalendarDate,
): Promise<string[]> {
  const { personIds } = file;
  const matters = [
    ...(await manager.query<Matter[]>(MATTERS(placesFrom(1, personIds)), [...personIds])),
    ...(await manager.query<Matter[]>(CASES, [...theirs(file)])),
  ];
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
export async function daysOf(manager: EntityManager, file: WholeFile): Promise<string[]> {
  const { personIds, codes } = file;
  const [people, named] = [placesFrom(1, personIds), placesFrom(personIds.length + 1, codes)];
  const asked = [
    ...DAYS(people, named).map((sql) => ({
      sql,
      values: sql.includes('claim_') ? [...personIds, ...codes] : [...personIds],
    })),
    ...NAMED_DAYS.theirs.map((sql) => ({ sql, values: [...theirs(file)] })),
    { sql: NAMED_DAYS.papers, values: [JSON.stringify([...personIds, ...codes])] },
  ];
  const days: string[] = [];
  for (const { sql, values } of asked) {
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
