import type { EntityManager } from 'typeorm';
import type { RecordFault } from '../platform/database/record-verification.js';
import { importHash, RulebookImportEntity } from '../rulebook/rulebook.module.js';
import { RulebookEditionEntity } from './rulebook-edition.entity.js';
import { hashOf, importOf } from './stored-rulebooks.js';

const IMPORTED: Readonly<Record<string, RulebookImportEntity['kind']>> = {
  POLICY_RULING_IMPORTED: 'POLICY',
  SCHEDULE_IMPORTED: 'SCHEDULE',
  CALENDAR_YEAR_IMPORTED: 'CALENDAR',
};
const ADOPTED = 'RULEBOOK_ADOPTED';

const LINES = `SELECT "sequence", "at", "action", "subject", "after" FROM "record_entry"
  WHERE "sequence" >= 1 AND "action" IN (${[ADOPTED, ...Object.keys(IMPORTED)].map((each) => `'${each}'`).join(', ')})
  ORDER BY "sequence"`;

interface Line {
  readonly sequence: number;
  readonly at: string;
  readonly action: string;
  readonly subject: string;
  readonly after: string;
}

interface Said {
  readonly hash?: string;
  readonly engineVersion?: string;
  readonly documentNo?: string;
  readonly rulebookHash?: string;
}

interface Rows {
  readonly editions: readonly RulebookEditionEntity[];
  readonly imports: readonly RulebookImportEntity[];
}

/**
 * Holds what the rulebook is made of against the lines of the record that say what was adopted and imported: one row for
 * each line, in their order, and the hash that each line says.
 * @param inUse hash of the rulebook that is decided by now.
 * @returns the first difference; null where there is none.
 */
export async function rulebookFault(
  manager: EntityManager,
  inUse: () => Promise<string>,
): Promise<RecordFault | null> {
  for (;;) {
    const told = await manager.query<Line[]>(LINES);
    const rows = {
      editions: await manager.find(RulebookEditionEntity, { order: { sequence: 'ASC' } }),
      imports: await manager.find(RulebookImportEntity, { order: { sequence: 'ASC' } }),
    };
    // What cannot be put together any more is nothing to decide by.
    const now = await inUse().catch(() => null);
    // An import may have come between the reads.
    if ((await manager.query<Line[]>(LINES)).length === told.length) return found(told, rows, now);
  }
}

function found(told: readonly Line[], rows: Rows, inUse: string | null): RecordFault | null {
  try {
    return faultIn(told, rows, inUse);
  } catch {
    return differs(null);
  }
}

function faultIn(
  told: readonly Line[],
  { editions, imports }: Rows,
  inUse: string | null,
): RecordFault | null {
  let [adopted, imported] = [0, 0];
  let edition: RulebookEditionEntity | undefined;
  for (const line of told) {
    const said = JSON.parse(line.after) as Said;
    if (line.action === ADOPTED) {
      edition = editions[adopted++];
      if (!isAdopted(edition, line, said)) return differs(line.sequence);
      continue;
    }
    const row = imports[imported++];
    if (!isImported(row, line, said)) return differs(line.sequence);
    const hash = edition === undefined ? undefined : hashOf(edition, imports.slice(0, imported));
    if (hash !== undefined && (said.rulebookHash ?? hash) !== hash) return differs(line.sequence);
  }
  if (adopted < editions.length || imported < imports.length) return differs(null);
  return edition === undefined || hashOf(edition, imports) === inUse ? null : differs(null);
}

const isAdopted = (
  row: RulebookEditionEntity | undefined,
  { at }: Line,
  { hash, engineVersion }: Said,
): boolean => row?.hash === hash && row?.engineVersion === engineVersion && row?.recordedAt === at;

function isImported(row: RulebookImportEntity | undefined, line: Line, said: Said): boolean {
  if (row === undefined || (row.recordedAt !== null && row.recordedAt !== line.at)) return false;
  const named = row.kind === IMPORTED[line.action] && line.subject.endsWith(`/${row.importId}`);
  const { hash: _hash, ...draft } = importOf(row);
  return (
    named &&
    row.documentNo === said.documentNo &&
    row.hash === importHash(draft) &&
    row.hash === (said.hash ?? row.hash)
  );
}

const differs = (sequence: number | null): RecordFault => ({
  code: 'RULEBOOK_DIFFERS',
  sequence,
  detail:
    sequence === null
      ? '规则库与历史记录所记的启用、导入不符：数据库曾被其他程序改动。'
      : `第 ${sequence} 条记录所说的规则库启用或导入，与库中所存的不符：数据库曾被其他程序改动。`,
});
