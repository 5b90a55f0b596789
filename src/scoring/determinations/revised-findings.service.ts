import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { DecidedCaseService } from '../../cases/cases.module.js';
import { determinationFaults, weighed } from '../../domain/scoring/determination-faults.js';
import { conductIdOf } from '../../domain/scoring/conduct-id.js';
import type { Finding } from '../../domain/scoring/finding.js';
import { type DeterminationSource } from '../../domain/scoring/points-day.js';
import { pointsLawOn, type PointsLaw } from '../../domain/scoring/points-law.js';
import { pointsOrderFaults, type WeighedFinding } from '../../domain/scoring/points-order.js';
import { date } from '../../domain/shared/calendar-date.js';
import type { Fault } from '../../domain/shared/result.js';
import { Clock } from '../../platform/clock/clock.js';
import { RegistryService } from '../../registry/registry.module.js';
import { RulebookService } from '../../rulebook/rulebook.module.js';
import { fileIdOf, peopleOf, rowOfPerson, unknownPeople, type People } from '../people.js';
import type { ContentFinding } from './determination-content.js';
import { contentFindings, determinedFindings, ledgerFinding } from './determined-findings.js';
import type { DeterminationPersonEntity } from './determination-person.entity.js';
import type { WholeDetermination } from './determination-reader.service.js';
import type { DeterminationFindingForm } from './determination.dto.js';
import { raisedFindings } from './raised-findings.js';
import { StandingFindingsService } from './standing-findings.service.js';

/** The findings of one person that take the place of those determined. */
export interface RevisedPerson {
  /** Whom the determination names, whatever files were joined or parted since: their notice and its facts are kept so. */
  readonly personId: string;
  readonly personCode: string;
  /** For people and papers; under the code that the determination names. */
  readonly content: readonly ContentFinding[];
  /** For the ledger. */
  readonly findings: readonly Finding[];
}

/** What was found of the findings given; without faults every person of them once. */
export interface RevisedFindings {
  readonly faults: readonly Fault[];
  readonly people: readonly RevisedPerson[];
  /** Of each finding given the person whom the determination names; null where it names nobody of that file. */
  readonly owners: readonly (string | null)[];
}

/** Judges findings that are to take the place of those of a determination, as these were judged (PQ2025:17–23, 37). */
@Injectable()
export class RevisedFindingsService {
  constructor(
    private readonly registry: RegistryService,
    private readonly rulebooks: RulebookService,
    private readonly cases: DecidedCaseService,
    private readonly standing: StandingFindingsService,
    private readonly clock: Clock,
  ) {}

  /** @returns faults with pointers `/findings/N/…`, all of them. */
  async judge(
    tx: EntityManager,
    determination: WholeDetermination,
    forms: readonly DeterminationFindingForm[],
  ): Promise<RevisedFindings> {
    const { head, content } = determination;
    const codes = [...forms, ...content.findings].map(({ personCode }) => personCode);
    const people = await peopleOf(this.registry, tx, codes);
    const law = pointsLawOn(await this.rulebooks.asSeenBy(tx), date(head.pointsDay));
    const rows = forms.map(({ personCode }) => rowOfPerson(determination.people, people.get(personCode)));
    const own = determinedFindings(forms, people).map((finding, place) => ({
      ...finding,
      person: rows[place]?.personId ?? finding.person,
    }));
    const stated = determinationFaults(
      {
        source: await this.sourceOf(tx, determination),
        institution: await this.registry.institution(tx, head.institution),
        determinedOn: date(head.determinedOn),
        heardOn: date(content.institutionHeard.on),
        findings: own,
        notScored: [],
      },
      law,
      this.clock.today(),
    );
    const others = weighed(law, await this.othersOf(tx, determination, people, forms));
    const unsound = [
      ...unknownPeople(forms, people, 'findings'),
      ...unknownActs(determination, forms, rows),
      ...stated,
      ...orderFaults(weighed(law, own), others),
    ];
    const faults = unsound.length > 0 ? unsound : await this.raisedIn(tx, determination, law, own, rows);
    return {
      faults,
      people: faults.length > 0 ? [] : revisedPeople(contentFindings(law, forms, people), rows),
      owners: rows.map((row) => row?.personId ?? null),
    };
  }

  /** S31: no act of a person is graver than it stands; told of findings that are sound by themselves. */
  private async raisedIn(
    tx: EntityManager,
    determination: WholeDetermination,
    law: PointsLaw,
    findings: readonly Finding[],
    rows: Rows,
  ): Promise<Fault[]> {
    const faults: Fault[] = [];
    for (const row of new Set(rows)) {
      if (row === undefined) continue;
      const standing = await this.standing.of(tx, determination, row);
      const places = rows.flatMap((each, place) => (each === row ? [place] : []));
      const own = findings.filter((_finding, place) => places.includes(place));
      faults.push(...raisedFindings(law, own, standing, (index) => places[index] ?? 0));
    }
    return faults;
  }

  /** As it was determined; of a case, as its decision stands now. */
  private async sourceOf(
    tx: EntityManager,
    { head, content: { source } }: WholeDetermination,
  ): Promise<DeterminationSource> {
    const on = date(head.pointsDay);
    const decision =
      head.caseId === null ? null : ((await this.cases.byId(tx, head.caseId))?.decision ?? null);
    switch (head.sourceKind) {
      case 'PENALTY_DECISION': {
        const standing = source.otherPenalty === null ? decision?.finedBases : decision?.bases;
        return { kind: head.sourceKind, madeOn: on, bases: standing ?? source.bases };
      }
      case 'AGREEMENT_MEASURE': {
        const madeOn = decision?.madeOn ?? on;
        const measures = decision?.measures ?? source.measures;
        return { kind: head.sourceKind, madeOn, effectiveOn: on, measures };
      }
      case 'CIRCULAR':
      case 'LICENCE_REVOKED':
        return { kind: head.sourceKind, on };
      case 'STAND_ALONE':
        return { kind: head.sourceKind, determinedOn: on };
    }
  }

  /** The findings of everybody else of the determination, as they stand. */
  private async othersOf(
    tx: EntityManager,
    determination: WholeDetermination,
    people: People,
    forms: readonly DeterminationFindingForm[],
  ): Promise<readonly Finding[]> {
    const own = new Set(forms.map(({ personCode }) => fileIdOf(people, personCode)));
    const all: Finding[] = [];
    for (const row of determination.people) {
      if (own.has(fileIdOf(people, row.personCode))) continue;
      all.push(...(await this.standing.of(tx, determination, row)));
    }
    return all;
  }
}

/** Of each finding given the row of the determination that names its person. */
type Rows = readonly (DeterminationPersonEntity | undefined)[];

/** S31: a revision speaks of the acts that were determined of that person, and adds none. */
function unknownActs(
  { content }: WholeDetermination,
  forms: readonly DeterminationFindingForm[],
  rows: Rows,
): Fault[] {
  return forms.flatMap(({ personCode, conductId }, place): Fault[] => {
    const named = rows[place]?.personCode;
    const known = content.findings.some(
      (each) => conductIdOf(each.conductId) === conductIdOf(conductId) && each.personCode === named,
    );
    if (known) return [];
    const detail = `责任认定书没有认定 ${personCode} 的行为 ${conductId}；更正不得增加行为，另有行为的另行认定。`;
    return [
      { pointer: `/findings/${place}/conductId`, code: 'UNKNOWN_REFERENCE', detail, citation: 'PQ2025:37' },
    ];
  });
}

type Weighed = readonly (WeighedFinding | null)[];

/** S2 beside the people whose findings stay as they are; what is wrong among those alone is not of this revision. */
function orderFaults(own: Weighed, others: Weighed): Fault[] {
  const placeOf = ({ pointer }: Fault): number => Number(pointer.split('/')[2]);
  const ownAlone = new Set(pointsOrderFaults(own).map(({ pointer }) => pointer));
  const othersAlone = new Set(pointsOrderFaults(others).map((fault) => placeOf(fault) + own.length));
  return pointsOrderFaults([...own, ...others]).flatMap((fault): Fault[] => {
    const place = placeOf(fault);
    if (place < own.length) return ownAlone.has(fault.pointer) ? [] : [fault];
    return othersAlone.has(place) ? [] : [{ ...fault, pointer: '/findings' }];
  });
}

/** By the person whom the determination names. @param rows of each finding its row. */
function revisedPeople(content: readonly ContentFinding[], rows: Rows): RevisedPerson[] {
  const named = new Map(rows.flatMap((row) => (row === undefined ? [] : [[row.personId, row.personCode]])));
  return [...named].map(([personId, personCode]) => {
    const own = content
      .filter((_finding, place) => rows[place]?.personId === personId)
      .map((finding) => ({ ...finding, personCode }));
    return { personId, personCode, content: own, findings: own.map(ledgerFinding) };
  });
}
