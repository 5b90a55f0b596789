import { cpSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openForReading } from '../../../src/platform/database/data-source.js';
import { replay, type ReplayReport } from '../../../src/replay/replay.js';
import { schema } from '../../../src/schema.js';
import { tamper } from './tamper.js';

/** What a replay finds after statements of another program, on a copy of the folder. */
export async function heldAfter(folder: string, ...statements: readonly string[]): Promise<ReplayReport> {
  const copy = mkdtempSync(join(tmpdir(), 'held-'));
  for (const part of readdirSync(folder)) cpSync(join(folder, part), join(copy, part), { recursive: true });
  await tamper(copy, ...statements);
  const other = await openForReading(copy, schema);
  const report = await replay(other.manager);
  await other.destroy();
  rmSync(copy, { recursive: true });
  return report;
}

/** `EQUAL 2, MISSING 1` of every kind of line that has any. */
export const heldOf = ({ held }: ReplayReport): Record<string, string> =>
  Object.fromEntries(
    Object.entries(held)
      .map(([kind, verdicts]): [string, string] => [kind, countsText(verdicts)])
      .filter(([, counts]) => counts !== ''),
  );

const countsText = (verdicts: Readonly<Record<string, number>>): string =>
  Object.entries(verdicts)
    .filter(([, count]) => count > 0)
    .map(([verdict, count]) => `${verdict} ${count}`)
    .join(', ');

/** `CODE: EQUAL 5, MISSING 1` of every kind that does not agree throughout. */
export const unheldOf = (report: ReplayReport): string[] =>
  Object.entries(heldOf(report))
    .filter(([, counts]) => /DIFFERS|MISSING|UNRECORDED/.test(counts))
    .map(([kind, counts]) => `${kind}: ${counts}`);
