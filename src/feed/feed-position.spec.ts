import { describe, expect, it } from '@jest/globals';
import { InvalidRequest } from '../platform/http/problem.js';
import { cursorOf, positionOf, requirePosition } from './feed-position.js';

const AT = '2025-09-20T02:00:00.000Z';
const LATER = '2025-09-20T02:00:00.001Z';
const IN_ORDER = [
  { at: AT, rank: 10, number: 0, id: '' },
  { at: AT, rank: 10, number: 0, id: 'a' },
  { at: AT, rank: 10, number: 9, id: '' },
  { at: AT, rank: 10, number: 10, id: '' },
  { at: AT, rank: 99, number: 0, id: '' },
  { at: LATER, rank: 10, number: 0, id: '0f' },
];

describe('cursorOf', () => {
  it('gives texts that are in the order of the feed', () => {
    const cursors = IN_ORDER.map(cursorOf);
    expect([...cursors].reverse().sort()).toEqual(cursors);
  });

  it('is read back as it was', () => {
    expect(IN_ORDER.map(cursorOf).map(positionOf)).toEqual(IN_ORDER);
  });
});

describe('requirePosition', () => {
  it('takes no cursor as the start', () => {
    expect(requirePosition(undefined)).toBeNull();
  });

  it.each(['0', AT, `${AT}_1_2_`, `${cursorOf({ at: AT, rank: 10, number: 1, id: '' })}'`])(
    'refuses %s',
    (text) => {
      expect(() => requirePosition(text)).toThrow(InvalidRequest);
    },
  );
});
