import { CLAIM_VERDICTS, claimVerdict, type ClaimVerdict } from '../domain/qualification/claim-verdict.js';
import { addMoney, formatMoney, NO_MONEY, type Fen } from '../domain/shared/money.js';
import type { ClaimDayEntity, ClaimLineEntity } from './claim-line.entity.js';
import type { ClaimLine } from './claim-reading.js';
import { serviceKey, type Judged } from './claim-judging.service.js';

/** Lines and sum of a verdict. */
export interface VerdictTotal {
  readonly verdict: ClaimVerdict;
  readonly lines: number;
  /** Yuan with two places. */
  readonly amount: string;
}

/** What a batch comes to: lines to be kept one by one, payable ones by person and day, totals of all. */
export interface JudgedClaims {
  readonly lines: readonly ClaimLineEntity[];
  readonly days: readonly ClaimDayEntity[];
  readonly totals: readonly VerdictTotal[];
}

interface Sum {
  readonly first: ClaimLine;
  lines: number;
  amount: Fen;
  paid: Fen;
}

function add(sums: Map<string, Sum>, key: string, line: ClaimLine): void {
  const sum = sums.get(key) ?? { first: line, lines: 0, amount: NO_MONEY, paid: NO_MONEY };
  sum.lines += 1;
  sum.amount = addMoney(sum.amount, line.amount);
  if (line.paid) sum.paid = addMoney(sum.paid, line.amount);
  sums.set(key, sum);
}

interface Batch {
  readonly batchId: string;
  readonly institution: string;
  readonly nextId: () => string;
}

/** The verdict on every line. @param judged by service, of every service among the lines. */
export function judgedClaims(
  lines: readonly ClaimLine[],
  judged: ReadonlyMap<string, Judged>,
  batch: Batch,
): JudgedClaims {
  const kept: ClaimLineEntity[] = [];
  const days = new Map<string, Sum>();
  const totals = new Map<string, Sum>();
  for (const line of lines) {
    const key = serviceKey(line);
    const answer = answerFor(judged, key);
    const verdict = claimVerdict(answer.outcome, line.paid);
    add(totals, verdict, line);
    if (verdict === 'PAYABLE') add(days, key, line);
    else kept.push(keptLine(line, verdict, answer, batch));
  }
  return {
    lines: kept,
    days: [...days].map(([key, sum]) => keptDay(sum, answerFor(judged, key), batch)),
    totals: CLAIM_VERDICTS.map((verdict) => {
      const { lines: count = 0, amount = NO_MONEY } = totals.get(verdict) ?? {};
      return { verdict, lines: count, amount: formatMoney(amount) };
    }),
  };
}

function answerFor(judged: ReadonlyMap<string, Judged>, key: string): Judged {
  const answer = judged.get(key);
  if (answer === undefined) throw new Error(`no answer for ${key}`);
  return answer;
}

const keptLine = (
  { row, lineNo, personCode, serviceDay, amount, paid, emergency, department }: ClaimLine,
  verdict: ClaimVerdict,
  { outcome, receipt, answeredAt }: Judged,
  { batchId, institution, nextId }: Batch,
): ClaimLineEntity => ({
  id: nextId(),
  batchId,
  row,
  lineNo,
  institution,
  personCode,
  serviceDay,
  fen: amount.toString(),
  paid,
  emergency,
  department,
  verdict,
  reasons: JSON.stringify(outcome.reasons.map(({ code, citation }) => ({ code, citation }))),
  receipt,
  answeredAt,
});

const keptDay = (
  { first: { personCode, serviceDay, emergency }, lines, amount, paid }: Sum,
  { receipt, answeredAt }: Judged,
  { batchId, institution, nextId }: Batch,
): ClaimDayEntity => ({
  id: nextId(),
  batchId,
  institution,
  personCode,
  serviceDay,
  emergency,
  lines,
  fen: amount.toString(),
  paidFen: paid.toString(),
  receipt,
  answeredAt,
});
