import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { DecidedAct } from '../../cases/cases.module.js';
import { circumstancesOf, circumstancesOfAnySource } from '../../domain/scoring/circumstance-of-source.js';
import { conductIdOf } from '../../domain/scoring/conduct-id.js';
import { pointsDayOf } from '../../domain/scoring/points-day.js';
import type { Account } from '../../identity/identity.module.js';
import { DecidedCaseService } from '../../cases/cases.module.js';
import { Clock } from '../../platform/clock/clock.js';
import { Database } from '../../platform/database/database.js';
import { Problem, RuleViolation } from '../../platform/http/problem.js';
import { RegistryService } from '../../registry/registry.module.js';
import type { DeterminationDraftAnswer, DraftActAnswer } from './determination-draft.dto.js';
import { DeterminationSourceService } from './determination-source.service.js';

/** Prepares a determination from a decided case (S35): what follows from the case is filled in, what a person decides is not. */
@Injectable()
export class DeterminationDraftService {
  constructor(
    private readonly database: Database,
    private readonly cases: DecidedCaseService,
    private readonly sources: DeterminationSourceService,
    private readonly registry: RegistryService,
    private readonly clock: Clock,
  ) {}

  /** @throws RuleViolation when the case cannot found a determination; Problem FORBIDDEN (S28), NOT_FOUND. */
  async ofCase(caseId: string, account: Account): Promise<DeterminationDraftAnswer> {
    const manager = this.database.read;
    const found = await this.cases.byId(manager, caseId);
    if (found === null) throw new Problem('NOT_FOUND', `没有编号为 ${caseId} 的案件。`);
    const kind = found.track === 'PENALTY' ? 'PENALTY_DECISION' : 'AGREEMENT_MEASURE';
    const today = this.clock.today();
    const resolved = await this.sources.resolve(manager, { kind, caseId }, today, account);
    const { source, institution, inspectionNo, faults, decided } = resolved;
    if (decided === null) throw new Problem('NOT_FOUND', `没有编号为 ${caseId} 的案件。`);
    if (faults.length > 0 || source === null || institution === null)
      throw new RuleViolation(inQuery(faults));
    const acts: DraftActAnswer[] = [];
    for (const act of decided.acts) {
      acts.push(await this.actOf(manager, act, institution.code, inspectionNo));
    }
    return {
      body: {
        determinedOn: today,
        source: { kind, caseId },
        findings: acts.map(({ conductId, facts }) => ({ conductId, conduct: facts })),
        notScored: [],
      },
      pointsDay: pointsDayOf(source),
      institution: institution.code,
      inspectionNo,
      circumstances: [
        ...circumstancesOf(source, institution),
        ...circumstancesOfAnySource().map((circumstance) => ({
          circumstance,
          because: '任何来源都可以适用，由承办人员认定',
          needsLargeLossOrEffect: false,
        })),
      ],
      acts,
    };
  }

  private async actOf(
    manager: EntityManager,
    { id, conductId, facts, conductEndedOn }: DecidedAct,
    institution: string,
    inspectionNo: string,
  ): Promise<DraftActAnswer> {
    const registrations = await this.registry.registeredAt(manager, institution, conductEndedOn);
    const people: DraftActAnswer['people'] = [];
    for (const { personId, personCode, kind, departmentCode } of registrations) {
      const person = await this.registry.personById(manager, personId);
      people.push({ personCode, name: person?.name ?? '', kind, departmentCode });
    }
    return { act: id, conductId: conductIdOf(`${inspectionNo}/${conductId}`), facts, conductEndedOn, people };
  }
}

const inQuery = (faults: readonly { pointer: string; code: string; detail: string; citation?: string }[]) =>
  faults.map((fault) => ({ ...fault, pointer: '/caseId' }));
