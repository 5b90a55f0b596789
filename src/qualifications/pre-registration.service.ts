import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { forecastOf } from '../domain/qualification/forecast.js';
import { identityNumberOf } from '../domain/registry/identity-number.js';
import { comparableCode } from '../domain/registry/codes.js';
import type { Fault } from '../domain/shared/result.js';
import type { Account } from '../identity/identity.module.js';
import { LedgerService } from '../ledger/ledger.module.js';
import { Clock } from '../platform/clock/clock.js';
import { Database } from '../platform/database/database.js';
import { RuleViolation } from '../platform/http/problem.js';
import { Ids } from '../platform/ids/ids.js';
import { RegistryService } from '../registry/registry.module.js';
import { RulebookService } from '../rulebook/rulebook.module.js';
import type { PreRegistrationAnswer, PreRegistrationForm } from './pre-registration.dto.js';

const CITATION = 'PQ2025:27';

/** Who is asked about: by a code, or by a sound identity number. */
type Wanted = { readonly personCode: string } | { readonly identityNumber: string };

type Answer = Pick<PreRegistrationAnswer, 'mayRegister' | 'restrictedUntil' | 'detail'>;

const MAY: Answer = {
  mayRegister: true,
  restrictedUntil: null,
  detail: '没有暂停或终止的记录妨碍登记备案；其他条件在登记备案时审核。',
};

const mayNotUntil = (lastDay: string | null): Answer => ({
  mayRegister: false,
  restrictedUntil: lastDay,
  detail: `医保支付资格受限，${lastDay === null ? '期满日未定' : `至 ${lastDay} 期满`}，获准恢复之前不得登记备案。`,
});

/** Tells an institution whether it may register somebody it is about to employ, and no more; with their consent. */
@Injectable()
export class PreRegistrationService {
  constructor(
    private readonly database: Database,
    private readonly registry: RegistryService,
    private readonly ledger: LedgerService,
    private readonly rulebooks: RulebookService,
    private readonly clock: Clock,
    private readonly ids: Ids,
  ) {}

  /**
   * Answers today, and keeps in the record who was asked about by whose consent. Somebody unknown may be registered like
   * anybody without a measure, so that the answer does not tell them apart.
   * @throws RuleViolation for an identity number that is none, or a consent of a day to come.
   */
  async check(form: PreRegistrationForm, account: Account): Promise<PreRegistrationAnswer> {
    const wanted = this.wantedOf(form);
    const { documentNo, on: consentedOn, scope } = form.consent;
    const id = this.ids.next();
    const on = this.clock.today();
    return this.database.write(async (tx) => {
      const { personId, answer } = await this.answer(tx, wanted);
      const { mayRegister, restrictedUntil } = answer;
      return {
        result: { id, on, ...answer, citation: CITATION },
        record: {
          actor: account.username,
          office: account.office,
          action: 'PRE_REGISTRATION_CHECKED',
          subject: `pre-registration-check/${id}`,
          before: null,
          after: {
            ...('personCode' in wanted ? { personCode: wanted.personCode } : { byIdentityNumber: true }),
            personId,
            consent: { documentNo, on: consentedOn, scope },
            mayRegister,
            restrictedUntil,
          },
          receipt: null,
        },
      };
    });
  }

  private wantedOf({ personCode, identityNumber, consent }: PreRegistrationForm): Wanted {
    const today = this.clock.today();
    const faults: Fault[] = [];
    if (consent.on > today) {
      const detail = `同意书的签署日 ${consent.on} 晚于今日 ${today}，请在本人签署之后查询。`;
      faults.push({ pointer: '/consent/on', code: 'DATE_ORDER', detail });
    }
    if (identityNumber === undefined) {
      if (faults.length > 0) throw new RuleViolation(faults);
      return { personCode: comparableCode(personCode ?? '') };
    }
    const read = identityNumberOf(identityNumber, today, '/identityNumber');
    if (!read.ok) faults.push(...read.faults);
    if (!read.ok || faults.length > 0) throw new RuleViolation(faults);
    return { identityNumber: read.value };
  }

  private async answer(
    tx: EntityManager,
    wanted: Wanted,
  ): Promise<{ readonly personId: string | null; readonly answer: Answer }> {
    const person =
      'personCode' in wanted
        ? await this.registry.personByCode(tx, wanted.personCode)
        : await this.registry.personByIdentityNumber(tx, wanted.identityNumber);
    if (person === null) return { personId: null, answer: MAY };
    const standing = await this.ledger.standingOf(tx, person.id);
    const ahead = forecastOf(standing, this.clock.today(), await this.rulebooks.asSeenBy(tx));
    const answer = ahead.kind === 'RESTRICTED' ? mayNotUntil(ahead.lastDay) : MAY;
    return { personId: person.personId, answer };
  }
}
