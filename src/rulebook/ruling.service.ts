import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { admitsValue } from '../domain/rulebook/policy.js';
import type { Rulebook } from '../domain/rulebook/rulebook.js';
import { date } from '../domain/shared/calendar-date.js';
import type { Fault } from '../domain/shared/result.js';
import type { Account } from '../identity/identity.module.js';
import type { RecordEntry } from '../platform/database/record-entry.js';
import type { RulingForm } from './rulebook.dto.js';
import type { RulebookImport } from './rulebook-import.js';
import { RulebookService } from './rulebook.service.js';

/** Values that the rules do not apply yet: taken in, they would be passed over in silence. */
const NOT_APPLIED: Readonly<Record<string, readonly string[]>> = {
  appealStaysMeasure: ['YES'],
  reversalEffect: ['FROM_DECISION'],
};

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
  } else if (NOT_APPLIED[policy.name]?.includes(form.value) === true) {
    const detail = `${policy.name} 取 ${form.value} 的规则尚未实现，导入后不会生效，故不予导入；须先升级软件。`;
    faults.push({ pointer: '/value', code: 'VALUE_NOT_APPLIED', detail, citation: policy.citation });
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

/** Official rulings on open readings: a value from a day on, with its document number. */
@Injectable()
export class RulingService {
  constructor(private readonly rulebooks: RulebookService) {}

  /** Every fault that keeps a ruling from being taken in. */
  async faults(tx: EntityManager, form: RulingForm): Promise<readonly Fault[]> {
    return faultsOf(form, await this.rulebooks.asSeenBy(tx));
  }

  /** Appends a sound ruling inside a change. @returns its line for the record. */
  async append(tx: EntityManager, form: RulingForm, account: Account, at: string): Promise<RecordEntry> {
    const before = await this.rulebooks.asSeenBy(tx);
    await this.rulebooks.append(tx, importOf(form), at);
    const after = await this.rulebooks.asSeenBy(tx);
    return {
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
    };
  }
}
