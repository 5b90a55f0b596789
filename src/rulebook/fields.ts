import { z } from 'zod';
import { isCitation } from '../domain/rulebook/citation.js';
import { parseDate } from '../domain/shared/calendar-date.js';
import { parseDecimal } from '../domain/shared/decimal.js';

/** Figures are written with at most this many places, so that a midpoint is exact. */
const MAX_PLACES = 4;

/** A text that says something. */
export const textField = z.string().min(1);

/** A field read from text by a parser that answers `null` for what it does not understand. */
const parsedField = <T>(parse: (text: string) => T | null, expected: string) =>
  z.string().transform((text, context): T => {
    const value = parse(text);
    if (value !== null) return value;
    context.addIssue({ code: 'custom', message: `实为 "${text}"，应为${expected}` });
    return z.NEVER;
  });

/** A calendar date. */
export const dateField = parsedField(parseDate, '真实存在的日期 YYYY-MM-DD');

/** An exact decimal, written as text. */
export const decimalField = parsedField(
  (text) => parseDecimal(text, MAX_PLACES),
  `不带符号、最多 ${MAX_PLACES} 位小数的数`,
);

/** A citation such as `DB2025:13(2)`. */
export const citationField = parsedField(
  (text) => (isCitation(text) ? text : null),
  '条款出处，如 DB2025:13(2)',
);
