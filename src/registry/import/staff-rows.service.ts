import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { comparableCode } from '../../domain/registry/codes.js';
import { comparableName, identityNumberOf } from '../../domain/registry/identity-number.js';
import { primarySiteOn } from '../../domain/registry/primary-site.js';
import { date } from '../../domain/shared/calendar-date.js';
import type { Account } from '../../identity/identity.module.js';
import { Clock } from '../../platform/clock/clock.js';
import type { RecordEntry } from '../../platform/database/record-entry.js';
import { RuleViolation } from '../../platform/http/problem.js';
import { Ids } from '../../platform/ids/ids.js';
import { CodeHolderEntity } from '../entities/code-holder.entity.js';
import { PersonEntity } from '../entities/person.entity.js';
import { PrimarySiteEntity } from '../entities/primary-site.entity.js';
import { PersonEntryService } from '../people/person-entry.service.js';
import { PersonIdentitiesService } from '../people/person-identities.service.js';
import type { PersonForm } from '../people/person.dto.js';
import { codesOf, fileOf, findByCode, membersOf } from '../people/person-store.js';
import type { CommitmentForm, RegistrationForm } from '../people/site.dto.js';
import {
  commitmentsOfFile,
  primarySiteMoves,
  registrationsOfFiles,
  type Commitment,
  type Registration,
} from '../people/site-store.js';
import { recordOf } from '../record-of.js';
import type { StaffRow } from './staff-row.js';

/** What is known already of the person of a row. */
interface Known {
  readonly fileId: string;
  readonly commitments: readonly Commitment[];
  readonly registrations: readonly Registration[];
}

/** By whom, and in which change. */
interface By {
  readonly account: Account;
  readonly at: string;
}

const sameCommitment =
  (form: CommitmentForm) =>
  ({ institutionCode, signedOn, from, to, electronic, archiveNo }: Commitment): boolean =>
    institutionCode === form.institutionCode &&
    signedOn === form.signedOn &&
    from === (form.from ?? form.signedOn) &&
    to === (form.to ?? null) &&
    electronic === form.electronic &&
    archiveNo === form.archiveNo;

/** One entered in error never stood: it is none. */
const sameRegistration =
  (form: RegistrationForm) =>
  (one: Registration): boolean =>
    one.institutionCode === form.institutionCode &&
    one.departmentCode === (form.departmentCode === undefined ? null : comparableCode(form.departmentCode)) &&
    one.kind === form.kind &&
    one.practiceType === form.practiceType &&
    one.practiceCategory === form.practiceCategory &&
    one.practiceScope === form.practiceScope &&
    one.professionalTitle === form.professionalTitle &&
    one.multiSiteApproval === (form.multiSiteApproval ?? null) &&
    one.from === form.from &&
    one.cancelledOn !== one.from;

/** The form without what is known already. */
function unknownPart({ codes, name, identityNumber, ...form }: PersonForm, known: Known): PersonForm {
  const { commitment, registration } = form;
  const isNew = commitment !== undefined && !known.commitments.some(sameCommitment(commitment));
  const registers = registration !== undefined && !known.registrations.some(sameRegistration(registration));
  return {
    codes,
    name,
    identityNumber,
    ...(isNew && { commitment }),
    ...(registers && { registration }),
  };
}

/** Enters the people of a staff list, one row as `POST /persons` enters one person. */
@Injectable()
export class StaffRowsService {
  constructor(
    private readonly entries: PersonEntryService,
    private readonly identities: PersonIdentitiesService,
    private readonly clock: Clock,
    private readonly ids: Ids,
  ) {}

  /**
   * Enters a row inside a change, as far as it is not known already; nothing is written where it is refused.
   * @returns lines for the record; none for a row that changes nothing.
   * @throws RuleViolation naming every fault.
   */
  async enter(tx: EntityManager, { form, primary }: StaffRow, by: By): Promise<readonly RecordEntry[]> {
    const known = await this.known(tx, form);
    const moves = primary === true && (await this.primaryElsewhere(tx, form, known));
    if (moves && by.account.role === 'INSTITUTION_CLERK') throw new RuleViolation([PRIMARY_ELSEWHERE]);
    const rest = known === null ? form : unknownPart(form, known);
    const nothingNew = known !== null && (await this.isKnown(tx, rest, known, by.account));
    const entered = nothingNew ? [] : await this.enterRest(tx, rest, by);
    return moves ? [...entered, await this.movePrimary(tx, form, by)] : entered;
  }

  private async enterRest(tx: EntityManager, form: PersonForm, by: By): Promise<readonly RecordEntry[]> {
    const { record } = await this.entries.enterIn(tx, by.at, form, by.account);
    return 'actor' in record ? [record] : record;
  }

  /** The codes of whom a row names by number and name; none of somebody unknown. */
  async codesOf(tx: EntityManager, form: PersonForm): Promise<string[]> {
    const known = await this.known(tx, form);
    if (known === null) return [];
    return (await codesOf(tx, await membersOf(tx, [known.fileId]))).map(({ code }) => code);
  }

  /** Somebody whose name is another is as unknown. */
  private async known(tx: EntityManager, { identityNumber, name }: PersonForm): Promise<Known | null> {
    const number = identityNumberOf(identityNumber, this.clock.today(), '');
    if (!number.ok) return null;
    const id = await this.identities.find(tx, number.value);
    if (id === null) return null;
    const person = await tx.findOneByOrFail(PersonEntity, { id });
    if (comparableName(person.name) !== comparableName(name)) return null;
    const fileId = await fileOf(tx, id);
    const commitments = await commitmentsOfFile(tx, fileId);
    const registrations = await registrationsOfFiles(tx, [fileId]);
    return { fileId, commitments, registrations };
  }

  /** Whether what is left of a row says nothing that is not on the person's file, and held by this office, already. */
  private async isKnown(
    tx: EntityManager,
    { codes, commitment, registration }: PersonForm,
    known: Known,
    { office }: Account,
  ): Promise<boolean> {
    if (commitment !== undefined || registration !== undefined) return false;
    for (const code of codes.map(comparableCode)) {
      if ((await findByCode(tx, code))?.fileId !== known.fileId) return false;
      if (!(await tx.existsBy(CodeHolderEntity, { office, code }))) return false;
    }
    return true;
  }

  private async primaryElsewhere(
    tx: EntityManager,
    { registration }: PersonForm,
    known: Known | null,
  ): Promise<boolean> {
    if (known === null || registration === undefined) return false;
    const moves = await primarySiteMoves(tx, [known.fileId]);
    const site = primarySiteOn(known.registrations, moves, date(registration.from));
    return site !== null && site !== registration.institutionCode;
  }

  private async movePrimary(
    tx: EntityManager,
    { codes, registration }: PersonForm,
    { account, at }: By,
  ): Promise<RecordEntry> {
    const [code = ''] = codes;
    const found = await findByCode(tx, comparableCode(code));
    if (found === null || registration === undefined) throw new Error(`nobody has the code ${code}`);
    const { personId } = found;
    const { institutionCode } = registration;
    const from = date(registration.from);
    const by = { recordedAt: at, actor: account.username };
    await tx.insert(PrimarySiteEntity, { id: this.ids.next(), personId, institutionCode, from, ...by });
    return recordOf(account, {
      action: 'PRIMARY_SITE_MOVED',
      subject: `person/${personId}`,
      after: { institutionCode, from },
    });
  }
}

const PRIMARY_ELSEWHERE = {
  pointer: '/primary',
  code: 'PRIMARY_SITE_ELSEWHERE',
  detail: '主执业地：该人员的主执业地不在本机构；请先填“否”登记，再请经办机构变更主执业地',
  citation: 'PQ2025:13',
};
