import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { comparableCode } from '../../domain/registry/codes.js';
import {
  comparableName,
  identityNumberOf,
  type IdentityNumber,
} from '../../domain/registry/identity-number.js';
import type { Fault } from '../../domain/shared/result.js';
import type { Account } from '../../identity/identity.module.js';
import { Clock } from '../../platform/clock/clock.js';
import { Database, type Change } from '../../platform/database/database.js';
import type { RecordEntry } from '../../platform/database/record-entry.js';
import { RuleViolation } from '../../platform/http/problem.js';
import { Ids } from '../../platform/ids/ids.js';
import { PersonEntity } from '../entities/person.entity.js';
import { PersonCodeEntity } from '../entities/person-code.entity.js';
import { PersonFileEntity } from '../entities/person-file.entity.js';
import { recordOf } from '../record-of.js';
import { PersonIdentitiesService } from './person-identities.service.js';
import type { PersonForm } from './person.dto.js';
import { fileOf, findByCode, holdCode, isErased, loadForChange, seesPerson } from './person-store.js';
import { SiteChecksService } from './site-checks.service.js';
import { SiteFollowersService } from './site-followers.service.js';
import { insertCommitment, insertRegistration, type Entry } from './site-writer.js';
import { ofForm, ofOthers, ofSites, toldTo, type JudgedFault } from './told-faults.js';

interface Known {
  readonly person: PersonEntity;
  readonly fileId: string;
}

/** Enters people: one person is one file, however often and by whomever they are entered. */
@Injectable()
export class PersonEntryService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly ids: Ids,
    private readonly identities: PersonIdentitiesService,
    private readonly checks: SiteChecksService,
    private readonly followers: SiteFollowersService,
  ) {}

  /**
   * Enters a person, or adds codes to the file of one already known by the identity number.
   * @returns the first code.
   * @throws RuleViolation naming everything that does not add up, as far as {@link toldTo} the account; Problem FORBIDDEN.
   */
  enter(form: PersonForm, account: Account): Promise<string> {
    return this.database.write((tx, at) => this.enterIn(tx, at, form, account));
  }

  /** The same inside a change that is under way. */
  async enterIn(tx: EntityManager, at: string, form: PersonForm, account: Account): Promise<Change<string>> {
    const number = identityNumberOf(form.identityNumber, this.clock.today(), '/identityNumber');
    const known = number.ok ? await this.known(tx, number.value) : null;
    const unlike = mismatch(known, form.name);
    // Whoever does not know the name learns nothing of how somebody stands.
    const met = unlike.length > 0 ? null : known;
    const codes = form.codes.map(comparableCode);
    const judged = [
      ...(number.ok ? unlike.map(ofOthers) : number.faults.map(ofForm)),
      ...(await this.codeFaults(tx, codes, known, account)),
      ...ofSites(await this.siteFaults(tx, form, met, account)),
    ];
    const faults = toldTo(account, judged);
    if (!number.ok || faults.length > 0) throw new RuleViolation(faults);
    const personId = known?.person.id ?? (await this.insertPerson(tx, at, form.name, number.value, account));
    const added = await this.insertCodes(tx, at, codes, personId, account);
    const [personCode = ''] = codes;
    const entered = recordOf(account, {
      action: 'PERSON_ENTERED',
      subject: `person/${personId}`,
      after: { codes, added, newFile: known === null },
    });
    return {
      result: personCode,
      record: [entered, ...(await this.insertSites(tx, form, { personId, personCode, at, account }))],
    };
  }

  /** Gives a person one more code. @throws Problem NOT_FOUND; RuleViolation when another person has it. */
  addCode(personCode: string, given: string, account: Account): Promise<void> {
    return this.database.write(async (tx, at) => {
      const { personId, fileId } = await loadForChange(tx, comparableCode(personCode), account);
      const code = comparableCode(given);
      const other = await findByCode(tx, code);
      if (other !== null && other.fileId !== fileId) {
        const refused = (await isErased(tx, other.personId)) ? erasedCode : takenCode;
        throw new RuleViolation([refused(code, '/code')]);
      }
      const added = await this.insertCodes(tx, at, [code], personId, account);
      const record = recordOf(account, {
        action: 'PERSON_CODE_ADDED',
        subject: `person/${personId}`,
        after: { code, added },
      });
      return { result: undefined, record };
    });
  }

  private async known(tx: EntityManager, number: IdentityNumber): Promise<Known | null> {
    const id = await this.identities.find(tx, number);
    if (id === null) return null;
    return { person: await tx.findOneByOrFail(PersonEntity, { id }), fileId: await fileOf(tx, id) };
  }

  private async codeFaults(
    tx: EntityManager,
    codes: readonly string[],
    known: Known | null,
    account: Account,
  ): Promise<JudgedFault[]> {
    const judged: JudgedFault[] = [];
    for (const [index, code] of codes.entries()) {
      const other = await findByCode(tx, code);
      const twice = codes.indexOf(code) < index ? takenCode(code, `/codes/${index}`) : null;
      if (other !== null && other.fileId !== known?.fileId) {
        const refused = (await isErased(tx, other.personId)) ? erasedCode : takenCode;
        const fault = refused(code, `/codes/${index}`);
        judged.push((await seesPerson(tx, other, account)) ? ofForm(fault) : { fault, otherwise: twice });
      } else if (twice !== null) judged.push(ofForm(twice));
    }
    return judged;
  }

  private async siteFaults(
    tx: EntityManager,
    { commitment, registration }: PersonForm,
    known: Known | null,
    account: Account,
  ): Promise<Fault[]> {
    const signing = commitment && { form: commitment, at: '/commitment' };
    const registering = registration && { form: registration, at: '/registration' };
    const fileId = known?.fileId ?? null;
    return [
      ...(signing ? await this.checks.commitmentFaults(tx, signing, account) : []),
      ...(registering
        ? await this.checks.registrationFaults(tx, registering, fileId, account, commitment)
        : []),
    ];
  }

  private async insertPerson(
    tx: EntityManager,
    at: string,
    name: string,
    number: IdentityNumber,
    { username: actor }: Account,
  ): Promise<string> {
    const id = this.ids.next();
    await tx.insert(PersonEntity, { id, name: name.trim(), recordedAt: at, actor });
    await this.identities.keep(tx, id, number);
    await tx.insert(PersonFileEntity, { personId: id, fileId: id });
    return id;
  }

  /** @returns those that the person did not have yet. */
  private async insertCodes(
    tx: EntityManager,
    at: string,
    codes: readonly string[],
    personId: string,
    { username: actor, office }: Account,
  ): Promise<string[]> {
    const added: string[] = [];
    for (const code of codes) {
      if (!(await tx.existsBy(PersonCodeEntity, { code }))) {
        await tx.insert(PersonCodeEntity, { code, personId, recordedAt: at, actor });
        added.push(code);
      }
      await holdCode(tx, office, code, at);
    }
    return added;
  }

  private async insertSites(
    tx: EntityManager,
    { commitment, registration }: PersonForm,
    entry: Omit<Entry, 'id'>,
  ): Promise<RecordEntry[]> {
    const { personId = entry.personId } = (await findByCode(tx, entry.personCode)) ?? {};
    const next = (): Entry => ({ ...entry, personId, id: this.ids.next() });
    return [
      ...(commitment ? [await insertCommitment(tx, next(), commitment)] : []),
      ...(registration ? [await insertRegistration(tx, next(), registration)] : []),
      ...(registration ? await this.followers.follow(tx, personId, entry.account, entry.at) : []),
    ];
  }
}

/** Says that the name is wrong, never which one is right. */
function mismatch(known: Known | null, name: string): Fault[] {
  if (known === null || comparableName(known.person.name) === comparableName(name)) return [];
  const detail = '姓名与该身份证号已登记的不一致，请核对姓名和身份证号；确有更名的，请联系经办机构。';
  return [{ pointer: '/name', code: 'IDENTITY_MISMATCH', detail }];
}

const takenCode = (code: string, pointer: string): Fault => ({
  pointer,
  code: 'DUPLICATE_ID',
  detail: `代码 ${code} 重复或者已属他人，请核对。`,
});

/** The facts stay with the code: whoever it is given to anew would be taken for the one they are about. */
const erasedCode = (code: string, pointer: string): Fault => ({
  pointer,
  code: 'ERASED_CODE',
  detail: `代码 ${code} 属于已删除个人信息的档案，不能再次录入；本人重新执业的，请按国家重新赋予的代码录入，并由市级经办机构核对。`,
});
