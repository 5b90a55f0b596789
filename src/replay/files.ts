import { judgeFacts } from '../domain/qualification/ledger.js';
import type { LedgerFact } from '../domain/qualification/ledger-fact.js';
import type { History } from '../domain/qualification/history.js';
import type { Rulebook } from '../domain/rulebook/rulebook.js';
import { entriesOf, fileMembers, type RecordedFact } from '../ledger/ledger.module.js';
import type { Stored } from './stored.js';

/** The file that held a person's facts at an instant, with what was on it by then, in the order of recording. */
export async function fileKnownAt(
  { manager }: Pick<Stored, 'manager'>,
  personId: string,
  at: string,
): Promise<readonly RecordedFact[]> {
  const files = await fileMembers(manager, at);
  return entriesOf(manager, files.membersOf(files.fileOf(personId)), at);
}

/** The facts alone, those recorded before the instant. */
export const before = (file: readonly RecordedFact[], at: string): LedgerFact[] =>
  file.filter(({ recordedAt }) => recordedAt < at).map(({ fact }) => fact);

/** A file judged from its facts. @throws Error naming the faults. */
export function judged(
  recorded: readonly LedgerFact[],
  added: readonly LedgerFact[],
  rulebook: Rulebook,
): History {
  const history = judgeFacts(recorded, added, rulebook);
  if (!history.ok) throw new Error(JSON.stringify(history.faults));
  return history.value;
}
