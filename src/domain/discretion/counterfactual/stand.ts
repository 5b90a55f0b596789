import { formatMoney } from '../../shared/money.js';
import type { FineScale } from '../assessment.js';
import { DIRECTION_WORDS, rangeInWords } from '../wording.js';
import type { DirectionSummary, ViolationSummary } from './counterfactual.js';

export const scaleOf = ({ fineBasis }: ViolationSummary): FineScale =>
  fineBasis === 'FIXED' ? 'FIXED' : 'MULTIPLE';

/** `从重 (3.5, 5] 倍（323050.00–461500.00 元）`; a range in yuan is its own fine. */
function directionInWords(open: DirectionSummary, scale: FineScale): string {
  const range = `${DIRECTION_WORDS[open.direction]} ${rangeInWords(open, scale)}`;
  if (scale === 'FIXED' || open.fineMin === null || open.fineMax === null) return range;
  return `${range}（${formatMoney(open.fineMin)}–${formatMoney(open.fineMax)} 元）`;
}

function finesInWords(summary: ViolationSummary): string {
  const words = summary.directions.map((open) => directionInWords(open, scaleOf(summary)));
  const last = words.pop();
  if (last === undefined) return '没有可选的幅度';
  return words.length === 0 ? last : `${words.join('、')}或者${last}`;
}

const VERDICTS = {
  PENALISE: '应予处罚',
  WAIVER_PERMITTED: '可以不予处罚',
  NO_FINE: '不罚款',
  NO_PENALTY: '依法不予处罚',
} as const;

const mayBeFined = ({ fineBasis }: ViolationSummary): boolean => fineBasis !== 'NONE';

/** Whether outcome and the fines open to the officer are the same. */
export const sameStand = (before: ViolationSummary, after: ViolationSummary): boolean =>
  before.outcome === after.outcome && finesInWords(before) === finesInWords(after);

function finesCompared(before: ViolationSummary, after: ViolationSummary): string {
  const [were, are] = [finesInWords(before), finesInWords(after)];
  return were === are ? '幅度不变' : `由${were}变为${are}`;
}

/** Both may be fined. */
function betweenFines(before: ViolationSummary, after: ViolationSummary): string {
  const fines = finesCompared(before, after);
  if (before.outcome !== after.outcome) {
    return `由${VERDICTS[before.outcome]}变为${VERDICTS[after.outcome]}，予以处罚的${fines}`;
  }
  return after.outcome === 'WAIVER_PERMITTED' ? `仍可以不予处罚，予以处罚的${fines}` : fines;
}

/** What becomes of outcome and fines: `由从重 (3.5, 5] 倍（…）变为依法不予处罚`. */
export function standInWords(before: ViolationSummary, after: ViolationSummary): string {
  if (sameStand(before, after)) {
    return mayBeFined(after) ? '罚款幅度不变' : `仍${VERDICTS[after.outcome]}`;
  }
  if (mayBeFined(before) && mayBeFined(after)) return betweenFines(before, after);
  const was = before.outcome === 'PENALISE' ? finesInWords(before) : VERDICTS[before.outcome];
  if (after.outcome === 'PENALISE') return `由${was}变为${finesInWords(after)}`;
  const fines = after.outcome === 'WAIVER_PERMITTED' ? `，予以处罚的为${finesInWords(after)}` : '';
  return `由${was}变为${VERDICTS[after.outcome]}${fines}`;
}
