import { describe, expect, it } from '@jest/globals';
import { untilNight } from './record-watch.service.js';

const HOUR = 3_600_000;

describe('untilNight', () => {
  it.each([
    ['2025-07-01T00:00:00.000+08:00', HOUR / 6],
    ['2025-07-01T00:09:59.999+08:00', 1],
    ['2025-07-01T00:10:00.000+08:00', 24 * HOUR],
    ['2025-06-30T16:10:00.001Z', 24 * HOUR - 1],
    ['2025-12-31T23:10:00.000+08:00', HOUR],
  ])('counts from %s to ten past midnight in Shanghai', (instant, milliseconds) => {
    expect(untilNight(instant)).toBe(milliseconds);
  });
});
