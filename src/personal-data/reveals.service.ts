import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { comparableCode } from '../domain/registry/codes.js';
import { registrationStands } from '../domain/registry/registration.js';
import { districtWithin, type Account } from '../identity/identity.module.js';
import { Clock } from '../platform/clock/clock.js';
import { Database } from '../platform/database/database.js';
import { Problem } from '../platform/http/problem.js';
import { Ids } from '../platform/ids/ids.js';
import { loadPerson, PersonIdentitiesService, RegistryService } from '../registry/registry.module.js';
import { recordOf } from './record-of.js';
import type { RevealAnswer, RevealForm } from './reveal.dto.js';
import { RevealEntity } from './reveal.entity.js';

/** From this many of one account on a day on, each line in the record carries a warning. Ours, not the law's. */
export const REVEALS_WARNED_FROM = 10;
/** More than this many on a day are refused to one account. Ours, not the law's. */
export const REVEALS_A_DAY = 30;

/** Shows identity numbers in full: to few, for a reason, on the record. */
@Injectable()
export class RevealsService {
  constructor(
    private readonly database: Database,
    private readonly registry: RegistryService,
    private readonly identities: PersonIdentitiesService,
    private readonly clock: Clock,
    private readonly ids: Ids,
  ) {}

  /**
   * The number of the person whom a code was given to; it is on the record before it is shown.
   * @throws Problem NOT_FOUND for a person who is not theirs to see; FORBIDDEN for one not registered in their district;
   *   CONFLICT for an erased one; TOO_MANY_REQUESTS above {@link REVEALS_A_DAY}, which is on the record too.
   */
  async reveal(code: string, form: RevealForm, account: Account): Promise<RevealAnswer> {
    const answer = await this.database.write(async (tx, at) => {
      const { personId, code: personCode } = await loadPerson(tx, comparableCode(code), account);
      await this.requireDistrict(tx, personId, account);
      const identityNumber = await this.identities.numberOf(tx, personId);
      if (identityNumber === null)
        throw new Problem('CONFLICT', '该人员的个人信息已删除，没有身份证号可查看。');
      const today = 1 + (await this.countOf(tx, account.username));
      if (today > REVEALS_A_DAY) return { result: null, record: refusedLine(account, personCode, today) };
      await this.keep(tx, at, { personId, personCode, form, account });
      const result = { personCode, identityNumber, revealedAt: at, today, limit: REVEALS_A_DAY };
      return { result, record: revealedLine(account, personCode, form, today) };
    });
    if (answer === null)
      throw new Problem('TOO_MANY_REQUESTS', `本账号今日查看身份证号已达 ${REVEALS_A_DAY} 次的上限。`);
    return answer;
  }

  /** A district works for those registered with it today; for somebody registered nowhere, where they were last. */
  private async requireDistrict(tx: EntityManager, personId: string, account: Account): Promise<void> {
    const district = districtWithin('identity.reveal', account);
    if (district === null) return;
    const all = await this.registry.registrationsOf(tx, personId);
    const today = this.clock.today();
    const standing = all.filter((each) => registrationStands(each, today));
    const last = all.filter((each) => each.cancelledOn !== each.from).slice(-1);
    for (const { institutionCode } of standing.length > 0 ? standing : last) {
      if ((await this.registry.institution(tx, institutionCode))?.district === district) return;
    }
    throw new Problem('FORBIDDEN', '该人员不在本区登记备案，身份证号由登记地所在区或者市级单位查看。');
  }

  private countOf(tx: EntityManager, actor: string): Promise<number> {
    return tx.countBy(RevealEntity, { actor, day: this.clock.today() });
  }

  private async keep(
    tx: EntityManager,
    at: string,
    { personId, personCode, form, account }: Kept,
  ): Promise<void> {
    await tx.insert(RevealEntity, {
      id: this.ids.next(),
      personId,
      personCode,
      reason: form.reason,
      reference: form.reference ?? null,
      day: this.clock.today(),
      recordedAt: at,
      actor: account.username,
    });
  }
}

interface Kept {
  readonly personId: string;
  readonly personCode: string;
  readonly form: RevealForm;
  readonly account: Account;
}

const revealedLine = (account: Account, code: string, { reason, reference }: RevealForm, today: number) =>
  recordOf(account, 'IDENTITY_REVEALED', `person/${code}`, {
    reason,
    reference: reference ?? null,
    today,
    ...(today >= REVEALS_WARNED_FROM && { warning: 'MANY_REVEALS' }),
  });

const refusedLine = (account: Account, code: string, today: number) =>
  recordOf(account, 'IDENTITY_REVEAL_REFUSED', `person/${code}`, {
    today,
    limit: REVEALS_A_DAY,
    warning: 'TOO_MANY_REVEALS',
  });
