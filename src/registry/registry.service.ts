import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { comparableCode } from '../domain/registry/codes.js';
import type { InstitutionKind } from '../domain/registry/personnel-kind.js';
import { registrationStands } from '../domain/registry/registration.js';
import { primarySiteOn } from '../domain/registry/primary-site.js';
import type { CalendarDate } from '../domain/shared/calendar-date.js';
import { Clock } from '../platform/clock/clock.js';
import { InstitutionEntity } from './entities/institution.entity.js';
import { PersonEntity } from './entities/person.entity.js';
import { PersonFileEntity } from './entities/person-file.entity.js';
import { institutionFactsOf, type InstitutionFacts } from './institutions/institution-store.js';
import { PersonIdentitiesService } from './people/person-identities.service.js';
import { codesOf, findByCode, membersOf } from './people/person-store.js';
import {
  commitmentsOfFile,
  primarySiteMoves,
  registrationsOfFiles,
  registrationsOfInstitutions,
  registrationsStandingAt,
  type Commitment,
  type Registration,
} from './people/site-store.js';

/** A person by the file that holds them. */
export interface PersonRef {
  /** The file: who they are taken for now. For comparing people, and for reading. */
  readonly id: string;
  /** Whose the code or number asked for is, whatever merges stand: facts stated under it are kept there. */
  readonly personId: string;
  readonly name: string;
  readonly codes: readonly string[];
}

export interface InstitutionRef {
  readonly code: string;
  readonly name: string;
  readonly kind: InstitutionKind;
  readonly public: boolean;
  readonly district: string;
}

/** A registration; `personId` is the file. */
export interface RegistrationRef extends Registration {
  /** Whether it stands at the primary site of the day asked for, or of today. */
  readonly primary: boolean;
}

export type CommitmentRef = Commitment;

const institutionRef = ({
  code,
  name,
  kind,
  public: isPublic,
  district,
}: InstitutionEntity): InstitutionRef => ({ code, name, kind, public: isPublic, district });

/**
 * What other modules ask of the registry, for whoever may ask: rights are theirs to check. Codes may be typed in any
 * way; ids of persons may be of any member of a file.
 */
@Injectable()
export class RegistryService {
  constructor(
    private readonly clock: Clock,
    private readonly identities: PersonIdentitiesService,
  ) {}

  async personByCode(manager: EntityManager, code: string): Promise<PersonRef | null> {
    const found = await findByCode(manager, comparableCode(code));
    return found === null ? null : this.personById(manager, found.personId);
  }

  async personById(manager: EntityManager, id: string): Promise<PersonRef | null> {
    const file = await manager.findOneBy(PersonFileEntity, { personId: id });
    if (file === null) return null;
    const { fileId } = file;
    const { name } = await manager.findOneByOrFail(PersonEntity, { id: fileId });
    const codes = await codesOf(manager, await membersOf(manager, [fileId]));
    return { id: fileId, personId: id, name, codes: codes.map(({ code }) => code) };
  }

  /** @param number a sound identity number, as `identityNumberOf` gives it. */
  async personByIdentityNumber(manager: EntityManager, number: string): Promise<PersonRef | null> {
    const id = await this.identities.find(manager, number);
    return id === null ? null : this.personById(manager, id);
  }

  async institution(manager: EntityManager, code: string): Promise<InstitutionRef | null> {
    const found = await manager.findOneBy(InstitutionEntity, { code: comparableCode(code) });
    return found === null ? null : institutionRef(found);
  }

  /** By their codes: all, or those of a district. */
  async institutions(manager: EntityManager, district: string | null): Promise<readonly InstitutionRef[]> {
    const where = district === null ? {} : { district };
    return (await manager.find(InstitutionEntity, { where, order: { code: 'ASC' } })).map(institutionRef);
  }

  /** What `agreementOn` and `departmentOn` judge by, in the order of recording. */
  institutionFacts(manager: EntityManager, code: string): Promise<InstitutionFacts> {
    return institutionFactsOf(manager, comparableCode(code));
  }

  /** All ever, in the order of recording; `registrationStands` tells which stand on a day. */
  async registrationsOf(manager: EntityManager, personId: string): Promise<readonly RegistrationRef[]> {
    const fileId = await this.file(manager, personId);
    return this.withPrimary(manager, await registrationsOfFiles(manager, [fileId]), this.clock.today());
  }

  /** Those that stand at an institution on a day. */
  async registeredAt(
    manager: EntityManager,
    institutionCode: string,
    on: CalendarDate,
  ): Promise<readonly RegistrationRef[]> {
    const standing = await registrationsStandingAt(manager, comparableCode(institutionCode), on);
    return this.withPrimary(manager, standing, on);
  }

  /** All ever at some institutions; `registrationStands` tells which stand on a day. */
  registrationsOfInstitutions(
    manager: EntityManager,
    institutionCodes: readonly string[],
  ): Promise<readonly Registration[]> {
    return registrationsOfInstitutions(manager, institutionCodes.map(comparableCode));
  }

  /** All ever, in the order of recording; `commitmentHolds` tells which hold on a day. */
  async commitmentsOf(manager: EntityManager, personId: string): Promise<readonly CommitmentRef[]> {
    return commitmentsOfFile(manager, await this.file(manager, personId));
  }

  /** Code of the institution; null for a person registered nowhere on that day. */
  async primarySiteOf(manager: EntityManager, personId: string, on: CalendarDate): Promise<string | null> {
    const fileId = await this.file(manager, personId);
    const registrations = await registrationsOfFiles(manager, [fileId]);
    return primarySiteOn(registrations, await primarySiteMoves(manager, [fileId]), on);
  }

  private async file(manager: EntityManager, personId: string): Promise<string> {
    return (await manager.findOneBy(PersonFileEntity, { personId }))?.fileId ?? personId;
  }

  private async withPrimary(
    manager: EntityManager,
    registrations: readonly Registration[],
    on: CalendarDate,
  ): Promise<RegistrationRef[]> {
    const fileIds = [...new Set(registrations.map(({ personId }) => personId))];
    const all = await registrationsOfFiles(manager, fileIds);
    const moves = await primarySiteMoves(manager, fileIds);
    const siteOf = new Map(
      fileIds.map((fileId) => {
        const own = ({ personId }: { readonly personId: string }): boolean => personId === fileId;
        return [fileId, primarySiteOn(all.filter(own), moves.filter(own), on)];
      }),
    );
    return registrations.map((each) => ({
      ...each,
      primary: registrationStands(each, on) && siteOf.get(each.personId) === each.institutionCode,
    }));
  }
}
