import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Database } from '../../src/platform/database/database.js';
import { RecordEntryEntity } from '../../src/platform/database/record-entry.entity.js';
import {
  commitmentBody,
  personBody,
  putOnFile,
  receivedFact,
  registeredBody,
  registrationBody,
  scoreFact,
  Speaker,
  type PersonBody,
} from '../support/registry.js';
import { openTestApp, type TestApp } from '../support/test-app.js';
import { TestClock } from '../support/test-clock.js';

const HOSPITAL = 'H11010500001';
const SECOND = 'H11010500002';
const STRANGER = 'D110105000701';
const OTHER_STRANGER = 'D110105000702';
const OWN = 'D110105000001';
const NEW = 'D110105000799';
const MULTI_SITE = '/registration/multiSiteApproval MULTI_SITE_NOT_ALLOWED PQ2025:13';

let bureau: TestApp;
let speaker: Speaker;

const refused = (body: object, username = 'hospital', path = '/persons'): Promise<string[]> =>
  speaker.refused(username, path, body);

/** A form that nobody may be entered with: the commitment is signed tomorrow. */
const faulty = (person: PersonBody): object => ({
  ...person,
  commitment: commitmentBody(HOSPITAL, '2025-07-02'),
  registration: registrationBody(HOSPITAL, { from: '2025-07-02' }),
});
const complete = (person: PersonBody): object => ({
  ...person,
  commitment: commitmentBody(HOSPITAL),
  registration: registrationBody(HOSPITAL),
});

beforeAll(async () => {
  bureau = await openTestApp({ clock: new TestClock('2025-07-01T02:00:00.000Z') });
  speaker = new Speaker(bureau);
  for (const [code, serial] of [
    [STRANGER, 701],
    [OTHER_STRANGER, 702],
  ] as const)
    await speaker.told('city-agency', 'POST', '/persons', registeredBody(code, serial, SECOND));
});

afterAll(() => bureau.close());

describe('a form of a hospital that is faulty in any case', () => {
  const ONLY = ['/commitment/signedOn DATE_ORDER PQ2025:11'];

  it.each([
    ['the number of nobody', personBody(NEW, 799)],
    ['the number of a stranger under another name', personBody(NEW, 701, '李试')],
    ['the number and the name of a stranger', personBody(NEW, 701)],
    ['the code of a stranger', personBody(STRANGER, 799)],
    ['the code of one stranger, the number and the name of another', personBody(STRANGER, 702)],
    ['the code, the number and the name of a stranger', personBody(STRANGER, 701)],
  ])('tells nothing of files of others: %s', async (_whose, person) => {
    expect(await refused(faulty(person))).toEqual(ONLY);
  });

  it('tells of a code that stands in it twice the same, whoever has it', async () => {
    for (const code of [NEW, STRANGER])
      expect(await refused({ ...personBody(code, 799), codes: [code, code] })).toEqual([
        '/codes/1 DUPLICATE_ID -',
      ]);
  });

  it('tells of a code that the hospital holds itself, and by that of nobody else', async () => {
    expect(await refused(complete(personBody(OWN, 701)))).toEqual(['/codes/0 DUPLICATE_ID -']);
  });

  it('is told to an agency with everything', async () => {
    for (const username of ['district-agency', 'city-agency']) {
      expect(await refused(faulty(personBody(STRANGER, 702, '李试')), username)).toEqual([
        '/name IDENTITY_MISMATCH -',
        '/codes/0 DUPLICATE_ID -',
        ...ONLY,
      ]);
      expect(await refused(faulty(personBody(NEW, 701)), username)).toEqual([...ONLY, MULTI_SITE]);
    }
  });
});

describe('a form of a hospital that is complete', () => {
  it('is refused with all that files of others have against it', async () => {
    expect(await refused(complete(personBody(STRANGER, 702, '李试')))).toEqual([
      '/name IDENTITY_MISMATCH -',
      '/codes/0 DUPLICATE_ID -',
    ]);
    expect(await refused(complete(personBody(STRANGER, 702)))).toEqual([
      '/codes/0 DUPLICATE_ID -',
      MULTI_SITE,
    ]);
    expect(await refused(complete(personBody(NEW, 701)))).toEqual([MULTI_SITE]);
  });
});

describe('a registration of somebody whom a hospital has entered', () => {
  const CODE = 'N110105000701';
  const path = `/persons/${CODE}/registrations`;

  it('that is faulty in any case does not tell how they stand elsewhere (PQ2025:13, 27)', async () => {
    await speaker.told('hospital', 'POST', '/persons', personBody(CODE, 701));
    const entered = { action: 'PERSON_ENTERED', actor: 'hospital' };
    expect(await bureau.app.get(Database).read.countBy(RecordEntryEntity, entered)).toBe(1);
    await putOnFile(bureau, STRANGER, [scoreFact('s1', '2025-06-02', 12), receivedFact('s1', '2025-06-03')]);
    const wanted = registrationBody(HOSPITAL);
    const uncommitted = '/from NO_COMMITMENT PQ2025:11';
    const standing = ['/from RESTRICTED PQ2025:27', '/multiSiteApproval MULTI_SITE_NOT_ALLOWED PQ2025:13'];
    expect(await refused(wanted, 'hospital', path)).toEqual([uncommitted]);
    expect(await refused(wanted, 'city-agency', path)).toEqual([uncommitted, ...standing]);
    await speaker.told('hospital', 'POST', `/persons/${CODE}/commitments`, commitmentBody(HOSPITAL));
    expect(await refused(wanted, 'hospital', path)).toEqual(standing);
  });
});
