import { createHmac, createSecretKey, timingSafeEqual, type KeyObject } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { z } from 'zod';
import { parseDate, type CalendarDate } from '../domain/shared/calendar-date.js';
import { ENVIRONMENT, type Environment } from '../platform/config/environment.js';
import type { Position } from './check-facts.js';
import type { Outcome } from './check-outcome.js';
import type { Question, Sight } from './question.js';

/** A question with everything that its answer hangs on. */
export interface AskedQuestion extends Question {
  /** Instant by which facts were to count, RFC 3339; null: all there were. */
  readonly knownAt: string | null;
  readonly sight: Sight;
}

/** What a receipt holds. */
export interface ReceiptContent {
  readonly question: AskedQuestion;
  /** When it was answered, RFC 3339. */
  readonly answeredAt: string;
  /** The place in the record that it was answered at. */
  readonly position: Position;
  /** Keyed hash of the answer: without the key nobody can guess the answer from it. */
  readonly answer: string;
}

export type ReceiptFault = 'INCOMPLETE' | 'NOT_OURS';

const VERSION = 1;
/** Of an HMAC-SHA256 in base64url. */
const HASH_LENGTH = 43;
/** A content in base64url, whole or cut, with its hash, whole or cut or missing. */
const FORM = /^[\w-]{64,8000}(?:\.[\w-]{0,64})?$/u;
export const RECEIPT_LENGTH = 8100;

const text = z.string();
const day = text.transform((value, context): CalendarDate => {
  const read = parseDate(value);
  if (read !== null) return read;
  context.addIssue('not a date');
  return z.NEVER;
});

const CONTENT = z.object({
  answer: text,
  answeredAt: text,
  position: z.object({ at: text, sequence: z.number() }),
  question: z.object({
    emergency: z.boolean(),
    institution: text,
    knownAt: text.nullable(),
    on: day,
    personCode: text,
    sight: z.union([
      z.object({ of: z.literal('ALL') }),
      z.object({ code: text, of: z.literal('INSTITUTION') }),
      z.object({ code: text, of: z.literal('PERSON') }),
    ]),
  }),
  v: z.literal(VERSION),
});

/** Members in alphabetical order, as canonical JSON has them. */
function canonicalText({ question, answeredAt, position, answer }: ReceiptContent): string {
  const { emergency, institution, knownAt, on, personCode, sight } = question;
  const whose = sight.of === 'ALL' ? { of: sight.of } : { code: sight.code, of: sight.of };
  return JSON.stringify({
    answer,
    answeredAt,
    position: { at: position.at, sequence: position.sequence },
    question: { emergency, institution, knownAt, on, personCode, sight: whose },
    v: VERSION,
  });
}

/** Makes and reads the receipts of answers: texts that carry all that is needed to answer again. */
@Injectable()
export class Receipts {
  private readonly key: KeyObject;

  constructor(@Inject(ENVIRONMENT) { receiptKey }: Environment) {
    this.key = createSecretKey(receiptKey, 'utf8');
  }

  /** The receipt of an answer given at a place in the record. */
  seal(content: Omit<ReceiptContent, 'answer'>, outcome: Outcome): string {
    const whole = { ...content, answer: this.answerHash(content.question, outcome) };
    const payload = Buffer.from(canonicalText(whole)).toString('base64url');
    return `${payload}.${this.hash('receipt', payload)}`;
  }

  /**
   * Reads a receipt.
   * @returns what it holds; why it is not one of ours; or null for a text that never was a receipt.
   */
  open(receipt: string): ReceiptContent | ReceiptFault | null {
    if (!FORM.test(receipt)) return null;
    const [payload = '', hash = ''] = receipt.split('.');
    if (hash.length !== HASH_LENGTH) return 'INCOMPLETE';
    if (!timingSafeEqual(Buffer.from(this.hash('receipt', payload)), Buffer.from(hash))) return 'NOT_OURS';
    return CONTENT.parse(JSON.parse(Buffer.from(payload, 'base64url').toString()));
  }

  /** Whether an outcome is the one that the receipt was given for. */
  isOf({ question, answer }: ReceiptContent, outcome: Outcome): boolean {
    return this.answerHash(question, outcome) === answer;
  }

  /** Over what was answered, not over the words it was answered in. */
  private answerHash({ personCode, institution, on, emergency }: Question, outcome: Outcome): string {
    const { status, payable, reasons, year, yearTotal } = outcome;
    const codes = reasons.map(({ code, citation }) => [code, citation]);
    const asked = [personCode, institution, on, emergency];
    return this.hash('answer', JSON.stringify([...asked, status, payable, codes, year, yearTotal]));
  }

  private hash(purpose: 'receipt' | 'answer', content: string): string {
    return createHmac('sha256', this.key).update(`${purpose}\n${content}`).digest('base64url');
  }
}
