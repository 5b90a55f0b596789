import { describe, expect, it } from '@jest/globals';
import { admitsValue } from '../domain/rulebook/policy.js';
import { loadRulebookFiles } from './load-rulebook-files.js';

const { policies, readings } = loadRulebookFiles();
const ids = (letter: string, count: number): string[] =>
  Array.from({ length: count }, (_, index) => `${letter}${index + 1}`);
const withStatus = (status: string): string[] =>
  readings.filter((each) => each.status === status).map(({ id }) => id);

describe('the adopted readings', () => {
  it('are P1 to P39 and S1 to S35', () => {
    expect(readings.map(({ id }) => id)).toEqual([...ids('P', 39), ...ids('S', 35)]);
  });

  it('say which questions the texts leave open', () => {
    expect(withStatus('OPEN')).toEqual(
      (
        'P4 P6 P9 P11 P13 P15 P16 P17 P19 P26 P27 P32 P34 P37 P39 ' +
        'S2 S4 S9 S13 S15 S16 S17 S18 S20 S31 S32'
      ).split(' '),
    );
    expect(withStatus('PARTLY_OPEN')).toEqual('P8 P28 S3 S6 S14 S19 S22 S23 S25 S26'.split(' '));
  });

  it('rest on a provision each, but for rounding and the calendar', () => {
    expect(readings.filter(({ citations }) => citations.length === 0).map(({ id }) => id)).toEqual([
      'P34',
      'S34',
    ]);
  });
});

describe('the policies', () => {
  it('are the readings that are values, the adopted value first', () => {
    expect(policies.map(({ reading, name, values }) => `${reading} ${name}: ${values.join(', ')}`)).toEqual([
      'P4 midpointOf: STATUTE, GRADE',
      'P13 highestGradeWithin: TIER, PROVISION',
      'P39 periodEndOnDayOff: NEXT_WORKING_DAY, SAME_DAY',
      'S9 onceMeans: FINDING, NOTICE',
      'S16 objectionFrom: INSTITUTION, PERSON, LATER',
      'S16 measureStart: DAY_AFTER, LAST_DAY',
      'S17 appealStaysMeasure: NO, YES',
      'S18 monthsCountedFrom: START_DAY, DEADLINE_DAY',
      'S19 unrestoredAfterExpiry: NOT_PAYABLE, PAYABLE',
      'S22 activityPoints: DISTRICT=1,MUNICIPAL=2,NATIONAL=3',
      'S22 repairDay: ACTIVITY, APPROVAL',
      'S31 reversalEffect: FROM_START, FROM_DECISION',
    ]);
    expect(policies.every(({ adopted, values }) => adopted === values[0])).toBe(true);
  });

  it('let a ruling give other points to the levels, within 1 to 3 (PQ2025:32(2))', () => {
    const points = policies.find(({ name }) => name === 'activityPoints');
    expect(points && admitsValue(points, 'DISTRICT=1,MUNICIPAL=1,NATIONAL=2')).toBe(true);
    expect(points && admitsValue(points, 'DISTRICT=1,MUNICIPAL=1,NATIONAL=4')).toBe(false);
    expect(points && admitsValue(points, 'DISTRICT=1,NATIONAL=3,MUNICIPAL=2')).toBe(false);
  });
});
