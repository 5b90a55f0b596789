import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { DecidedCaseService } from '../../cases/cases.module.js';
import type { LedgerFact } from '../../domain/qualification/ledger-fact.js';
import type { Finding } from '../../domain/scoring/finding.js';
import { LedgerService } from '../../ledger/ledger.module.js';
import { ScoreNoticeEntity } from '../notices/score-notice.entity.js';
import { ledgerFinding } from './determined-findings.js';
import type { DeterminationPersonEntity } from './determination-person.entity.js';
import { wholeDetermination, type WholeDetermination } from './determination-reader.service.js';
import { DeterminationEntity } from './determination.entity.js';

/** A finding that stands in a determination. */
export interface StandingFinding {
  readonly finding: Finding;
  /** The person's file. */
  readonly person: string;
  /** Number of the determination. */
  readonly determination: string;
  /** Whether it is on the person's file. */
  readonly noticed: boolean;
}

/** What was found of people, as it stands after objections, corrections and reversals. */
@Injectable()
export class StandingFindingsService {
  constructor(
    private readonly cases: DecidedCaseService,
    private readonly ledger: LedgerService,
  ) {}

  /** Of one person of a determination: as noticed and revised last, else as determined; none when revoked. */
  async of(
    manager: EntityManager,
    determination: WholeDetermination,
    row: DeterminationPersonEntity,
  ): Promise<readonly Finding[]> {
    return (await this.stateOf(manager, determination, row)).findings;
  }

  /** On some acts, in all determinations about an institution, in the order of their recording. */
  async onActs(
    manager: EntityManager,
    institution: string,
    acts: ReadonlySet<string>,
  ): Promise<readonly StandingFinding[]> {
    const all: StandingFinding[] = [];
    for (const head of await headsNaming(manager, institution, acts)) {
      const determination = await wholeDetermination(manager, head);
      const withdrawn = await this.isWithdrawn(manager, head.caseId);
      for (const row of determination.people) {
        const { findings, noticed } = await this.stateOf(manager, determination, row);
        if (withdrawn && !noticed) continue;
        const person = await this.ledger.fileOf(manager, row.personId);
        const own = findings.filter(({ conductId }) => acts.has(conductId));
        all.push(...own.map((finding) => ({ finding, person, determination: head.number, noticed })));
      }
    }
    return all.filter((each, place) => each.noticed || !isDeterminedAnew(each, all.slice(place + 1)));
  }

  private async stateOf(
    manager: EntityManager,
    { head, content }: WholeDetermination,
    { personId, personCode }: DeterminationPersonEntity,
  ): Promise<{ readonly findings: readonly Finding[]; readonly noticed: boolean }> {
    const notice = await manager.findOneBy(ScoreNoticeEntity, { determinationId: head.id, personId });
    if (notice === null) {
      const own = content.findings.filter((each) => each.personCode === personCode);
      return { findings: own.map(ledgerFinding), noticed: false };
    }
    const facts = await this.ledger.factsOf(manager, personId);
    return { findings: revisedLast(facts, notice.id), noticed: true };
  }

  private async isWithdrawn(manager: EntityManager, caseId: string | null): Promise<boolean> {
    const decided = caseId === null ? null : await this.cases.byId(manager, caseId);
    return decided?.decision?.withdrawn === true;
  }
}

async function headsNaming(
  manager: EntityManager,
  institution: string,
  acts: ReadonlySet<string>,
): Promise<DeterminationEntity[]> {
  const heads = new Map<string, DeterminationEntity>();
  for (const act of acts) {
    const naming = await manager
      .createQueryBuilder(DeterminationEntity, 'one')
      .where('one.institution = :institution', { institution })
      .andWhere('instr(one.content, :act) > 0', { act: JSON.stringify(act) })
      .getMany();
    for (const head of naming) heads.set(head.id, head);
  }
  return [...heads.values()].sort((a, b) => (a.recordedAt < b.recordedAt ? -1 : 1));
}

/** Whether a later determination found anew of the same person and act what was never noticed. */
const isDeterminedAnew = (
  { person, finding, determination }: StandingFinding,
  later: readonly StandingFinding[],
): boolean =>
  later.some(
    (each) =>
      each.determination !== determination &&
      each.person === person &&
      each.finding.conductId === finding.conductId,
  );

/** The findings of a score as revised last; none when it is revoked. */
function revisedLast(facts: readonly LedgerFact[], scoreId: string): readonly Finding[] {
  if (facts.some((fact) => fact.type === 'REVOKE' && fact.scoreId === scoreId)) return [];
  const stated = facts.flatMap((fact) => {
    if (fact.type === 'SCORE') return fact.id === scoreId ? [fact.findings] : [];
    return fact.type === 'REVISE' && fact.scoreId === scoreId ? [fact.findings] : [];
  });
  return stated.at(-1) ?? [];
}
