import { describe, expect, it } from '@jest/globals';
import { date } from '../shared/calendar-date.js';
import {
  checkCharacter,
  comparableName,
  identityNumberOf,
  maskedIdentityNumber,
  withoutIdentityNumbers,
} from './identity-number.js';

const CHARACTERS = ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'X'];
const TODAY = date('2025-07-01');

const reason = (text: string): string => {
  const result = identityNumberOf(text, TODAY, '/identityNumber');
  if (result.ok) return 'sound';
  expect(result.faults).toEqual([
    { pointer: '/identityNumber', code: 'IDENTITY_NUMBER_INVALID', detail: expect.any(String) },
  ]);
  const detail = result.faults[0]?.detail ?? '';
  if (text.length > 2) expect(detail).not.toContain(text);
  return detail;
};

/** A number of 17 digits with its check character. */
const whole = (digits: string): string => digits + checkCharacter(digits);

describe('identityNumberOf (GB 11643)', () => {
  it('takes the specimen number of the standard', () => {
    expect(checkCharacter('11010519491231002')).toBe('X');
    expect(identityNumberOf('11010519491231002X', TODAY, '')).toEqual({
      ok: true,
      value: '11010519491231002X',
    });
  });

  it.each([
    ['11010519000101000', '1'],
    ['11010519000101001', 'X'],
    ['11010519000101002', '8'],
    ['11010519000101003', '6'],
    ['11010519000101004', '4'],
    ['11010519000101005', '2'],
    ['11010519000101006', '0'],
    ['11010519000101007', '9'],
    ['11010519000101008', '7'],
    ['11010519000101009', '5'],
    ['11010519000101018', '3'],
  ])('gives %s the check character %s, and refuses the other ten', (digits, check) => {
    expect(checkCharacter(digits)).toBe(check);
    const sound = CHARACTERS.filter((character) => reason(digits + character) === 'sound');
    expect(sound).toEqual([check]);
    const others = CHARACTERS.filter((character) => character !== check);
    for (const other of others) expect(reason(digits + other)).toBe('身份证号末位校验码不符，请逐位核对。');
  });

  it('finds every single wrong digit and every two neighbours changed over', () => {
    const number = whole('11010519491231002');
    for (let place = 0; place < number.length; place += 1) {
      for (const digit of '0123456789') {
        if (digit === number[place]) continue;
        expect(reason(number.slice(0, place) + digit + number.slice(place + 1))).not.toBe('sound');
      }
      const [a, b] = [number.charAt(place), number.charAt(place + 1)];
      if (b === '' || a === b) continue;
      expect(reason(number.slice(0, place) + b + a + number.slice(place + 2))).not.toBe('sound');
    }
  });

  it('takes a small or full-width x, and blanks around it, for the same number', () => {
    for (const text of [
      '11010519491231002x',
      '11010519491231002Ｘ',
      ' 11010519491231002X ',
      '１1010519491231002X',
    ])
      expect(identityNumberOf(text, TODAY, '')).toEqual({ ok: true, value: '11010519491231002X' });
  });

  it.each(['110105491231002', '110105000101001'])('refuses the old number %s, saying why', (old) => {
    expect(reason(old)).toBe('这是已停用的 15 位旧号码，请填写现行居民身份证上的 18 位号码。');
  });

  it.each([
    '1',
    '11010519491231002',
    '11010519491231002X0',
    '01010519491231002X',
    'X1010519491231002X',
    '1101051949123100XX',
    '11010519491231002A',
  ])('refuses %s, which is not 17 digits and a check character', (text) => {
    expect(reason(text)).toBe('身份证号须为 18 位：前 17 位为数字，末位为数字或 X，请核对。');
  });

  it.each(['19490230', '19491301', '19490001', '19000229', '20230229', '18991231'])(
    'refuses a birth on %s, which there was not or long ago',
    (birth) => {
      expect(reason(whole(`110105${birth}002`))).toBe(
        '身份证号第 7 至 14 位不是真实存在的出生日期，请核对。',
      );
    },
  );

  it.each(['20000229', '20240229', '19960229', '20250701'])('takes a birth on %s', (birth) => {
    expect(reason(whole(`110105${birth}002`))).toBe('sound');
  });

  it('refuses a birth after today', () => {
    expect(reason(whole('11010520250702002'))).toBe('身份证号中的出生日期晚于今日，请核对。');
  });
});

describe('maskedIdentityNumber', () => {
  it('shows the first three and the last two characters, and how many there are', () => {
    expect(maskedIdentityNumber('11010519491231002X')).toBe('110*************2X');
  });
});

describe('comparableName', () => {
  it('sees through blanks, dots and widths, not through characters', () => {
    expect(comparableName('阿依古丽 · 买买提')).toBe(comparableName('阿依古丽•买买提'));
    expect(comparableName(' Ann Li')).toBe(comparableName('ＡＮＮ　ＬＩ'));
    expect(comparableName('示范甲')).not.toBe(comparableName('示范乙'));
  });
});

describe('withoutIdentityNumbers', () => {
  it.each([
    ['20111110110105190001020023', '20111110110*************23', 'a certificate built around one'],
    ['执业证 110105190001020023 号', '执业证 110*************23 号', 'one among words'],
    ['执业证 110105190001020024 号', '执业证 110105190001020024 号', 'a wrong check digit'],
    ['京2025-001', '京2025-001', 'no number at all'],
  ])('makes of %s %s: %s', (text, expected) => {
    expect(withoutIdentityNumbers(text)).toBe(expected);
  });
});
