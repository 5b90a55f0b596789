import { parseDate } from '../../domain/shared/calendar-date.js';
import {
  holdsResidentNumber,
  maskedIdentityNumber,
  withoutIdentityNumbers,
} from '../../domain/shared/resident-number.js';

const NUMBER_SHAPED = /(?<!\d)\d{17}[\dXx](?!\d)/gu;
const HIDDEN = '***';
/** Fewer characters would show most of what they hide. */
const MASKED_FROM = 15;

const hasBirthday = (run: string): boolean =>
  parseDate(`${run.slice(6, 10)}-${run.slice(10, 12)}-${run.slice(12, 14)}`) !== null;

/** What was typed into a cell, with everything masked that is a resident identity number or was to be one. */
export function maskedCell(text: string): string {
  const masked = withoutIdentityNumbers(text).replaceAll(NUMBER_SHAPED, (run) =>
    hasBirthday(run) ? maskedIdentityNumber(run) : run,
  );
  return holdsResidentNumber(masked) ? HIDDEN : masked;
}

/** The same for a cell that is meant for an identity number: masked whatever stands in it. */
export function maskedNumberCell(text: string): string {
  if (text === '') return '';
  return text.length < MASKED_FROM ? HIDDEN : maskedIdentityNumber(text);
}
