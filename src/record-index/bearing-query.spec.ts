import { describe, expect, it } from '@jest/globals';
import { borneSql } from './bearing-query.js';

describe('borneSql', () => {
  it('gives as many values as it leaves open, an officer leading or following', () => {
    const officer = { kind: 'OFFICER', keys: ['x', 'y'] } as const;
    const action = { kind: 'ACTION', keys: ['A'] } as const;
    const district = { kind: 'DISTRICT', keys: ['110105'] } as const;
    for (const asked of [[officer], [action, officer], [officer, district], [action], [officer, officer]]) {
      const { from, where, values } = borneSql(asked);
      expect([from, ...where].join(' ').split('?').length - 1).toBe(values.length);
    }
  });

  it('asks for what an officer did, and for what their deputies did in their name', () => {
    expect(
      borneSql([
        { kind: 'ACTION', keys: ['A'] },
        { kind: 'OFFICER', keys: ['x'] },
      ]).values,
    ).toEqual(['x', 'account/x', 'x', 'x', 'A']);
  });
});
