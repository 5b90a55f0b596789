import { describe, expect, it } from '@jest/globals';
import { FAILURES_UNTIL_PAUSE, minutesUntilRetry } from './retry-schedule.js';

const waits = Array.from({ length: FAILURES_UNTIL_PAUSE }, (_none, index) => minutesUntilRetry(index + 1));

describe('minutesUntilRetry', () => {
  it('waits longer after each failure, at most six hours, and gives up at the twelfth', () => {
    expect(waits).toEqual([1, 5, 30, 120, 360, 360, 360, 360, 360, 360, 360, null]);
  });

  it('keeps trying for more than a day and a half before it gives up', () => {
    expect(waits.reduce<number>((sum, minutes) => sum + (minutes ?? 0), 0)).toBe(2676);
  });

  it('has given up for good after the twelfth', () => {
    expect(minutesUntilRetry(FAILURES_UNTIL_PAUSE + 1)).toBeNull();
  });
});
