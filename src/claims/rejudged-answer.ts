import type { ClaimSettlement } from '../domain/qualification/claim-verdict.js';
import { addMoney, formatMoney, NO_MONEY, type Fen } from '../domain/shared/money.js';
import { lineAnswer, yuan, type ClaimReasonAnswer } from './claims.dto.js';
import type { ClaimDayEntity, ClaimLineEntity } from './claim-line.entity.js';
import type { ClaimSettlementEntity } from './claim-settlement.entity.js';
import type {
  RejudgedAnswer,
  RejudgedDayAnswer,
  RejudgedLineAnswer,
  RejudgedPartAnswer,
  SettlementAnswer,
} from './rejudged.dto.js';
import type { Due, DueClaims } from './rejudged.service.js';

const reasonsNow = ({ now }: Pick<Due<unknown>, 'now'>): ClaimReasonAnswer[] =>
  now.reasons.map(({ code, citation }) => ({ code, citation }));

const lineDue = (each: Due<ClaimLineEntity>): RejudgedLineAnswer =>
  Object.assign(lineAnswer(each.claim), { due: each.due, reasonsNow: reasonsNow(each) });

const dayDue = (each: Due<ClaimDayEntity>): RejudgedDayAnswer => {
  const { id, batchId, personCode, serviceDay, emergency, lines, fen, paidFen } = each.claim;
  const sums = { amount: yuan(fen), paidThen: yuan(paidFen) };
  const service = { id, batchId, personCode, serviceDay, emergency, lines };
  return { ...service, ...sums, due: each.due, reasonsNow: reasonsNow(each) };
};

/** What obliges to it. */
const CITATIONS: Readonly<Record<ClaimSettlement, string>> = {
  PAYMENT: 'PQ2025:37',
  RECOVERY: 'PQ2025:40',
  RECOVERY_DROPPED: 'PQ2025:37',
};

function partOf(claims: DueClaims, asked: ClaimSettlement): RejudgedPartAnswer {
  const lines = claims.lines.filter(({ due }) => due === asked);
  const days = claims.days.filter(({ due }) => due === asked);
  const fen = [...lines, ...days].map(({ claim }) => BigInt(claim.fen) as Fen);
  return {
    citation: CITATIONS[asked],
    lineCount: days.reduce((sum, { claim }) => sum + claim.lines, lines.length),
    amount: formatMoney(fen.reduce(addMoney, NO_MONEY)),
    lines: lines.map(lineDue),
    days: days.map(dayDue),
  };
}

/** What is to be paid, recovered and dropped at an institution. @param at instant of the comparison. */
export const rejudgedAnswer = (institution: string, at: string, claims: DueClaims): RejudgedAnswer => ({
  institution,
  at,
  forPayment: partOf(claims, 'PAYMENT'),
  forRecovery: partOf(claims, 'RECOVERY'),
  recoveryDropped: partOf(claims, 'RECOVERY_DROPPED'),
});

export const settlementAnswer = ({
  item,
  itemId,
  settlementId,
  institution,
  settled,
  fen,
  reason,
  documentNo,
  recordedAt,
  actor,
}: ClaimSettlementEntity): SettlementAnswer => ({
  item,
  itemId,
  settlementId,
  institution,
  settled,
  amount: yuan(fen),
  reason,
  documentNo,
  recordedAt,
  by: actor,
});
