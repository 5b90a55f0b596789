import { describe, expect, it } from '@jest/globals';
import { date } from '../shared/calendar-date.js';
import { admitsValue, type Policy, policyOn, type PolicyRuling, rulingOn } from './policy.js';

const policy: Policy = {
  name: 'midpointOf',
  reading: 'P4',
  citation: 'DB2025:10',
  values: ['STATUTE', 'GRADE'],
  adopted: 'STATUTE',
};
const ruling = (value: string, validFrom: string, validTo?: string): PolicyRuling => ({
  policy: 'midpointOf',
  value,
  documentNo: `示例 ${value} ${validFrom}`,
  validFrom: date(validFrom),
  ...(validTo === undefined ? {} : { validTo: date(validTo) }),
});
const valueOn = (day: string, ...rulings: PolicyRuling[]): string =>
  policyOn({ policies: [policy], rulings }, 'midpointOf', date(day));

describe('policyOn', () => {
  it('gives the adopted value without a ruling in force', () => {
    expect(valueOn('2025-07-01')).toBe('STATUTE');
    expect(valueOn('2025-07-01', ruling('GRADE', '2025-07-02'))).toBe('STATUTE');
    expect(valueOn('2025-07-01', ruling('GRADE', '2025-06-01', '2025-06-30'))).toBe('STATUTE');
    expect(valueOn('2025-07-01', { ...ruling('GRADE', '2025-06-01'), policy: 'onceMeans' })).toBe('STATUTE');
  });

  it('gives the ruling that came into force last, whatever the order of imports', () => {
    const rulings = [ruling('GRADE', '2025-07-01'), ruling('STATUTE', '2026-01-01')];
    for (const order of [rulings, rulings.toReversed()]) {
      expect(valueOn('2025-12-31', ...order)).toBe('GRADE');
      expect(valueOn('2026-01-01', ...order)).toBe('STATUTE');
    }
  });

  it('falls back to an earlier open-ended ruling when a later one has run out', () => {
    const rulings = [ruling('GRADE', '2025-07-01'), ruling('STATUTE', '2025-08-01', '2025-08-31')];
    expect(valueOn('2025-08-31', ...rulings)).toBe('STATUTE');
    expect(valueOn('2025-09-01', ...rulings)).toBe('GRADE');
  });

  it('gives the later import of two of the same day, with its document number', () => {
    const rulings = [ruling('GRADE', '2025-07-01'), ruling('STATUTE', '2025-07-01')];
    expect(rulingOn({ rulings }, 'midpointOf', date('2025-07-01'))?.documentNo).toBe(
      '示例 STATUTE 2025-07-01',
    );
  });

  it('throws for a policy there is not', () => {
    expect(() => policyOn({ policies: [], rulings: [] }, 'midpointOf', date('2025-07-01'))).toThrow(
      'midpointOf',
    );
  });
});

describe('admitsValue', () => {
  const points: Policy = {
    ...policy,
    values: ['DISTRICT=1'],
    adopted: 'DISTRICT=1',
    pattern: 'DISTRICT=[1-3]',
  };

  it('admits listed values only, without a pattern', () => {
    expect(admitsValue(policy, 'GRADE')).toBe(true);
    expect(admitsValue(policy, 'BOTH')).toBe(false);
  });

  it('admits what matches the pattern as a whole', () => {
    expect(admitsValue(points, 'DISTRICT=3')).toBe(true);
    expect(admitsValue(points, 'DISTRICT=4')).toBe(false);
    expect(admitsValue(points, 'DISTRICT=33')).toBe(false);
  });
});
