import type { MonthRange } from '../../rulebook/instrument.js';
import { formatMoney, NO_MONEY } from '../../shared/money.js';
import { spanInWords } from '../wording.js';
import { adding, joined, plain, type Clause } from './clause.js';
import type { ViolationSummary } from './counterfactual.js';
import { questionClauses } from './questions.js';
import { sameStand, scaleOf, standInWords } from './stand.js';

const basisClause = (before: ViolationSummary, after: ViolationSummary): Clause[] =>
  before.basis === after.basis ? [] : [plain(`改依 ${after.basis} 处理`)];

/** A grade that moves while the fines open to the officer stay. */
function gradeClause(before: ViolationSummary, after: ViolationSummary): Clause[] {
  if (before.gradeRange === null || after.gradeRange === null || !sameStand(before, after)) return [];
  const was = spanInWords(before.gradeRange, scaleOf(before));
  const is = spanInWords(after.gradeRange, scaleOf(after));
  return was === is ? [] : [plain(`阶次由 ${was}变为 ${is}`)];
}

const inMonths = ({ minMonths, maxMonths }: MonthRange): string => `${minMonths}–${maxMonths} 个月`;

function suspensionClause(what: string, before: MonthRange | null, after: MonthRange | null): Clause[] {
  if (after === null) return before === null ? [] : [plain(`不再${what}`)];
  const same = before !== null && inMonths(before) === inMonths(after);
  return same ? [] : [adding(`${what} ${inMonths(after)}`)];
}

function refundClause(before: ViolationSummary, after: ViolationSummary): Clause[] {
  if (after.refund === before.refund) return [];
  return [after.refund === null ? adding('责令退回基金损失') : plain('不再责令退回')];
}

/** P35: what is no penalty stays although there is none. */
function whatStays(before: ViolationSummary, after: ViolationSummary): Clause[] {
  if (after.outcome !== 'NO_PENALTY' || before.outcome === 'NO_PENALTY') return [];
  const { refund, settlementSuspension } = after;
  const stays = [
    ...(refund !== null && refund > NO_MONEY ? [`责令退回 ${formatMoney(refund)} 元`] : []),
    ...(settlementSuspension === null ? [] : [`暂停联网结算 ${inMonths(settlementSuspension)}`]),
  ];
  return stays.length === 0 ? [] : [plain(`但仍须${stays.join('、')}`)];
}

/**
 * What a change brings about for one violation, in Chinese, without the full stop.
 * @param fallenRow the chosen row that no longer fits; null where it stays.
 */
export function effectInWords(
  before: ViolationSummary,
  after: ViolationSummary,
  fallenRow: string | null,
): string {
  const same = sameStand(before, after);
  const clauses = [
    ...basisClause(before, after),
    plain(standInWords(before, after)),
    ...gradeClause(before, after),
    ...suspensionClause('责令暂停责任部门', before.departmentSuspension, after.departmentSuspension),
    ...suspensionClause('暂停联网结算', before.settlementSuspension, after.settlementSuspension),
    ...refundClause(before, after),
    ...whatStays(before, after),
    ...(fallenRow === null ? [] : [plain(`原选阶次 ${fallenRow} 不再适用`)]),
    ...questionClauses(before.needsOfficer, after.needsOfficer, same),
  ];
  return joined(clauses, same);
}
