import { In, type EntityManager } from 'typeorm';
import type { JudgedRepair, Standing } from '../domain/qualification/standing.js';
import { voidedRepairs, type LedgerFact } from '../domain/qualification/ledger-fact.js';
import type { LedgerService } from '../ledger/ledger.module.js';
import { RepairEntity } from './repair.entity.js';

type Counted = Pick<RepairEntity, 'id' | 'personId' | 'countedOn' | 'level'>;

/** The repairs of a file with what they are judged to be now, in the order in which they are judged. */
function judgedRepairs(
  facts: readonly LedgerFact[],
  { repairs }: Standing,
): { readonly level: RepairEntity['level']; readonly judged: JudgedRepair }[] {
  const voided = voidedRepairs(facts);
  return facts
    .flatMap((fact) => (fact.type === 'REPAIR' && !voided.has(fact) ? [fact] : []))
    .sort((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0))
    .flatMap(({ level }, place) => {
      const judged = repairs[place];
      return judged === undefined ? [] : [{ level, judged }];
    });
}

/**
 * What an accepted repair takes off as the file stands: of several of one day and level the ones granted first come first.
 * @param codes every code on the file.
 * @returns null for one that does not count on the file.
 */
export async function repairNow(
  manager: EntityManager,
  ledger: LedgerService,
  { id, personId, countedOn, level }: Counted,
  codes: readonly string[],
): Promise<JudgedRepair | null> {
  const alike = (await manager.findBy(RepairEntity, { personCode: In([...codes]), state: 'ACCEPTED' }))
    .filter((each) => each.countedOn === countedOn && each.level === level)
    .sort((a, b) => (a.recordedAt < b.recordedAt ? -1 : a.recordedAt > b.recordedAt ? 1 : 0));
  const place = alike.findIndex((each) => each.id === id);
  const standing = await ledger.standingOf(manager, personId);
  const counted = judgedRepairs(await ledger.factsOf(manager, personId), standing).filter(
    (each) => each.judged.on === countedOn && each.level === level,
  );
  return counted[place]?.judged ?? null;
}
