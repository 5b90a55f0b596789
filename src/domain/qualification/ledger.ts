import type { Rulebook } from '../rulebook/rulebook.js';
import { pointsLawOn } from '../scoring/points-law.js';
import { refused, type Fault, type Result } from '../shared/result.js';
import { judgeHistory, type History } from './history.js';
import { eventsOfFacts, voidedRepairs, type LedgerFact } from './ledger-fact.js';

/** A revocation of a repair that the file does not have, or that was revoked before. */
function unknownRepairs(recorded: readonly LedgerFact[], added: readonly LedgerFact[]): Fault[] {
  const all = [...recorded, ...added];
  const stated = all.filter(({ type }) => type === 'REPAIR_VOIDED').length;
  if (stated === voidedRepairs(all).size) return [];
  const place = added.findLastIndex(({ type }) => type === 'REPAIR_VOIDED');
  const detail = '没有这一天的此项修复，或者已经撤销。';
  return place < 0 ? [] : [{ pointer: `/${place}/repairOn`, code: 'UNKNOWN_REFERENCE', detail }];
}

/** Facts that speak of a score or a linked measure which the file does not have. */
function unknownReferences(recorded: readonly LedgerFact[], added: readonly LedgerFact[]): Fault[] {
  const all = [...recorded, ...added];
  const scores = new Set(all.flatMap((fact) => (fact.type === 'SCORE' ? [fact.id] : [])));
  const links = new Set(all.flatMap((fact) => (fact.type === 'LINKED' ? [fact.id] : [])));
  return added.flatMap((fact, place): Fault[] => {
    if (fact.type === 'RECEIVED' && !scores.has(fact.scoreId)) {
      const detail = `没有编号为 ${fact.scoreId} 的记分。`;
      return [{ pointer: `/${place}/scoreId`, code: 'UNKNOWN_SCORE', detail }];
    }
    if ((fact.type === 'LINK_VOIDED' || fact.type === 'LINK_ENDED') && !links.has(fact.linkId)) {
      const detail = `没有编号为 ${fact.linkId} 的连带措施。`;
      return [{ pointer: `/${place}/linkId`, code: 'UNKNOWN_REFERENCE', detail }];
    }
    return [];
  });
}

/**
 * Judges a file of recorded facts with further ones added to it (S5–S23, S31). Pure.
 * @param recorded the file so far, in the order of the record.
 * @param added facts about to be recorded; empty to judge the file as it is.
 * @returns the history; or every fault of the added facts, with pointers into them: `/0/findings/1/points`.
 */
export function judgeFacts(
  recorded: readonly LedgerFact[],
  added: readonly LedgerFact[],
  rulebook: Rulebook,
): Result<History> {
  const events = eventsOfFacts([...recorded, ...added], (day) => pointsLawOn(rulebook, day).objectionFrom);
  const onRecord = events.filter(({ place }) => place < recorded.length).length;
  const judged = judgeHistory(
    events.map(({ event }) => event),
    rulebook,
    onRecord,
  );
  const unknown = [...unknownReferences(recorded, added), ...unknownRepairs(recorded, added)];
  if (judged.ok) return unknown.length === 0 ? judged : refused(unknown);
  const ofFacts = judged.faults.map((fault) => ({
    ...fault,
    pointer: fault.pointer.replace(
      /^\/events\/(\d+)/u,
      (_whole, index: string) => `/${(events[Number(index)]?.place ?? 0) - recorded.length}`,
    ),
  }));
  return refused([...unknown, ...ofFacts]);
}
