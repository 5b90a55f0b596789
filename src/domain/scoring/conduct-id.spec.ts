import { describe, expect, it } from '@jest/globals';
import { conductIdOf, isOfInspection } from './conduct-id.js';

describe('the number of an act', () => {
  it.each([
    ['x1', 'X1'],
    ['Ｘ１', 'X1'],
    ['  检〔2025〕1号/v1 ', '检〔2025〕1号/V1'],
    ['检〔2025〕1号 \t 甲', '检〔2025〕1号 甲'],
  ])('%j is one however it is typed (PQ2025:18, S6)', (typed, one) => {
    expect(conductIdOf(typed)).toBe(one);
  });

  it.each([
    ['检〔2025〕1号/v1', '检〔2025〕1号', true],
    ['ｊ1/v1', 'J1', true],
    ['J1', 'J1', true],
    ['c1', '检〔2025〕1号', false],
    ['J11/v1', 'J1', false],
    ['检1号', '检1', false],
  ])('%j in the inspection %j: %j', (act, inspection, expected) => {
    expect(isOfInspection(act, inspection)).toBe(expected);
  });
});
