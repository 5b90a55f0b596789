import { describe, expect, it } from '@jest/globals';
import { Problem } from '../platform/http/problem.js';
import type { Post, Role } from './role.js';
import { districtWithin, institutionWithin, isWithin, requireRight, requireWithin } from './within.js';

const account = (role: Role, office: string, post: Post | null = null, personCode: string | null = null) => ({
  role,
  office,
  post,
  personCode,
});

const CITY = account('MUNICIPAL_AGENCY', '110000', 'OFFICER');
const DISTRICT = account('DISTRICT_AGENCY', '110105', 'OFFICER');
const HOSPITAL = account('INSTITUTION_CLERK', 'H11010500001');
const DOCTOR = account('PERSON', 'H11010500001', null, 'D110105000001');

describe('isWithin', () => {
  it('lets the city see everything it has a right to', () => {
    expect(isWithin('objection.read', CITY, {})).toBe(true);
    expect(isWithin('record.read', CITY, {})).toBe(false);
  });

  it('keeps a district office to what is about its district, or done by it', () => {
    expect(isWithin('case.read', DISTRICT, { district: '110105' })).toBe(true);
    expect(isWithin('case.read', DISTRICT, { district: '110108' })).toBe(false);
    expect(isWithin('case.read', DISTRICT, {})).toBe(false);
    expect(isWithin('notice.read', DISTRICT, { district: ['110000', '110105'] })).toBe(true);
  });

  it('keeps an institution to itself, however its code was typed', () => {
    expect(isWithin('notice.read', HOSPITAL, { institution: 'h11010500001' })).toBe(true);
    expect(isWithin('notice.read', HOSPITAL, { institution: 'H11010500002' })).toBe(false);
    expect(isWithin('notice.read', HOSPITAL, { district: 'H11010500001' })).toBe(false);
    expect(isWithin('case.read', HOSPITAL, { institution: 'H11010500001' })).toBe(false);
  });

  it('keeps a person to their own file, by any of its codes, however typed', () => {
    expect(isWithin('objection.read', DOCTOR, { person: ['ｄ110105000001 '] })).toBe(true);
    expect(isWithin('objection.read', DOCTOR, { person: ['X', 'D110105000001'] })).toBe(true);
    expect(isWithin('objection.read', DOCTOR, { institution: 'H11010500001' })).toBe(false);
    expect(isWithin('objection.read', account('PERSON', 'H11010500001'), { person: [] })).toBe(false);
  });
});

describe('the bounds of a right', () => {
  it('are the own district and the own institution, or none', () => {
    expect([districtWithin('claim.read', DISTRICT), institutionWithin('claim.read', DISTRICT)]).toEqual([
      '110105',
      null,
    ]);
    expect([districtWithin('claim.read', HOSPITAL), institutionWithin('claim.read', HOSPITAL)]).toEqual([
      null,
      'H11010500001',
    ]);
    expect(districtWithin('person-ledger.read', DISTRICT)).toBeNull();
  });

  it('are not asked for by whoever does not hold the right', () => {
    expect(() => districtWithin('claim.read', DOCTOR)).toThrow(Problem);
    expect(() => requireRight('claim.settle', DISTRICT)).toThrow(Problem);
    expect(requireRight('claim.settle', { ...DISTRICT, post: 'SETTLEMENT' })).toBe('DISTRICT');
  });

  it('make what lies outside not to be there at all', () => {
    const outside = (): void => requireWithin('case.read', DISTRICT, { district: '110108' }, '没有此案件。');
    expect(outside).toThrow(expect.objectContaining({ code: 'NOT_FOUND', detail: '没有此案件。' }));
    expect(() => requireWithin('case.read', CITY, { district: '110108' }, '没有此案件。')).not.toThrow();
  });
});
