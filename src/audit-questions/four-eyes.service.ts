import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { StoredEntry } from '../domain/shared/record/entry-text.js';
import { actionWords } from '../history/history.module.js';
import { Database } from '../platform/database/database.js';
import { afterOf, entriesOf, idOf } from './audit-entries.js';
import type { AuditQuery } from './audit-query.dto.js';
import type {
  DoneAnswer,
  FourEyesAnswer,
  FourEyesFindingAnswer,
  GrantChangeAnswer,
} from './four-eyes.dto.js';
import { ROLE_PAIRS, type RolePair } from './four-eyes-roles.js';

const METHOD =
  '从历史记录中找同一账号在同一事项中做过的两个应由两人承担的角色；后一操作须在所选范围内。' +
  '由代理人以其名义办理的，也算被代理人做过：代理人办理的，其本人和被代理人各算做过。' +
  '两次操作之间该账号的授权如有变更，一并列出。此处只列事实：有的角色制度上允许一人承担，由审计人员判断。';

const GRANTS = ['ROLE_GRANTED', 'GRANT_CONFIRMED', 'GRANT_WITHDRAWN'] as const;

const ON_NOTICE = 'SELECT "determination_id" AS "id" FROM "score_notice" WHERE "id" = ?';

/** Finds accounts that held two of the roles for which the rules ask two people. */
@Injectable()
export class FourEyesService {
  constructor(private readonly database: Database) {}

  async look(query: AuditQuery): Promise<FourEyesAnswer> {
    const manager = this.database.read;
    const items: FourEyesFindingAnswer[] = [];
    for (const pair of ROLE_PAIRS) {
      for await (const second of entriesOf(manager, pair.second, query)) {
        for (const { account, first } of await this.firstsOf(manager, pair, second))
          items.push(await finding(manager, pair, account, first, second));
      }
    }
    return { method: METHOD, items: items.sort((one, other) => one.second.sequence - other.second.sequence) };
  }

  /** The earliest doing of the first role in the same matter, of each who did the second: at most one of a kind. */
  private async firstsOf(
    manager: EntityManager,
    pair: RolePair,
    second: StoredEntry,
  ): Promise<{ readonly account: string; readonly first: StoredEntry }[]> {
    if (pair.again === true && second.before === null) return [];
    const subjects = await SUBJECTS[pair.matter](manager, second);
    if (subjects.length === 0) return [];
    const found: { readonly account: string; readonly first: StoredEntry }[] = [];
    for (const account of doersOf(second)) {
      const first = await firstBy(manager, account, subjects, pair, second);
      // A deputy who did both for the same officer is one finding.
      if (first !== null && !found.some((each) => each.first.sequence === first.sequence))
        found.push({ account, first });
    }
    return found;
  }
}

/** Username in whose name something was done; null where it was in one's own. */
function principalOf(entry: StoredEntry): string | null {
  const after = afterOf(entry) as { readonly actingFor?: string } | null;
  return after?.actingFor ?? null;
}

/** Who did it, and for whom. */
const doersOf = (entry: StoredEntry): string[] =>
  [...new Set([entry.actor, principalOf(entry)])].filter((each) => each !== null);

async function firstBy(
  manager: EntityManager,
  account: string,
  subjects: readonly string[],
  { first, same }: RolePair,
  second: StoredEntry,
): Promise<StoredEntry | null> {
  const common = same === undefined ? [] : [`$.${same}`, second.after, `$.${same}`];
  const [found] = await manager.query<StoredEntry[]>(
    `SELECT * FROM "record_entry" WHERE "subject" IN (${marks(subjects)}) AND "action" IN (${marks(first)})
     AND ("actor" = ? OR instr("after", '"actingFor"') > 0 AND json_extract("after", '$.actingFor') = ?)
     AND "sequence" < ? ${common.length === 0 ? '' : 'AND json_extract("after", ?) = json_extract(?, ?)'}
     ORDER BY "sequence" LIMIT 1`,
    [...subjects, ...first, account, account, second.sequence, ...common],
  );
  return found ?? null;
}

/** What the two were done in: the thing itself, or what it rests on. */
const SUBJECTS: Readonly<
  Record<RolePair['matter'], (manager: EntityManager, entry: StoredEntry) => Promise<string[]>>
> = {
  SUBJECT: (_manager, { subject }) => Promise.resolve([subject]),
  NOTICE: noticesOf,
  CLAIMS: scoresOfSettled,
  TRAINING: trainingsOf,
};

const marks = (values: readonly string[]): string => values.map(() => '?').join(', ');

/** The notices that something done is about, and the determinations they rest on. */
async function noticesOf(manager: EntityManager, entry: StoredEntry): Promise<string[]> {
  const { notice, lifted = [] } = afterOf(entry) as {
    readonly notice?: string;
    readonly lifted?: readonly string[];
  };
  const subjects: string[] = [];
  for (const id of notice === undefined ? lifted : [notice]) {
    const rows = await manager.query<{ id: string }[]>(ON_NOTICE, [id]);
    subjects.push(`notice/${id}`, ...rows.map((row) => `determination/${row.id}`));
  }
  return subjects;
}

const TRAINING_OF = `SELECT 'training/' || "training_id" AS "training" FROM "repair"
  WHERE "id" = ? AND "training_id" IS NOT NULL`;

/** The training that a repair rests on; none for one that a training paid out, which is a matter of that training. */
async function trainingsOf(manager: EntityManager, entry: StoredEntry): Promise<string[]> {
  if ((afterOf(entry) as { readonly opinion?: string }).opinion === undefined) return [];
  const rows = await manager.query<{ training: string }[]>(TRAINING_OF, [idOf(entry)]);
  return rows.map(({ training }) => training);
}

const SCORES_OF_SETTLED = `SELECT DISTINCT 'notice/' || notice.id AS "notice", 'determination/' || notice.determination_id AS "determination"
  FROM claim_settlement settled
  JOIN (SELECT id, person_code FROM claim_line UNION ALL SELECT id, person_code FROM claim_day) claim ON claim.id = settled.item_id
  JOIN person_code known ON known.code = claim.person_code
  JOIN score_notice notice ON notice.person_id = known.person_id
  WHERE settled.settlement_id = ?`;

/** The notices of the people whose claims were settled, and the determinations they rest on. */
async function scoresOfSettled(manager: EntityManager, entry: StoredEntry): Promise<string[]> {
  const rows = await manager.query<{ notice: string; determination: string }[]>(SCORES_OF_SETTLED, [
    idOf(entry),
  ]);
  return [...new Set(rows.flatMap(({ notice, determination }) => [notice, determination]))];
}

async function finding(
  manager: EntityManager,
  { code, words, citation }: RolePair,
  account: string,
  first: StoredEntry,
  second: StoredEntry,
): Promise<FourEyesFindingAnswer> {
  return {
    roles: code,
    words,
    citation,
    account,
    matter: second.subject,
    first: doneAnswer(first),
    second: doneAnswer(second),
    grantsBetween: await grantsOf(manager, account, first.sequence, second.sequence),
  };
}

const doneAnswer = (entry: StoredEntry): DoneAnswer => ({
  sequence: entry.sequence,
  at: entry.at,
  action: entry.action,
  words: actionWords(entry.action),
  officer: entry.actor,
  actingFor: principalOf(entry),
  office: entry.office,
  subject: entry.subject,
});

async function grantsOf(
  manager: EntityManager,
  account: string,
  from: number,
  to: number,
): Promise<GrantChangeAnswer[]> {
  const rows = await manager.query<StoredEntry[]>(
    `SELECT * FROM "record_entry" WHERE "subject" = ? AND "action" IN (${marks(GRANTS)})
     AND "sequence" > ? AND "sequence" < ? ORDER BY "sequence"`,
    [`account/${account}`, ...GRANTS, from, to],
  );
  return rows.map(({ sequence, at, action, actor }) => ({
    sequence,
    at,
    action,
    words: actionWords(action),
    by: actor,
  }));
}
