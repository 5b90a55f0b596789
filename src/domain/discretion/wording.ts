import { formatDecimal, type Decimal } from '../shared/decimal.js';
import { formatMoney, moneyOfYuan } from '../shared/money.js';
import type { FineScale, Range, Span } from './assessment.js';
import type { Direction } from './facts.js';

export const DIRECTION_WORDS: Readonly<Record<Direction, string>> = {
  ORDINARY: '一般',
  LIGHTER: '从轻',
  MITIGATED: '减轻',
  HEAVIER: '从重',
  WEIGHED: '综合权衡',
};

/** `1.5 倍`, `30000.00 元`. */
export const figureInWords = (value: Decimal, scale: FineScale): string =>
  scale === 'FIXED' ? `${formatMoney(moneyOfYuan(value))} 元` : `${formatDecimal(value)} 倍`;

const bare = (value: Decimal, scale: FineScale): string =>
  scale === 'FIXED' ? formatMoney(moneyOfYuan(value)) : formatDecimal(value);

const unit = (scale: FineScale): string => (scale === 'FIXED' ? '元' : '倍');

/** `[1, 1.5) 倍`: square brackets include the bound, round ones do not. */
export const rangeInWords = (range: Range, scale: FineScale): string =>
  `${range.minInclusive ? '[' : '('}${bare(range.min, scale)}, ${bare(range.max, scale)}${
    range.maxInclusive ? ']' : ')'
  } ${unit(scale)}`;

/** `[1, 2] 倍`: a closed range. */
export const spanInWords = ({ min, max }: Span, scale: FineScale): string =>
  `[${bare(min, scale)}, ${bare(max, scale)}] ${unit(scale)}`;
