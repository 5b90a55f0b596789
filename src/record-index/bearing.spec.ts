import { describe, expect, it } from '@jest/globals';
import { districtInCode, withWholes } from './bearing.js';
import { outcomesIn, statedIn } from './stated.js';

describe('withWholes', () => {
  it.each([
    ['REG735:40.1(3)', ['REG735:40.1(3)', 'REG735:40.1', 'REG735:40']],
    ['PQ2025:21(4)', ['PQ2025:21(4)', 'PQ2025:21']],
    ['DB2025:22', ['DB2025:22']],
  ])('finds what %s is part of', (citation, wholes) => {
    expect(withWholes(citation)).toEqual(wholes);
  });
});

describe('districtInCode', () => {
  it.each([
    ['H11010500001', '110105'],
    ['110105', null],
    ['system', null],
  ])('of %s is %s', (code, district) => {
    expect(districtInCode(code)).toBe(district);
  });
});

describe('statedIn', () => {
  const findings = [
    { personCode: 'd110105000001', circumstance: 'PQ2025:22(1)' },
    { personCode: 'N110105000001', circumstance: 'PQ2025:20(3)' },
  ];

  it('reads codes as codes are compared, citations with what they are part of, and what it goes on from', () => {
    const { bearing, refs } = statedIn([{ findings, notice: 'n1', institution: null, reason: 'PQ2025:1' }]);
    expect(bearing.pairs()).toEqual([
      ['PERSON', 'D110105000001'],
      ['PERSON', 'N110105000001'],
      ['PROVISION', 'PQ2025:22(1)'],
      ['PROVISION', 'PQ2025:22'],
      ['PROVISION', 'PQ2025:20(3)'],
      ['PROVISION', 'PQ2025:20'],
    ]);
    expect([...refs]).toEqual(['notice/n1']);
  });

  it('passes over, in lists, what is said of others than those asked for', () => {
    const { bearing } = statedIn([{ findings }], ['D110105000001']);
    expect(bearing.of('PROVISION')).toEqual(['PQ2025:22(1)', 'PQ2025:22']);
  });

  it('takes an individual offender for a person, any other for an institution', () => {
    const of = (kind: string) => statedIn([{ offender: { kind, code: 'x1' } }]).bearing.pairs();
    expect([of('INDIVIDUAL'), of('DESIGNATED_INSTITUTION')]).toEqual([
      [['PERSON', 'X1']],
      [['INSTITUTION', 'X1']],
    ]);
  });
});

describe('outcomesIn', () => {
  it('reads what was decided, flags in words', () => {
    expect(outcomesIn({ agreed: false, measure: null, figures: [{ direction: 'MITIGATED' }] })).toEqual([
      'NOT_AGREED',
      'MITIGATED',
    ]);
  });
});
