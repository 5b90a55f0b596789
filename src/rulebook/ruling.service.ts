import { Injectable } from '@nestjs/common';
import { admitsValue } from '../domain/rulebook/policy.js';
import type { Rulebook } from '../domain/rulebook/rulebook.js';
import { date } from '../domain/shared/calendar-date.js';
import type { Fault } from '../domain/shared/result.js';
import type { Account } from '../identity/identity.module.js';
import { Database } from '../platform/database/database.js';
import { RuleViolation } from '../platform/http/problem.js';
import type { RulingForm } from './rulebook.dto.js';
import type { RulebookImport } from './rulebook-import.js';
import { RulebookService } from './rulebook.service.js';

function faultsOf(form: RulingForm, rulebook: Rulebook): Fault[] {
  const faults: Fault[] = [];
  const policy = rulebook.policies.find(({ name }) => name === form.policy);
  if (policy === undefined) {
    const names = rulebook.policies.map(({ name }) => name).join('、');
    faults.push({
      pointer: '/policy',
      code: 'UNKNOWN_REFERENCE',
      detail: `没有这项政策；可用的有：${names}。`,
    });
  } else if (!admitsValue(policy, form.value)) {
    const detail = `${policy.name} 可取 ${policy.values.join('、')}。`;
    faults.push({ pointer: '/value', code: 'VALUE_NOT_ADMITTED', detail, citation: policy.citation });
  }
  if (form.validTo !== undefined && form.validTo < form.validFrom) {
    faults.push({ pointer: '/validTo', code: 'DATE_ORDER', detail: '失效日早于生效日，请核对。' });
  }
  return faults;
}

const importOf = (form: RulingForm): Omit<RulebookImport, 'hash'> => ({
  kind: 'POLICY',
  id: form.policy,
  documentNo: form.documentNo,
  validFrom: date(form.validFrom),
  ...(form.validTo === undefined ? {} : { validTo: date(form.validTo) }),
  content: { policy: form.policy, value: form.value },
});

/** Takes in official rulings on open readings: a value from a day on, with its document number. */
@Injectable()
export class RulingService {
  constructor(
    private readonly database: Database,
    private readonly rulebooks: RulebookService,
  ) {}

  /**
   * Imports a ruling.
   * @returns the rulebook that now holds it.
   * @throws RuleViolation naming every fault.
   */
  async take(form: RulingForm, account: Account): Promise<Rulebook> {
    return this.database.write(async (tx, at) => {
      const before = await this.rulebooks.asSeenBy(tx);
      const faults = faultsOf(form, before);
      if (faults.length > 0) throw new RuleViolation(faults);
      await this.rulebooks.append(tx, importOf(form), at);
      const after = await this.rulebooks.asSeenBy(tx);
      return {
        result: after,
        record: {
          actor: account.username,
          office: account.office,
          action: 'POLICY_RULING_IMPORTED',
          subject: `policy/${form.policy}`,
          before: { rulebookHash: before.hash },
          after: {
            value: form.value,
            documentNo: form.documentNo,
            validFrom: form.validFrom,
            validTo: form.validTo ?? null,
            rulebookHash: after.hash,
          },
          receipt: null,
        },
      };
    });
  }
}
