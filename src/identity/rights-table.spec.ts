import { describe, expect, it } from '@jest/globals';
import { holders } from './rights-in-words.js';
import { RIGHTS, rightRow, type RightName } from './rights-table.js';
import { POSTS, type Post, type Role } from './role.js';
import { reach } from './within.js';

const NAMES = Object.keys(RIGHTS) as RightName[];

const holderOf = (role: Role, post: Post | null = 'OFFICER') => ({
  role,
  post,
  office: '110105',
  personCode: null,
});

const heldBy = (role: Role, post?: Post | null): RightName[] =>
  NAMES.filter((name) => reach(name, holderOf(role, post)) !== null);

const isReading = (name: RightName): boolean => /\.(read|ask|check|staff|export)/u.test(name);

describe('the table of rights', () => {
  it('lets only the municipal bureau decide on penalties (DB2025:4, P25)', () => {
    expect(rightRow('case.decide-penalty').held).toEqual({ MUNICIPAL_BUREAU: 'CITY' });
  });

  it('keeps determinations, notices, reviews and files from whoever settles claims (PQ2025:42)', () => {
    const settling = heldBy('DISTRICT_AGENCY', 'SETTLEMENT');
    expect(settling.filter((name) => !isReading(name))).toEqual([
      'person-ledger.preview',
      'claim.hand-in',
      'claim.settle',
    ]);
  });

  it('keeps the settling of claims from whoever scores, whatever the post (PQ2025:42)', () => {
    const others = POSTS.filter((post) => post !== 'SETTLEMENT');
    for (const role of ['MUNICIPAL_AGENCY', 'DISTRICT_AGENCY'] as const) {
      for (const post of [...others, null]) expect(reach('claim.settle', holderOf(role, post))).toBeNull();
      expect(reach('claim.settle', holderOf(role, 'SETTLEMENT'))).not.toBeNull();
    }
  });

  it('gives no right kept to posts to an account of an office without one', () => {
    const kept = NAMES.filter((name) => rightRow(name).posts !== undefined);
    for (const role of [
      'MUNICIPAL_BUREAU',
      'MUNICIPAL_AGENCY',
      'DISTRICT_BUREAU',
      'DISTRICT_AGENCY',
    ] as const)
      expect(kept.filter((name) => reach(name, holderOf(role, null)) !== null)).toEqual([]);
  });

  it('gives the three administrators nothing of another of them, and of the matter only the auditor to read', () => {
    expect(heldBy('SYSTEM_ADMINISTRATOR', null)).toEqual([
      'machine-key.read',
      'machine-key.keep',
      'account.read',
      'account.keep',
      'account.read-requests',
    ]);
    expect(heldBy('SECURITY_ADMINISTRATOR', null)).toEqual([
      'machine-key.read',
      'machine-key.confirm',
      'account.read',
      'account.read-requests',
      'account.request',
      'account.confirm',
      'grant.keep',
    ]);
    expect(heldBy('AUDITOR', null).filter((name) => !isReading(name))).toEqual(['person-ledger.preview']);
  });

  it('keeps a person to their own file, an institution to itself, a district office to its district', () => {
    const wider = NAMES.flatMap((name) => {
      const { PERSON, INSTITUTION_CLERK, DISTRICT_BUREAU, DISTRICT_AGENCY } = rightRow(name).held;
      const off: string[] = [];
      if ((PERSON ?? 'OWN_FILE') !== 'OWN_FILE') off.push(`${name} PERSON`);
      if ((INSTITUTION_CLERK ?? 'INSTITUTION') !== 'INSTITUTION') off.push(`${name} INSTITUTION_CLERK`);
      if ((DISTRICT_BUREAU ?? 'DISTRICT') !== 'DISTRICT') off.push(`${name} DISTRICT_BUREAU`);
      if ((DISTRICT_AGENCY ?? 'DISTRICT') !== 'DISTRICT') off.push(`${name} DISTRICT_AGENCY`);
      return off;
    });
    // PQ2025:25: points are shared throughout the city; trainings earn points back wherever they were held.
    expect(wider).toEqual(
      ['person-ledger.read', 'person-ledger.preview', 'training.read'].flatMap((name) => [
        `${name} DISTRICT_BUREAU`,
        `${name} DISTRICT_AGENCY`,
      ]),
    );
  });

  it('opens to machine keys only what an institution may do itself', () => {
    const opened = NAMES.filter((name) => rightRow(name).machineScope !== undefined);
    expect(opened.filter((name) => rightRow(name).held.INSTITUTION_CLERK === undefined)).toEqual([]);
    expect(opened).toHaveLength(5);
  });

  it('tells who holds a right in one line', () => {
    expect(holders('claim.settle')).toBe(
      '市经办机构（全市）、区经办机构（本区）；岗位限审核结算岗；依据 PQ2025:42',
    );
    expect(holders('feed.read')).toBe(
      '市医保局（全市）、区医保局（本区）、市经办机构（全市）、区经办机构（本区）、定点医药机构（本机构）、审计人员（全市）；机器密钥范围 feed:read；依据 PQ2025:45',
    );
  });
});
