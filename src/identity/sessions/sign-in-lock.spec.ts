import { describe, expect, it } from '@jest/globals';
import { ACCOUNT_LOCK, ADDRESS_LOCK, lockSeconds } from './sign-in-lock.js';

describe('lockSeconds', () => {
  it('locks an account from the fifth failure on, each time twice as long, up to an hour', () => {
    const seconds = [0, 1, 4, 5, 6, 7, 8, 9, 10, 11, 12, 5000].map((n) => lockSeconds(n, ACCOUNT_LOCK));
    expect(seconds).toEqual([0, 0, 0, 60, 120, 240, 480, 960, 1920, 3600, 3600, 3600]);
  });

  it('locks an address from the fiftieth on', () => {
    expect([5, 49, 50, 51, 56].map((n) => lockSeconds(n, ADDRESS_LOCK))).toEqual([0, 0, 60, 120, 3600]);
  });
});
