import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { comparableName } from '../domain/registry/identity-number.js';
import type { StoredEntry } from '../domain/shared/record/entry-text.js';
import type { Fault } from '../domain/shared/result.js';
import { Database } from '../platform/database/database.js';
import { RuleViolation } from '../platform/http/problem.js';
import { bearingOf, EarlierEntries } from '../record-index/record-index.module.js';
import { ERASED } from '../registry/registry.module.js';
import { formAtHand } from './form-at-hand.js';
import { isWords, names, placedTexts } from './naming.js';

/** The lines of the change under way: no two changes share an instant. */
const LINES = `SELECT * FROM "record_entry" WHERE "sequence" > COALESCE((SELECT "before"."sequence"
    FROM "record_entry" "before" WHERE "before"."at" <
      (SELECT "last"."at" FROM "record_entry" "last" ORDER BY "last"."sequence" DESC LIMIT 1)
    ORDER BY "before"."sequence" DESC LIMIT 1), 0) ORDER BY "sequence"`;

/** Names of everybody on the files of those whose code, id, account or claim is among some texts; takes them as JSON. */
const NAMES = `WITH "known" ("text") AS (SELECT "value" FROM json_each(?)),
  "code" ("text") AS (SELECT "text" FROM "known"
    UNION SELECT "person_code" FROM "claim_line" WHERE "id" IN (SELECT "text" FROM "known")
    UNION SELECT "person_code" FROM "claim_day" WHERE "id" IN (SELECT "text" FROM "known")
    UNION SELECT "person_code" FROM "account_grant" WHERE "username" IN (SELECT "text" FROM "known")),
  "who" ("id") AS (SELECT "id" FROM "person" WHERE "id" IN (SELECT "text" FROM "known")
    UNION SELECT "person_id" FROM "person_code" WHERE "code" IN (SELECT "text" FROM "code"))
  SELECT DISTINCT "person"."name" AS "name" FROM "person_file" "one"
  JOIN "person_file" "all" ON "all"."file_id" = "one"."file_id" JOIN "person" ON "person"."id" = "all"."person_id"
  WHERE "one"."person_id" IN (SELECT "id" FROM "who")`;

/**
 * Keeps names out of the record, where nothing can be erased later: no text of a form goes into a line with the name of
 * somebody whom the line is about.
 */
@Injectable()
export class RecordNamesService {
  constructor(database: Database) {
    database.follow((tx) => this.refuseNames(tx));
  }

  /** @throws RuleViolation NAME_IN_TEXT at every member of the form that names them; the change is undone by it. */
  private async refuseNames(tx: EntityManager): Promise<void> {
    const form = formAtHand();
    if (form === null) return;
    const lines = await tx.query<StoredEntry[]>(LINES);
    const told = lines.flatMap(textsOf);
    const words = told.filter(isWords);
    if (words.length === 0) return;
    const known = await knownNames(tx, lines, told);
    const naming = words.filter((text) => names(text, known)).map((text) => comparableName(text));
    if (naming.length === 0) return;
    const members = placedTexts(form).filter(({ text }) => names(text, known));
    const own = members.filter(({ text }) => naming.includes(comparableName(text)));
    const faults = (own.length > 0 ? own : members.filter(({ text }) => isWithin(text, naming))).map(
      ({ pointer }): Fault => ({ pointer, code: 'NAME_IN_TEXT', detail: DETAIL }),
    );
    if (faults.length > 0) throw new RuleViolation(faults);
  }
}

const DETAIL = '此项载入历史记录，请以人员代码代替姓名。';

/** Part of a text that a line puts together. */
const isWithin = (text: string, lines: readonly string[]): boolean =>
  lines.some((line) => line.includes(comparableName(text)));

const textsOf = ({ subject, before, after }: StoredEntry): string[] => [
  ...subject.split('/'),
  ...[before, after].flatMap((content) => placedTexts(JSON.parse(content ?? 'null'))).map(({ text }) => text),
];

/** The names of those whom some lines are about, by what they say or by what they go on from. */
async function knownNames(
  tx: EntityManager,
  lines: readonly StoredEntry[],
  told: readonly string[],
): Promise<string[]> {
  const earlier = new EarlierEntries(tx);
  const known = new Set(told.filter((text) => !isWords(text)));
  for (const line of lines) {
    const founding = await earlier.founding(line.subject, line.sequence);
    for (const each of [line, ...(founding === null ? [] : [founding])])
      for (const code of (await bearingOf(each, earlier)).of('PERSON')) known.add(code);
  }
  const rows = await tx.query<{ name: string }[]>(NAMES, [JSON.stringify([...known])]);
  return rows
    .filter(({ name }) => name !== ERASED)
    .map(({ name }) => comparableName(name))
    .filter((name) => name !== '');
}
