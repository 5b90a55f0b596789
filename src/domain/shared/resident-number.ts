import { parseDate } from './calendar-date.js';

const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const CHECK_CHARACTERS = '10X98765432';
const SHOWN_FIRST = 3;
const SHOWN_LAST = 2;

/** Characters of a resident identity number of GB 11643. */
export const RESIDENT_NUMBER_LENGTH = 18;

/** The check character of the first 17 digits: their weighted sum modulo 11 (ISO 7064 MOD 11-2). */
export function checkCharacter(digits: string): string {
  const sum = WEIGHTS.reduce((total, weight, place) => total + weight * Number(digits[place]), 0);
  return CHECK_CHARACTERS.charAt(sum % CHECK_CHARACTERS.length);
}

/** Whether eighteen characters, in capitals, have a real day of birth and the right check character. */
export function looksLikeResidentNumber(run: string): boolean {
  if (!/^\d{17}[\dX]$/u.test(run)) return false;
  const [year, month, day] = [run.slice(6, 10), run.slice(10, 12), run.slice(12, 14)];
  return parseDate(`${year}-${month}-${day}`) !== null && checkCharacter(run.slice(0, -1)) === run.at(-1);
}

/** Signs that people put between digits: spaces of every width, dashes, dots, strokes, and what cannot be seen. */
const BETWEEN_DIGITS = /[\s\p{Pd}\p{Cf}·.,、_/|]/gu;

/** Whether a resident identity number stands anywhere in a text, however its digits are written or set apart. */
export function holdsResidentNumber(text: string): boolean {
  const plain = text.normalize('NFKC').replaceAll(BETWEEN_DIGITS, '').toUpperCase();
  for (const { 0: run, index } of plain.matchAll(/\d{17,}X?/gu)) {
    for (let start = 0; start + RESIDENT_NUMBER_LENGTH <= run.length; start += 1)
      if (looksLikeResidentNumber(plain.slice(index + start, index + start + RESIDENT_NUMBER_LENGTH)))
        return true;
  }
  return false;
}

/** The number as it may be shown: its first three and last two characters. */
export function maskedIdentityNumber(number: string): string {
  const hidden = '*'.repeat(number.length - SHOWN_FIRST - SHOWN_LAST);
  return number.slice(0, SHOWN_FIRST) + hidden + number.slice(-SHOWN_LAST);
}

/** A text with every identity number inside it masked, as in certificate codes that are built around one. */
export function withoutIdentityNumbers(text: string): string {
  let masked = text;
  for (let start = 0; start + RESIDENT_NUMBER_LENGTH <= masked.length; start += 1) {
    const run = masked.slice(start, start + RESIDENT_NUMBER_LENGTH).toUpperCase();
    if (!looksLikeResidentNumber(run)) continue;
    masked =
      masked.slice(0, start) + maskedIdentityNumber(run) + masked.slice(start + RESIDENT_NUMBER_LENGTH);
  }
  return masked;
}
