import { Injectable } from '@nestjs/common';
import {
  counterfactualsTo,
  EvaluationForm,
  type CounterfactualsAnswer,
} from '../discretion/discretion.module.js';
import type { Account } from '../identity/identity.module.js';
import { checkForm } from '../platform/http/check-form.js';
import { RuleViolation } from '../platform/http/problem.js';
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
   * Every single change of fact that changes what the facts of an evaluation come to, before and after both under the
   * present rulebook, whose hash is in the receipt: it may differ from the evaluation's.
   * @throws Problem NOT_FOUND; RuleViolation above 20 violations.
   */
  async of(id: string, sequence: number, account: Account): Promise<CounterfactualsAnswer> {
    const stored = await this.reader.evaluation(id, sequence, account);
    const rulebook = await this.rulebooks.current();
    const request = JSON.parse(stored.request) as unknown;
    const form = checkForm(EvaluationForm, request);
    if (!form.ok) throw new Error(`stored request of ${id}/${sequence} is no longer sound`);
    const answer = counterfactualsTo(form.value, request, rulebook);
    if (!answer.ok) throw new RuleViolation(answer.faults);
    return answer.value;
  }
}
