import { describe, expect, it } from '@jest/globals';
import { gravestLinkedMeasure, linkedMeasureOf } from './linked.js';

const agreement = (measure: string) => ({ track: 'AGREEMENT', measure }) as const;
const penalty = (basis: string, departmentSuspended = true) =>
  ({ track: 'PENALTY', basis, departmentSuspended }) as const;

describe('linkedMeasureOf', () => {
  it('suspends with an agreement or a department’s service suspended, terminates with a dissolution (PQ2025:27.4, S25)', () => {
    expect(linkedMeasureOf(agreement('AGREEMENT_SUSPENDED'))).toBe('SUSPENSION');
    expect(linkedMeasureOf(agreement('DEPARTMENT_SERVICE_SUSPENDED'))).toBe('SUSPENSION');
    expect(linkedMeasureOf(agreement('AGREEMENT_DISSOLVED'))).toBe('TERMINATION');
  });

  it('leaves people alone under every other measure of the agreement', () => {
    for (const measure of [
      'SUMMONS',
      'WITHHELD_PAYMENT',
      'REFUSAL_OF_PAYMENT',
      'RECOVERY',
      'BREACH_NOTICE',
      'YELLOW_CARD',
    ])
      expect(linkedMeasureOf(agreement(measure))).toBeNull();
  });

  it('suspends where a penalty under REG735:38 or 40 stopped a department, and under no other article', () => {
    for (const basis of ['REG735:38', 'REG735:38(2)', 'REG735:40', 'REG735:40.1(3)'])
      expect(linkedMeasureOf(penalty(basis))).toBe('SUSPENSION');
    for (const basis of ['REG735:3', 'REG735:39', 'REG735:41.2', 'REG735:380', 'DB2025:38'])
      expect(linkedMeasureOf(penalty(basis))).toBeNull();
    expect(linkedMeasureOf(penalty('REG735:40', false))).toBeNull();
  });
});

describe('gravestLinkedMeasure', () => {
  it('takes the gravest of several measures, and none where none leads to one', () => {
    const all = [agreement('AGREEMENT_SUSPENDED'), agreement('AGREEMENT_DISSOLVED')];
    expect(gravestLinkedMeasure(all)).toBe('TERMINATION');
    expect(gravestLinkedMeasure([agreement('RECOVERY'), penalty('REG735:38')])).toBe('SUSPENSION');
    expect(gravestLinkedMeasure([agreement('RECOVERY')])).toBeNull();
    expect(gravestLinkedMeasure([])).toBeNull();
  });
});
