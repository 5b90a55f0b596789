import { Injectable } from '@nestjs/common';
import { comparableCode } from '../domain/registry/codes.js';
import type { Account } from '../identity/identity.module.js';
import { Database } from '../platform/database/database.js';
import { RecordEntryEntity } from '../platform/database/record-entry.entity.js';
import { InvalidRequest } from '../platform/http/problem.js';
import { RegistryService } from '../registry/registry.module.js';
import type { Position } from './check-facts.js';
import { outcomeAnswer } from './check-answer.dto.js';
import { CheckService } from './check.service.js';
import { districtOf, sightOf, type Sight } from './question.js';
import { Receipts, type AskedQuestion, type ReceiptContent } from './receipt.js';
import type { VerificationAnswer, VerificationFault } from './receipts.dto.js';

const refused = (reason: VerificationFault): VerificationAnswer => ({
  valid: false,
  reason,
  answeredAt: null,
  position: null,
  question: null,
  answer: null,
  sameToday: null,
});

/** Holds receipts against the record: what was answered then is judged anew from what was recorded by then. */
@Injectable()
export class ReceiptsService {
  constructor(
    private readonly database: Database,
    private readonly receipts: Receipts,
    private readonly checks: CheckService,
    private readonly registry: RegistryService,
  ) {}

  /** @throws InvalidRequest for a text that never was a receipt. */
  async verify(receipt: string, account: Account): Promise<VerificationAnswer> {
    const opened = this.receipts.open(receipt);
    if (opened === null) {
      const detail = '这不是查询回执，请填写答复中 receipt 的全文';
      throw new InvalidRequest([{ pointer: '/receipt', code: 'INVALID_VALUE', detail }]);
    }
    if (typeof opened === 'string') return refused(opened);
    if (!(await this.isOfRecord(opened.position))) return refused('POSITION_UNKNOWN');
    return this.recomputed(opened, account);
  }

  private async recomputed(content: ReceiptContent, account: Account): Promise<VerificationAnswer> {
    const { question, position, answeredAt } = content;
    const { sight, knownAt, personCode, institution, on, emergency } = question;
    const then = await this.checks.outcomeAt(question, sight, position, knownAt);
    const valid = this.receipts.isOf(content, then);
    const told = valid && (await this.mayLearn(question, account));
    const today = told ? await this.checks.outcomeNow(question, sight) : null;
    return {
      valid,
      reason: valid ? null : 'ANSWER_DIFFERS',
      answeredAt,
      position: position.sequence,
      question: { personCode, institution, on, emergency, knownAt },
      answer: told ? outcomeAnswer(question, then) : null,
      sameToday: today && this.receipts.isOf(content, today),
    };
  }

  /** Whether the record has that entry: that of another database, or one put back to an earlier day, does not. */
  private async isOfRecord({ sequence, at }: Position): Promise<boolean> {
    if (sequence === 0) return true;
    return this.database.read.existsBy(RecordEntryEntity, { sequence, at });
  }

  /** Whoever it was given to; and the offices, those of a district about its institutions. */
  private async mayLearn({ sight, institution }: AskedQuestion, account: Account): Promise<boolean> {
    const own: Sight = sightOf(account);
    if (own.of !== 'ALL') return sight.of === own.of && sight.code === own.code;
    const district = districtOf(account);
    if (district === null) return true;
    const site = await this.registry.institution(this.database.read, comparableCode(institution));
    return site?.district === district;
  }
}
