import type { Fault } from '../domain/shared/result.js';

/** Characters of the shortest password. */
export const PASSWORD_LENGTH = 12;
/** Passwords of an account that it may not take again, the present one among them. */
export const PASSWORDS_REMEMBERED = 5;

/** Without what is neither letter nor digit, in small letters. */
const COMMON = new Set([
  '123456123456',
  '123456789012',
  '1234567890ab',
  '1234567890qwe',
  '1q2w3e4r5t6y',
  '1qaz2wsx3edc',
  'abc123456789',
  'abcd12345678',
  'abcdefghijkl',
  'admin1234567',
  'administrator',
  'changeme1234',
  'demo2025bureau',
  'iloveyou1234',
  'letmein12345',
  'password1234',
  'password12345',
  'password123456',
  'passwordpassword',
  'qazwsxedcrfv',
  'qwerty123456',
  'qwertyuiop12',
  'qwertyuiop123',
  'welcome12345',
  'woaini1314520',
  'yibaoju123456',
]);

const plain = (text: string): string => text.normalize('NFKC').toLowerCase();
const bare = (text: string): string => plain(text).replaceAll(/[^\p{L}\p{N}]/gu, '');

/**
 * What is wrong with a new password, but for its being one of the last: all of it.
 * @param pointer of the password in the request.
 */
export function passwordFaults(password: string, username: string, pointer: string): Fault[] {
  const faults: Fault[] = [];
  const add = (code: string, detail: string): number => faults.push({ pointer, code, detail });
  if (Array.from(password).length < PASSWORD_LENGTH)
    add('PASSWORD_TOO_SHORT', `密码须至少 ${PASSWORD_LENGTH} 个字符。`);
  if (plain(password).includes(plain(username))) add('PASSWORD_CONTAINS_USERNAME', '密码不得包含用户名。');
  if (COMMON.has(bare(password)) || new Set(plain(password)).size < 4)
    add('PASSWORD_COMMON', '此密码过于常见或者过于简单，请另选。');
  return faults;
}

/** One of the last. */
export const reusedFault = (pointer: string): Fault => ({
  pointer,
  code: 'PASSWORD_REUSED',
  detail: `不得使用最近 ${PASSWORDS_REMEMBERED} 个密码之一。`,
});
