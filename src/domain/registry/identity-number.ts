import { parseDate, type CalendarDate } from '../shared/calendar-date.js';
import { checkCharacter, maskedIdentityNumber, withoutIdentityNumbers } from '../shared/resident-number.js';
import { refused, success, type Result } from '../shared/result.js';

export { checkCharacter, maskedIdentityNumber, withoutIdentityNumbers };

/** A resident identity number of GB 11643: 17 digits and a check character, in capitals. */
export type IdentityNumber = string & { readonly __unit: 'identity-number' };

const OLD_LENGTH = 15;
const BIRTH = { from: 6, to: 14 };

function birthOf(number: string): CalendarDate | null {
  const digits = number.slice(BIRTH.from, BIRTH.to);
  return parseDate(`${digits.slice(0, 4)}-${digits.slice(4, 6)}-${digits.slice(6)}`);
}

/** Why a text is no identity number; `null` when it is one. Never repeats the number. */
function reasonAgainst(number: string, today: CalendarDate): string | null {
  if (/^\d+$/u.test(number) && number.length === OLD_LENGTH)
    return '这是已停用的 15 位旧号码，请填写现行居民身份证上的 18 位号码。';
  if (!/^[1-9]\d{16}[\dX]$/u.test(number))
    return '身份证号须为 18 位：前 17 位为数字，末位为数字或 X，请核对。';
  const birth = birthOf(number);
  if (birth === null) return '身份证号第 7 至 14 位不是真实存在的出生日期，请核对。';
  if (birth > today) return '身份证号中的出生日期晚于今日，请核对。';
  return checkCharacter(number) === number.at(-1) ? null : '身份证号末位校验码不符，请逐位核对。';
}

/**
 * Reads a resident identity number; a small or full-width `x` is taken for `X`.
 * @param pointer where it stands in the request.
 * @returns the number, or one fault `IDENTITY_NUMBER_INVALID` telling what is wrong with it.
 */
export function identityNumberOf(text: string, today: CalendarDate, pointer: string): Result<IdentityNumber> {
  const number = text.normalize('NFKC').trim().toUpperCase();
  const detail = reasonAgainst(number, today);
  if (detail === null) return success(number as IdentityNumber);
  return refused([{ pointer, code: 'IDENTITY_NUMBER_INVALID', detail }]);
}

/** A name as names are compared: however it was typed. */
export const comparableName = (name: string): string =>
  name
    .normalize('NFKC')
    .replaceAll(/[\s·•・‧∙⋅.]/gu, '')
    .toUpperCase();
