import { Injectable } from '@nestjs/common';
import { In, type EntityManager } from 'typeorm';
import { comparableCode } from '../../domain/registry/codes.js';
import type { Standing } from '../../domain/qualification/standing.js';
import type { Account } from '../../identity/identity.module.js';
import { LedgerService } from '../../ledger/ledger.module.js';
import { Database } from '../../platform/database/database.js';
import { CodeHolderEntity } from '../entities/code-holder.entity.js';
import { InstitutionEntity } from '../entities/institution.entity.js';
import { PersonEntity } from '../entities/person.entity.js';
import { sightOf, type Sight } from '../registry-rights.js';
import { mergesOf, type Merge } from './merge-store.js';
import { PersonIdentitiesService } from './person-identities.service.js';
import { codesOf, loadPerson, membersOf, type FoundPerson } from './person-store.js';
import {
  commitmentsOfFile,
  primarySiteMoves,
  registrationsOfFiles,
  type Commitment,
  type PrimarySiteMove,
  type Registration,
} from './site-store.js';

/** A personnel file (一医一档) as far as somebody sees it. */
export interface WholePerson {
  readonly sight: Sight;
  readonly fileId: string;
  readonly name: string;
  /** In clear; null once it was erased. */
  readonly identityNumber: string | null;
  readonly codes: readonly string[];
  readonly commitments: readonly Commitment[];
  readonly registrations: readonly Registration[];
  readonly moves: readonly PrimarySiteMove[];
  readonly institutions: ReadonlyMap<string, InstitutionEntity>;
  readonly standing: Standing;
  readonly merges: readonly Merge[];
}

/** Reads personnel files; an institution sees what is its own, never other sites. */
@Injectable()
export class PersonReaderService {
  constructor(
    private readonly database: Database,
    private readonly ledger: LedgerService,
    private readonly identities: PersonIdentitiesService,
  ) {}

  /** @throws Problem NOT_FOUND, also for a person whom the account does not see. */
  async byCode(code: string, account: Account): Promise<WholePerson> {
    const manager = this.database.read;
    const found = await loadPerson(manager, comparableCode(code), account);
    const sight = sightOf(account);
    const { fileId } = found;
    // An institution sees the person that it entered, whatever else the file holds.
    const shown = sight.of === 'INSTITUTION' ? found.personId : fileId;
    const person = await manager.findOneByOrFail(PersonEntity, { id: shown });
    const ours = ({ institutionCode }: { readonly institutionCode: string }): boolean =>
      sight.of !== 'INSTITUTION' || institutionCode === sight.office;
    const registrations = (await registrationsOfFiles(manager, [fileId])).filter(ours);
    return {
      sight,
      fileId,
      name: person.name,
      identityNumber: await this.identities.numberOf(manager, shown),
      codes: await this.codes(manager, found, sight),
      commitments: (await commitmentsOfFile(manager, fileId)).filter(ours),
      registrations,
      moves: await primarySiteMoves(manager, [fileId]),
      institutions: await institutionsOf(manager, registrations),
      standing: await this.ledger.standingOf(manager, fileId),
      merges: sight.of === 'INSTITUTION' ? [] : await mergesOf(manager, fileId),
    };
  }

  private async codes(
    manager: EntityManager,
    { fileId }: FoundPerson,
    sight: Sight,
  ): Promise<readonly string[]> {
    const codes = (await codesOf(manager, await membersOf(manager, [fileId]))).map(({ code }) => code);
    if (sight.of !== 'INSTITUTION') return codes;
    const held = await manager.findBy(CodeHolderEntity, { office: sight.office, code: In(codes) });
    return codes.filter((code) => held.some((each) => each.code === code));
  }
}

async function institutionsOf(
  manager: EntityManager,
  registrations: readonly Registration[],
): Promise<ReadonlyMap<string, InstitutionEntity>> {
  const codes = [...new Set(registrations.map(({ institutionCode }) => institutionCode))];
  const found = await manager.findBy(InstitutionEntity, { code: In(codes) });
  return new Map(found.map((each) => [each.code, each]));
}
