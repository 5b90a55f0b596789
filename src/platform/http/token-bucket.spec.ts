import { describe, expect, it } from '@jest/globals';
import { TooManyRequests } from './problem.js';
import { TokenBuckets } from './token-bucket.js';

function seconds(buckets: TokenBuckets, name: string): number | null {
  try {
    buckets.take(name);
    return null;
  } catch (error) {
    if (error instanceof TooManyRequests) return error.retryAfter;
    throw error;
  }
}

describe('TokenBuckets', () => {
  it('gives a burst, then what a second brings, to each by itself', () => {
    let now = 0;
    const buckets = new TokenBuckets({ perSecond: 2, burst: 3 }, () => now);
    expect([1, 2, 3, 4].map(() => seconds(buckets, 'a'))).toEqual([null, null, null, 1]);
    expect(seconds(buckets, 'b')).toBeNull();
    now = 500;
    expect([1, 2].map(() => seconds(buckets, 'a'))).toEqual([null, 1]);
    now = 60_000;
    expect([1, 2, 3, 4].map(() => seconds(buckets, 'a'))).toEqual([null, null, null, 1]);
  });

  it('tells in whole seconds when to come again', () => {
    const buckets = new TokenBuckets({ perSecond: 0.1, burst: 1 }, () => 0);
    expect([1, 2].map(() => seconds(buckets, 'a'))).toEqual([null, 10]);
  });
});
