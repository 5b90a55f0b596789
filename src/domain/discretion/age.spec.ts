import { describe, expect, it } from '@jest/globals';
import { aCase, violation } from '../../../test/support/discretion/a-case.js';
import { judged, rangesOf } from '../../../test/support/discretion/judging.js';

const byPersonAged = (age: number): ReturnType<typeof aCase> =>
  aCase(violation('REG735:41.2').inGrade('40-A-2')).aged(age);

describe('the age at the conduct (DB2025:13(1), 16(1), P36)', () => {
  it.each([0, 13])('under 14 there is no penalty: %d', (age) => {
    const answer = judged(byPersonAged(age));
    expect(answer.outcome).toBe('NO_PENALTY');
    expect(answer.circumstances).toEqual({ shallMitigate: 0, mayMitigate: 0, aggravate: 0 });
  });

  it.each([14, 17])('from 14 to under 18 shall be lighter or mitigated: %d', (age) => {
    const answer = judged(byPersonAged(age));
    expect(answer.outcome).toBe('PENALISE');
    expect(answer.circumstances).toEqual({ shallMitigate: 1, mayMitigate: 0, aggravate: 0 });
    expect(rangesOf(answer)).toEqual(['MITIGATED [3.5, 4.5)']);
  });

  it.each([18, 150])('from 18 on it brings about nothing: %d', (age) => {
    const answer = judged(byPersonAged(age));
    expect(answer.circumstances).toEqual({ shallMitigate: 0, mayMitigate: 0, aggravate: 0 });
    expect(rangesOf(answer)).toEqual(['ORDINARY [4.5, 5]']);
  });

  it('is set by the software, and the item given as well changes nothing', () => {
    expect(judged(byPersonAged(17).given('DB2025:13(1)'))).toEqual(judged(byPersonAged(17)));
    expect(judged(byPersonAged(13).given('DB2025:16(1)'))).toEqual(judged(byPersonAged(13)));
  });

  it('not stated leaves both items to the officer', () => {
    const unstated = aCase(violation('REG735:41.2'));
    expect(judged(unstated).circumstances.shallMitigate).toBe(0);
    expect(judged(unstated.given('DB2025:13(1)')).circumstances.shallMitigate).toBe(1);
    expect(judged(unstated.given('DB2025:16(1)')).outcome).toBe('NO_PENALTY');
  });

  it('holds for every violation of the person', () => {
    const [first, second] = [violation('REG735:41.2'), violation('REG735:41.1(1)')];
    expect(judged(aCase(first, second).aged(13)).outcome).toBe('NO_PENALTY');
    expect(judged(aCase(second, first).aged(13)).outcome).toBe('NO_PENALTY');
  });

  it.each([13, 17, 18])('is named in the trace: %d', (age) =>
    expect(judged(byPersonAged(age)).trace).toContainEqual(
      expect.objectContaining({ reading: 'P36', detail: expect.stringContaining(`行为时 ${age} 岁`) }),
    ),
  );
});
