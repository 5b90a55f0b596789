import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { weighed, type DeterminedFinding } from '../../domain/scoring/determination-faults.js';
import type { PointsLaw } from '../../domain/scoring/points-law.js';
import { orderFaultsElsewhere } from '../../domain/scoring/points-order.js';
import type { Fault } from '../../domain/shared/result.js';
import { districtWithin, type Account } from '../../identity/identity.module.js';
import { RegistryService, type InstitutionRef } from '../../registry/registry.module.js';
import { fileIdOf, namedTwice, type People } from '../people.js';
import type { DeterminationForm } from './determination.dto.js';
import { StandingFindingsService } from './standing-findings.service.js';

/** A determination as stated, with what its references lead to. */
export interface Checked {
  readonly form: DeterminationForm;
  readonly people: People;
  readonly institution: InstitutionRef | null;
  readonly findings: readonly DeterminedFinding[];
}

/** What stands against a determination in what is recorded already. */
@Injectable()
export class DeterminationChecksService {
  constructor(
    private readonly registry: RegistryService,
    private readonly standing: StandingFindingsService,
  ) {}

  /** @param law of the points' day. @returns faults with pointers into the request. */
  async faultsOf(tx: EntityManager, checked: Checked, law: PointsLaw, account: Account): Promise<Fault[]> {
    const { findings, notScored } = checked.form;
    return [
      ...namedTwice({ findings, notScored }, checked.people),
      ...(await this.strangers(tx, checked, account)),
      ...(await this.orderFaults(tx, checked, law)),
    ];
  }

  /** PQ2025:4: a district office determines of those who are or were registered at the institution. */
  private async strangers(
    tx: EntityManager,
    { form, people, institution }: Checked,
    account: Account,
  ): Promise<Fault[]> {
    if (institution === null || districtWithin('determination.write', account) === null) return [];
    const faults: Fault[] = [];
    for (const list of ['findings', 'notScored'] as const) {
      for (const [place, { personCode }] of form[list].entries()) {
        if (!people.has(personCode)) continue;
        const registrations = await this.registry.registrationsOf(tx, fileIdOf(people, personCode));
        if (registrations.some(({ institutionCode }) => institutionCode === institution.code)) continue;
        faults.push({
          pointer: `/${list}/${place}/personCode`,
          code: 'PERSON_NOT_OF_INSTITUTION',
          detail: `${personCode} 从未在 ${institution.code} 登记备案，不是该机构的相关人员，区级单位不作认定；请核对代码，或报市级单位。`,
          citation: 'PQ2025:4',
        });
      }
    }
    return faults;
  }

  /** S2 beside the people found responsible for the same acts in other determinations. */
  private async orderFaults(
    tx: EntityManager,
    { institution, findings }: Checked,
    law: PointsLaw,
  ): Promise<Fault[]> {
    if (institution === null || findings.length === 0) return [];
    const acts = new Set(findings.map(({ conductId }) => conductId));
    const standing = await this.standing.onActs(tx, institution.code, acts);
    const elsewhere = standing.flatMap(({ finding, person, determination }) =>
      weighed(law, [finding]).flatMap((each) => (each === null ? [] : [{ ...each, person, determination }])),
    );
    return orderFaultsElsewhere(weighed(law, findings), elsewhere);
  }
}
