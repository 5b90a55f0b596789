import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { JudgedScore } from '../../domain/qualification/standing.js';
import { isOfInspection } from '../../domain/scoring/conduct-id.js';
import { fallsByGround } from '../../domain/scoring/points-order.js';
import { date } from '../../domain/shared/calendar-date.js';
import { LedgerService } from '../../ledger/ledger.module.js';
import { Clock } from '../../platform/clock/clock.js';
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
  readonly head: Pick<DeterminationEntity, 'id' | 'institution' | 'pointsDay' | 'inspectionNo'>;
}

/** What does not stand in the way of a determination, and is worth a look. */
@Injectable()
export class DeterminationWarningsService {
  constructor(
    private readonly registry: RegistryService,
    private readonly ledger: LedgerService,
    private readonly clock: Clock,
  ) {}

  async of(manager: EntityManager, sound: Sound): Promise<Warning[]> {
    return [
      ...(await this.unregistered(manager, sound, 'findings')),
      ...(await this.unregistered(manager, sound, 'notScored')),
      ...withoutScope(sound),
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
          ...(head.pointsDay < this.clock.today() && { issuedOn: this.clock.today() }),
          findings: own.map(ledgerFinding),
          noticeReceivedOn: null,
          months: null,
        },
      ]);
      const score = after.standing.scores.find(({ id }) => id === head.id);
      findings.forEach((finding, place) => {
        if (!own.includes(finding) || !acts.has(finding.conductId)) return;
        warnings.push(scoredAlready(place, score?.pointsAlone ?? 0, score?.points ?? 0));
      });
    }
    return warnings;
  }

  /**
   * S6, when the notice is issued: other notices may have come in between.
   * @param findings those of the notice, which the pointers count.
   * @param score what it comes to on the person's file.
   */
  async atIssue(
    manager: EntityManager,
    personId: string,
    findings: readonly ContentFinding[],
    { points, pointsAlone }: Pick<JudgedScore, 'points' | 'pointsAlone'>,
  ): Promise<Warning[]> {
    const acts = await this.actsScored(manager, personId);
    return findings.flatMap(({ conductId }, place) =>
      acts.has(conductId) ? [scoredAlready(place, pointsAlone, points)] : [],
    );
  }

  private async actsScored(manager: EntityManager, personId: string): Promise<ReadonlySet<string>> {
    const facts = await this.ledger.factsOf(manager, personId);
    return new Set(
      facts.flatMap((fact) => (fact.type === 'SCORE' ? fact.findings.map(({ conductId }) => conductId) : [])),
    );
  }
}

const scoredAlready = (place: number, pointsAlone: number, points: number): Warning => ({
  pointer: `/findings/${place}/conductId`,
  code: 'ACT_ALREADY_SCORED',
  detail: `该行为此前已对此人记分；本认定对此人各行为合计 ${pointsAlone} 分，按差额增加 ${points} 分。`,
  citation: 'PQ2025:18',
});

/** S6 goes by the number of the act; one without its inspection's may be that of another act elsewhere. */
const withoutScope = ({ findings, head: { inspectionNo } }: Sound): Warning[] =>
  findings.flatMap(({ conductId }, place) => {
    if (isOfInspection(conductId, inspectionNo)) return [];
    const detail = `行为编号 ${conductId} 没有以检查编号 ${inspectionNo} 开头；同一行为跨文书须用同一编号，不同行为不得同号，请核对。`;
    return [
      {
        pointer: `/findings/${place}/conductId`,
        code: 'CONDUCT_NOT_OF_INSPECTION',
        detail,
        citation: 'PQ2025:18',
      },
    ];
  });
