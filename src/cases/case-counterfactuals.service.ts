import { Injectable } from '@nestjs/common';
import {
  counterfactualsTo,
  EvaluationForm,
  type CounterfactualsAnswer,
} from '../discretion/discretion.module.js';
import type { Account } from '../identity/identity.module.js';
import { checkForm } from '../platform/http/check-form.js';
import { Problem, RuleViolation } from '../platform/http/problem.js';
import { RulebookService } from '../rulebook/rulebook.module.js';
import { CaseReaderService } from './case-reader.service.js';

/** What a different fact would have changed in a stored evaluation. */
@Injectable()
export class CaseCounterfactualsService {
  constructor(
    private readonly reader: CaseReaderService,
    private readonly rulebooks: RulebookService,
  ) {}

  /**
   * Every single change of fact that changes what an evaluation answered.
   * @throws Problem CONFLICT when the rulebook has changed since, so that before and after would not compare;
   *   NOT_FOUND; RuleViolation above 20 violations.
   */
  async of(id: string, sequence: number, account: Account): Promise<CounterfactualsAnswer> {
    const stored = await this.reader.evaluation(id, sequence, account);
    const rulebook = await this.rulebooks.current();
    if (stored.rulebookHash !== rulebook.hash) {
      throw new Problem('CONFLICT', '评估之后规则库已有变化，请重新评估后再设想事实的改变。');
    }
    const request = JSON.parse(stored.request) as unknown;
    const form = checkForm(EvaluationForm, request);
    if (!form.ok) throw new Error(`stored request of ${id}/${sequence} is no longer sound`);
    const answer = counterfactualsTo(form.value, request, rulebook);
    if (!answer.ok) throw new RuleViolation(answer.faults);
    return answer.value;
  }
}
