import { describe, expect, it } from '@jest/globals';
import { passwordFaults } from './password-rules.js';

const codes = (password: string, username = 'city-bureau'): string[] =>
  passwordFaults(password, username, '/newPassword').map(({ code }) => code);

describe('passwordFaults', () => {
  it('takes a long one of its own', () => {
    expect(codes('a tulip under snow')).toEqual([]);
    expect(codes('春眠不觉晓处处闻啼鸟夜来')).toEqual([]);
  });

  it('counts characters, not bytes', () => {
    expect(codes('abcdef12345')).toEqual(['PASSWORD_TOO_SHORT']);
    expect(codes('春眠不觉晓处处闻啼鸟夜')).toEqual(['PASSWORD_TOO_SHORT']);
  });

  it('refuses the user name in it, in whatever letters', () => {
    expect(codes('my CITY-Bureau 2025')).toEqual(['PASSWORD_CONTAINS_USERNAME']);
    expect(codes('ｃｉｔｙ-bureau 2025')).toEqual(['PASSWORD_CONTAINS_USERNAME']);
  });

  it('refuses common ones, however they are dressed up, and that of the demonstration', () => {
    expect(codes('Pass-Word-1234')).toEqual(['PASSWORD_COMMON']);
    expect(codes('Demo-2025-bureau')).toEqual(['PASSWORD_COMMON']);
    expect(codes('aaaaaaaaaaaa')).toEqual(['PASSWORD_COMMON']);
    expect(codes('121212121212')).toEqual(['PASSWORD_COMMON']);
  });

  it('tells everything at once, at the pointer', () => {
    expect(codes('aaa', 'a')).toEqual([
      'PASSWORD_TOO_SHORT',
      'PASSWORD_CONTAINS_USERNAME',
      'PASSWORD_COMMON',
    ]);
    expect(passwordFaults('short', 'x', '/newPassword')[0]?.pointer).toBe('/newPassword');
  });
});
