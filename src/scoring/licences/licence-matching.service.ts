import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import {
  comparableName,
  identityNumberOf,
  withoutIdentityNumbers,
} from '../../domain/registry/identity-number.js';
import { allowedPoints, type Finding } from '../../domain/scoring/finding.js';
import { pointsLawOn } from '../../domain/scoring/points-law.js';
import { date, type CalendarDate } from '../../domain/shared/calendar-date.js';
import { Clock } from '../../platform/clock/clock.js';
import { RegistryService, type PersonRef } from '../../registry/registry.module.js';
import { RulebookService } from '../../rulebook/rulebook.module.js';
import type { LicenceRowAnswer, Match, RevokedLicenceForm } from './licence-list.dto.js';

const REVOKED = 'PQ2025:23(2)';

interface Found {
  readonly match: Match;
  readonly why: string;
  readonly person: PersonRef | null;
}

const unmatched = (why: string): Found => ({ match: 'UNMATCHED', why, person: null });
const ambiguous = (why: string): Found => ({ match: 'AMBIGUOUS', why, person: null });

/** Finds the people on a list of revoked licences; a name alone is never enough. */
@Injectable()
export class LicenceMatchingService {
  constructor(
    private readonly registry: RegistryService,
    private readonly rulebooks: RulebookService,
    private readonly clock: Clock,
  ) {}

  /**
   * A row with its match, and the determination it leads to as far as that can be drafted.
   * @param district whose people alone are looked for; null: the whole city's. Who never was registered there is as unknown.
   */
  async match(
    manager: EntityManager,
    row: RevokedLicenceForm,
    authority: string,
    district: string | null,
  ): Promise<LicenceRowAnswer> {
    const { match, why, person } = await this.find(manager, row, district);
    const { name, decisionNo, decidedOn } = row;
    const licenceNo = withoutIdentityNumbers(row.licenceNo);
    const told = { name, licenceNo, decisionNo, decidedOn, match };
    if (person === null)
      return { ...told, why, personCode: null, pointsDay: null, points: null, draft: null };
    return { ...told, ...(await this.draft(manager, row, authority, person, why)) };
  }

  private async find(
    manager: EntityManager,
    row: RevokedLicenceForm,
    district: string | null,
  ): Promise<Found> {
    const { identityNumber, personCode, name } = row;
    if (identityNumber === undefined && personCode === undefined) {
      return unmatched('没有身份证号，也没有人员代码；只凭姓名不能匹配');
    }
    const sound =
      identityNumber === undefined ? null : identityNumberOf(identityNumber, this.clock.today(), '');
    if (sound?.ok === false) return unmatched(sound.faults[0]?.detail ?? '身份证号有误');
    const within = (person: PersonRef | null): Promise<PersonRef | null> =>
      this.within(manager, person, district);
    const byNumber =
      sound === null ? null : await within(await this.registry.personByIdentityNumber(manager, sound.value));
    const byCode =
      personCode === undefined ? null : await within(await this.registry.personByCode(manager, personCode));
    if (byNumber !== null && byCode !== null && byNumber.id !== byCode.id) {
      return ambiguous('身份证号与人员代码指向两个人');
    }
    if (sound !== null && byNumber === null && byCode !== null) {
      return ambiguous('人员代码有此人，而其登记的身份证号与来文不同');
    }
    const person = byNumber ?? byCode;
    if (person === null)
      return unmatched(
        district === null
          ? '登记的人员中没有此人'
          : '本区登记的人员中没有此人；可能在其他区登记的，请报市级单位比对',
      );
    return comparableName(person.name) === comparableName(name)
      ? { match: 'MATCHED', why: sound === null ? '人员代码与姓名相符' : '身份证号与姓名相符', person }
      : ambiguous(`${sound === null ? '人员代码' : '身份证号'}相符而姓名不符`);
  }

  private async within(
    manager: EntityManager,
    person: PersonRef | null,
    district: string | null,
  ): Promise<PersonRef | null> {
    if (person === null || district === null) return person;
    for (const { institutionCode } of await this.registry.registrationsOf(manager, person.id)) {
      if ((await this.registry.institution(manager, institutionCode))?.district === district) return person;
    }
    return null;
  }

  private async draft(
    manager: EntityManager,
    { decisionNo, decidedOn, licenceNo }: RevokedLicenceForm,
    authority: string,
    person: PersonRef,
    why: string,
  ): Promise<Pick<LicenceRowAnswer, 'why' | 'personCode' | 'pointsDay' | 'points' | 'draft'>> {
    const day = date(decidedOn);
    const law = pointsLawOn(await this.rulebooks.asSeenBy(manager), day);
    const site = await this.siteOf(manager, person, day);
    const personCode = site?.personCode ?? person.codes[0] ?? null;
    const told = { personCode, pointsDay: decidedOn };
    if (day < law.start) {
      return {
        ...told,
        why: `${why}；决定日早于制度施行日 ${law.start}，不记分（S32）`,
        points: null,
        draft: null,
      };
    }
    const points = allowedPoints(law, revoked(decisionNo))?.default ?? null;
    const draft = {
      determinedOn: this.clock.today(),
      source: {
        kind: 'LICENCE_REVOKED',
        documentNo: decisionNo,
        authority,
        on: decidedOn,
        ...(site !== null && { institution: site.institutionCode }),
      },
      findings: [
        {
          personCode,
          conductId: decisionNo,
          conduct: `证书 ${withoutIdentityNumbers(licenceNo)} 被吊销、撤销或注销`,
          circumstance: REVOKED,
          points,
        },
      ],
      notScored: [],
    };
    return { ...told, why: site === null ? `${why}；未见登记备案` : why, points, draft };
  }

  /** Where the person was registered on the day: the primary site first; else where they were last. */
  private async siteOf(
    manager: EntityManager,
    person: PersonRef,
    on: CalendarDate,
  ): Promise<{ readonly institutionCode: string; readonly personCode: string } | null> {
    const registrations = await this.registry.registrationsOf(manager, person.id);
    const primary = await this.registry.primarySiteOf(manager, person.id, on);
    return (
      registrations.find(({ institutionCode }) => institutionCode === primary) ?? registrations.at(-1) ?? null
    );
  }
}

const revoked = (conductId: string): Finding => ({
  conductId,
  circumstance: REVOKED,
  degree: 'PRINCIPAL',
  adjustment: 'NONE',
  points: null,
  basis: null,
});
