import { formatMoney } from '../../shared/money.js';
import type { Fault } from '../../shared/result.js';
import type { Totals } from '../assessment.js';
import type { CaseSummary, ViolationSummary } from './counterfactual.js';
import { effectInWords } from './effect.js';
import type { Supposition } from './subject.js';

/** Whom a supposition is about: one violation of several, or the case. */
export interface Scope {
  /** Null: the whole case. */
  readonly violationId: string | null;
  readonly onlyViolation: boolean;
}

/** `如果当事人妨碍或者抗拒调查处理（DB2025:18(3)）：`. */
function premise({ clause, note, citation }: Supposition, { violationId, onlyViolation }: Scope): string {
  const about = onlyViolation || violationId === null ? '' : `就违法行为 ${violationId}，`;
  return `${about}如果${clause}（${note}${citation}）：`;
}

const fineInWords = ({ fineMin, fineMax }: Totals): string =>
  fineMin === null || fineMax === null ? '待定' : ` ${formatMoney(fineMin)}–${formatMoney(fineMax)} 元`;

function totalsInWords(before: CaseSummary, after: CaseSummary): string[] {
  if (before.totals === null || after.totals === null) return [];
  const [was, is] = [fineInWords(before.totals), fineInWords(after.totals)];
  return was === is ? [] : [`全案罚款合计由${was}变为${is}`];
}

function transferInWords(before: CaseSummary, after: CaseSummary): string[] {
  if (before.transferToJudicialOrgan === after.transferToJudicialOrgan) return [];
  return [after.transferToJudicialOrgan ? '应当移送司法机关，不得以罚代刑' : '不再须移送司法机关'];
}

/** The violations that a change bears on, those together of which the same is to be said. */
function effects(
  before: readonly ViolationSummary[],
  after: readonly ViolationSummary[],
  fallenRows: ReadonlyMap<string, string>,
): Map<string, string[]> {
  const together = new Map<string, string[]>();
  after.forEach((summary, index) => {
    const was = before[index];
    if (was === undefined) return;
    const words = effectInWords(was, summary, fallenRows.get(summary.id) ?? null);
    together.set(words, [...(together.get(words) ?? []), summary.id]);
  });
  return together;
}

/** The whole sentence of a change that makes a difference. */
export function effectSentence(
  supposition: Supposition,
  scope: Scope,
  before: CaseSummary,
  after: CaseSummary,
  fallenRows: ReadonlyMap<string, string>,
): string {
  const named = !scope.onlyViolation && scope.violationId === null;
  const perViolation = [...effects(before.violations, after.violations, fallenRows)].map(([words, ids]) =>
    named ? `违法行为 ${ids.join('、')} ${words}` : words,
  );
  const totals = scope.onlyViolation ? [] : totalsInWords(before, after);
  const said = [...transferInWords(before, after), ...perViolation, ...totals];
  return `${premise(supposition, scope)}${said.join('；')}。`;
}

/** The whole sentence of a change that the law refuses. */
export const refusalSentence = (supposition: Supposition, scope: Scope, faults: readonly Fault[]): string =>
  `${premise(supposition, scope)}不能成立。${faults.map(({ detail }) => detail).join('')}`;
