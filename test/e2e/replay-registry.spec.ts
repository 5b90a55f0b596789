import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { heldAfter, heldOf, unheldOf } from '../support/record/held-after.js';
import { personBody, registeredBody, registrationBody } from '../support/registry.js';
import { DOCTOR, HOSPITAL, NURSE, ScoringBureau, type Told } from '../support/scoring.js';

const BUILD = 120_000;
const NEW_HOSPITAL = 'H11010500077';
const LEAVER = 'D110105000701';
const STAYER = 'D110105000702';
const TWICE = 'D110105000703';
const PATH = '/persons';

let bureau: ScoringBureau;
let folder: string;

interface Person {
  readonly id: string;
  readonly registrations: readonly Told[];
  readonly commitments: readonly Told[];
}

const told = <T>(path: string, body: object): Promise<T> => bureau.told<T>('city-agency', 'POST', path, body);

const person = (code: string): Promise<Person> => bureau.told('city-agency', 'GET', `${PATH}/${code}`);

async function institution(): Promise<void> {
  await told('/institutions', {
    code: NEW_HOSPITAL,
    name: '测试医院',
    kind: 'HOSPITAL',
    public: true,
    district: '110105',
    departments: [
      { code: 'K1', name: '内科' },
      { code: 'K2', name: '外科' },
    ],
    agreement: { from: '2025-01-01', to: '2025-12-31', documentNo: '协1' },
  });
  const of = `/institutions/${NEW_HOSPITAL}`;
  await told(`${of}/departments`, { code: 'K3', name: '儿科' });
  const change = {
    type: 'SUSPENDED',
    from: '2025-07-01',
    to: '2025-07-31',
    documentNo: '停1',
    basis: '整改',
  };
  await told(`${of}/departments/K3/changes`, change);
  await told(`${of}/agreement-changes`, change);
}

async function people(): Promise<void> {
  await told(PATH, registeredBody(LEAVER, 701, NEW_HOSPITAL, { departmentCode: 'K1' }));
  await told(PATH, registeredBody(STAYER, 702, NEW_HOSPITAL));
  await told(`${PATH}/${STAYER}/codes`, { code: 'D110105000712' });
  const more = registrationBody(HOSPITAL, { from: '2025-05-05', multiSiteApproval: '多点1' });
  await told(`${PATH}/${STAYER}/commitments`, {
    institutionCode: HOSPITAL,
    signedOn: '2025-05-02',
    from: '2025-05-03',
    to: '2026-05-02',
    archiveNo: '档2',
  });
  await told(`${PATH}/${STAYER}/registrations`, more);
  await told(`${PATH}/${STAYER}/primary-site`, { institutionCode: HOSPITAL, from: '2025-06-01' });
  const { registrations, commitments } = await person(LEAVER);
  await told(`/registrations/${registrations[0]?.id ?? ''}/cancellation`, {
    on: '2025-06-10',
    reason: 'LEFT',
  });
  await told(`/commitments/${commitments[0]?.id ?? ''}/end`, { on: '2025-06-10', reason: '合同解除' });
  await told(PATH, personBody(TWICE, 703));
  const { id } = await told<Told>('/persons/merges', {
    into: STAYER,
    other: TWICE,
    on: '2025-06-16',
    reason: '同一人',
  });
  await told(`/persons/merges/${id}/undo`, { on: '2025-06-16', reason: '并非同一人' });
}

beforeAll(async () => {
  bureau = await ScoringBureau.open('2025-06-16');
  await institution();
  await people();
  folder = bureau.app.folder;
}, BUILD);

afterAll(() => bureau.close());

const PERSON_OF = (code: string): string => `(SELECT person_id FROM person_code WHERE code = '${code}')`;

describe('the registry held against the record (PQ2025:7, 11, 13, 14)', () => {
  it('agrees throughout', async () => {
    const report = await heldAfter(folder, 'SELECT 1');
    expect(unheldOf(report)).toEqual([]);
    expect(heldOf(report)).toMatchObject({
      PERSON: 'EQUAL 9',
      PRIMARY_SITE: 'EQUAL 1',
      MERGE: 'EQUAL 1',
      MERGE_UNDONE: 'EQUAL 1',
      COMMITMENT_END: 'EQUAL 1',
      CANCELLATION: 'EQUAL 1',
      INSTITUTION: 'EQUAL 4',
      INSTITUTION_FACT: 'EQUAL 6',
    });
  });

  it.each([
    [
      'a code given to another person',
      `UPDATE person_code SET person_id = ${PERSON_OF(NURSE)} WHERE code = '${DOCTOR}'`,
      'CODE: EQUAL 9, MISSING 1, UNRECORDED 1',
    ],
    ['a code removed', `DELETE FROM person_code WHERE code = '${DOCTOR}'`, 'CODE: EQUAL 9, MISSING 1'],
    [
      'a code changed',
      `UPDATE person_code SET code = 'D1' WHERE code = '${DOCTOR}'`,
      'CODE: EQUAL 9, MISSING 1, UNRECORDED 1',
    ],
    ['a person removed', `DELETE FROM person WHERE id = ${PERSON_OF(DOCTOR)}`, 'PERSON: EQUAL 8, MISSING 1'],
    [
      'another first day of a registration',
      `UPDATE registration SET from_day = '2025-01-01' WHERE person_code = '${LEAVER}'`,
      'REGISTRATION: EQUAL 9, DIFFERS 1',
    ],
    [
      'another department of a registration',
      `UPDATE registration SET department_code = 'K2' WHERE person_code = '${LEAVER}'`,
      'REGISTRATION: EQUAL 9, DIFFERS 1',
    ],
    [
      'a registration of somebody else',
      `UPDATE registration SET person_id = ${PERSON_OF(STAYER)}, sequence = 9 WHERE person_code = '${LEAVER}'`,
      'REGISTRATION: EQUAL 9, DIFFERS 1',
    ],
    [
      'a multi-site approval put in',
      `UPDATE registration SET multi_site_approval = '多点9' WHERE person_code = '${LEAVER}'`,
      'REGISTRATION: EQUAL 9, DIFFERS 1',
    ],
    ['a cancellation removed', 'DELETE FROM registration_cancellation', 'CANCELLATION: MISSING 1'],
    [
      'another day of a cancellation',
      `UPDATE registration_cancellation SET cancelled_on = '2025-06-12'`,
      'CANCELLATION: DIFFERS 1',
    ],
    [
      'a commitment without an end',
      `UPDATE commitment SET to_day = NULL WHERE archive_no = '档2'`,
      'COMMITMENT: EQUAL 9, DIFFERS 1',
    ],
    [
      'a commitment that is said to have begun earlier',
      `UPDATE commitment SET from_day = '2025-01-01' WHERE person_code = '${LEAVER}'`,
      'COMMITMENT: EQUAL 9, DIFFERS 1',
    ],
    [
      'a commitment to another institution',
      `UPDATE commitment SET institution_code = 'P11010500001' WHERE person_code = '${LEAVER}'`,
      'COMMITMENT: EQUAL 9, DIFFERS 1',
    ],
    [
      'another end of a commitment',
      `UPDATE commitment_end SET ended_on = '2025-06-30'`,
      'COMMITMENT_END: DIFFERS 1',
    ],
    ['another primary site', `UPDATE primary_site SET institution_code = 'x'`, 'PRIMARY_SITE: DIFFERS 1'],
    [
      'an institution of another kind',
      `UPDATE institution SET kind = 'PHARMACY' WHERE code = '${NEW_HOSPITAL}'`,
      'INSTITUTION: EQUAL 3, DIFFERS 1',
    ],
    [
      'an institution of another district',
      `UPDATE institution SET district = '110108' WHERE code = '${NEW_HOSPITAL}'`,
      'INSTITUTION: EQUAL 3, DIFFERS 1',
    ],
    [
      'an institution no longer public',
      `UPDATE institution SET is_public = 0 WHERE code = '${NEW_HOSPITAL}'`,
      'INSTITUTION: EQUAL 3, DIFFERS 1',
    ],
    [
      'a department of another code',
      `UPDATE institution_department SET code = 'K9' WHERE code = 'K2'`,
      'DEPARTMENT: EQUAL 5, MISSING 1, UNRECORDED 1',
    ],
    [
      'a suspension of the agreement that ends earlier',
      `UPDATE institution_fact SET to_day = '2025-07-02' WHERE type = 'SUSPENDED' AND department_code IS NULL`,
      'INSTITUTION_FACT: EQUAL 5, DIFFERS 1',
    ],
    [
      'a suspension without its basis',
      `UPDATE institution_fact SET basis = NULL WHERE department_code = 'K3'`,
      'INSTITUTION_FACT: EQUAL 5, DIFFERS 1',
    ],
    [
      'a suspension of another department',
      `UPDATE institution_fact SET department_code = 'K1' WHERE department_code = 'K3'`,
      'INSTITUTION_FACT: EQUAL 5, DIFFERS 1',
    ],
    [
      'an agreement that goes on longer',
      `UPDATE institution_fact SET to_day = '2026-12-31' WHERE document_no = '协1'`,
      'INSTITUTION_FACT: EQUAL 5, DIFFERS 1',
    ],
    ['another day of a merge', `UPDATE person_merge SET merged_on = '2025-06-01'`, 'MERGE: DIFFERS 1'],
    ['an undoing removed', 'DELETE FROM person_merge_undo', 'MERGE_UNDONE: MISSING 1'],
  ])('finds %s', async (_what, statement, expected) => {
    const report = await heldAfter(folder, statement);
    expect(unheldOf(report)).toContain(expected);
    expect(report.firstUnheld).not.toBeNull();
  });
});
