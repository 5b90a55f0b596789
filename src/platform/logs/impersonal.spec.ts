import { describe, expect, it } from '@jest/globals';
import { impersonal, impersonalTrace, loggedError } from './impersonal.js';

describe('what is logged of an error', () => {
  it.each([
    ['Unexpected token in {"name":"张三"} is not valid JSON', 'Unexpected token in … is not valid JSON'],
    ['no person "张三" with 11010519491231002X', 'no person … with #'],
    ['没有代码为 D110105000001 的人员。', '…# …。'],
    ['UNIQUE constraint failed: person_identity.lookup', 'UNIQUE constraint failed: person_identity.lookup'],
    [
      'sealed under key 05c1a2f3, which is none of aabbccdd',
      'sealed under key 05c1a2f3, which is none of aabbccdd',
    ],
  ])('says nothing personal: %s', (message, logged) => {
    expect(impersonal(message)).toBe(logged);
  });

  it('keeps kind, code, frames and causes, and drops what libraries add', () => {
    const cause = Object.assign(new TypeError("bad value '李四'"), { parameters: ['李四'] });
    const error = Object.assign(new Error('insert failed', { cause }), {
      code: 'SQLITE_CONSTRAINT',
      query: 'INSERT',
      parameters: ['李四', '11010519491231002X'],
    });
    const logged = loggedError(error);
    expect(logged).toMatchObject({ type: 'Error', code: 'SQLITE_CONSTRAINT', message: 'insert failed' });
    expect(logged.cause).toMatchObject({ type: 'TypeError', message: 'bad value …' });
    expect(logged.stack).toMatch(/^\s+at .*impersonal\.spec/u);
    expect(JSON.stringify(logged)).not.toMatch(/李四|11010519491231002X|INSERT/u);
  });

  it('takes no message over with a stack', () => {
    expect(impersonalTrace('Error: 张三\n    at one (a.js:1:1)')).toBe('    at one (a.js:1:1)');
    expect(impersonalTrace('张三 and more')).toBe('…and more');
    expect(loggedError('张三')).toEqual({ type: 'string', message: '…', stack: '' });
  });
});
