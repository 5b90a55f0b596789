import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { fallsByGround } from '../../domain/scoring/points-order.js';
import { date } from '../../domain/shared/calendar-date.js';
import { LedgerService } from '../../ledger/ledger.module.js';
import { RegistryService } from '../../registry/registry.module.js';
import { fileIdOf, type People } from '../people.js';
import type { ContentFinding, Warning } from './determination-content.js';
import { ledgerFinding } from './determined-findings.js';
import type { DeterminationEntity } from './determination.entity.js';

/** A sound determination about to be stored. */
export interface Sound {
  readonly findings: readonly ContentFinding[];
  readonly notScored: readonly { readonly personCode: string }[];
  readonly people: People;
  readonly head: Pick<DeterminationEntity, 'id' | 'institution' | 'pointsDay'>;
}

/** What does not stand in the way of a determination, and is worth a look. */
@Injectable()
export class DeterminationWarningsService {
  constructor(
    private readonly registry: RegistryService,
    private readonly ledger: LedgerService,
  ) {}

  async of(manager: EntityManager, sound: Sound): Promise<Warning[]> {
    return [
      ...(await this.unregistered(manager, sound, 'findings')),
      ...(await this.unregistered(manager, sound, 'notScored')),
      ...(await this.scoredBefore(manager, sound)),
      ...fallsByGround(sound.findings),
    ];
  }

  private async unregistered(
    manager: EntityManager,
    sound: Sound,
    list: 'findings' | 'notScored',
  ): Promise<Warning[]> {
    const { institution, pointsDay } = sound.head;
    const warnings: Warning[] = [];
    for (const [place, { personCode }] of sound[list].entries()) {
      const registrations = await this.registry.registrationsOf(manager, fileIdOf(sound.people, personCode));
      if (
        registrations.some((each) => each.institutionCode === institution && each.from <= date(pointsDay))
      ) {
        continue;
      }
      const detail = `至记分时点 ${pointsDay}，${personCode} 未曾在 ${institution} 登记备案，请核对。`;
      warnings.push({
        pointer: `/${list}/${place}/personCode`,
        code: 'NOT_REGISTERED_THERE',
        detail,
        citation: 'PQ2025:13',
      });
    }
    return warnings;
  }

  /** S6: an act scored before adds only what is left of it. */
  private async scoredBefore(manager: EntityManager, { findings, people, head }: Sound): Promise<Warning[]> {
    const warnings: Warning[] = [];
    for (const personId of new Set(findings.map(({ personCode }) => fileIdOf(people, personCode)))) {
      const own = findings.filter(({ personCode }) => fileIdOf(people, personCode) === personId);
      const acts = await this.actsScored(manager, personId);
      if (!own.some(({ conductId }) => acts.has(conductId))) continue;
      const { after } = await this.ledger.suppose(manager, personId, [
        {
          type: 'SCORE',
          id: head.id,
          effectiveOn: date(head.pointsDay),
          findings: own.map(ledgerFinding),
          noticeReceivedOn: null,
          months: null,
        },
      ]);
      const score = after.standing.scores.find(({ id }) => id === head.id);
      const detail = `该行为此前已对此人记分；本认定对此人各行为合计 ${score?.pointsAlone ?? 0} 分，按差额增加 ${score?.points ?? 0} 分。`;
      findings.forEach((finding, place) => {
        if (!own.includes(finding) || !acts.has(finding.conductId)) return;
        warnings.push({
          pointer: `/findings/${place}/conductId`,
          code: 'ACT_ALREADY_SCORED',
          detail,
          citation: 'PQ2025:18',
        });
      });
    }
    return warnings;
  }

  private async actsScored(manager: EntityManager, personId: string): Promise<ReadonlySet<string>> {
    const facts = await this.ledger.factsOf(manager, personId);
    return new Set(
      facts.flatMap((fact) => (fact.type === 'SCORE' ? fact.findings.map(({ conductId }) => conductId) : [])),
    );
  }
}
