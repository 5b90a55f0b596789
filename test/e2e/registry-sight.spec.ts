import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DEMONSTRATION_PEOPLE } from '../../src/registry/demonstration-registry.js';
import { Database } from '../../src/platform/database/database.js';
import { RecordEntryEntity } from '../../src/platform/database/record-entry.entity.js';
import { expectProblem } from '../support/problem.js';
import {
  commitmentBody,
  identityNumber,
  personBody,
  putOnFile,
  registeredBody,
  registrationBody,
  scoreFact,
  Speaker,
} from '../support/registry.js';
import { openTestApp, type TestApp } from '../support/test-app.js';
import { TestClock } from '../support/test-clock.js';

const HOSPITAL = 'H11010500001';
const SECOND = 'H11010500002';
const AFAR = 'H11010800001';

interface Person {
  readonly id: string;
  readonly codes: readonly string[];
  readonly registrations: readonly { readonly id: string; readonly institutionCode: string }[];
  readonly commitments: readonly { readonly id: string; readonly institutionCode: string }[];
  readonly standing: object | null;
}

interface List {
  readonly total: number;
  readonly items: readonly {
    readonly name: string;
    readonly codes: readonly string[];
    readonly institutions: readonly string[];
  }[];
}

let log = '';
let bureau: TestApp;
let speaker: Speaker;

const told = <T>(username: string, method: 'GET' | 'POST', path: string, body?: unknown): Promise<T> =>
  speaker.told<T>(username, method, path, body);

async function statusOf(
  username: string,
  method: 'GET' | 'POST',
  path: string,
  body?: unknown,
): Promise<number> {
  return (await speaker.ask(username, method, path, body)).status;
}

const listed = async (username: string, query = ''): Promise<[number, string[]]> => {
  const { total, items } = await told<List>(username, 'GET', `/persons?pageSize=200${query}`);
  return [total, items.map(({ codes, institutions }) => `${codes.join('+')} @ ${institutions.join('+')}`)];
};

beforeAll(async () => {
  const logTo = new Writable({
    write: (chunk: Buffer, _encoding, done) => {
      log += chunk.toString();
      done();
    },
  });
  const clock = new TestClock('2025-07-01T02:00:00.000Z');
  bureau = await openTestApp({ clock, logTo }, { LOG_LEVEL: 'trace' });
  speaker = new Speaker(bureau);
  await told('city-agency', 'POST', '/institutions', {
    code: AFAR,
    name: '海淀医院',
    kind: 'HOSPITAL',
    district: '110108',
    agreement: { from: '2025-01-01', documentNo: '海协1号' },
  });
  await told('city-agency', 'POST', '/persons', registeredBody('D110108000001', 1, AFAR));
  await told('city-agency', 'POST', '/persons', registeredBody('D110105000601', 601, SECOND));
});

afterAll(() => bureau.close());

describe('what a hospital sees', () => {
  it('is its own registration of a doctor, not the other site, its code or its commitment', async () => {
    await told('city-agency', 'POST', '/persons/D110105000001/codes', { code: 'D110105000999' });
    const own = await told<Person>('hospital', 'GET', '/persons/D110105000001');
    expect(own.codes).toEqual(['D110105000001']);
    expect(own.registrations.map(({ institutionCode }) => institutionCode)).toEqual([HOSPITAL]);
    expect(own.commitments.map(({ institutionCode }) => institutionCode)).toEqual([HOSPITAL]);
    expect(own).toMatchObject({ primarySite: null, merges: [], registrations: [{ primary: null }] });
    expect(JSON.stringify(own)).not.toContain(SECOND);
    const whole = await told<Person>('city-agency', 'GET', '/persons/D110105000001');
    expect(whole.codes).toEqual(['D110105000001', 'D110105000999']);
    expect(whole.registrations.map(({ institutionCode }) => institutionCode)).toEqual([HOSPITAL, SECOND]);
  });

  it('is nothing at all of people of others: an existing person is as one unknown', async () => {
    const ask = (code: string) => speaker.ask('hospital', 'GET', `/persons/${code}`);
    const [others, unknown, unheld] = [
      await ask('D110105000601'),
      await ask('D110105000602'),
      await ask('D110105000999'),
    ];
    for (const answer of [others, unknown, unheld]) expectProblem(answer, 404, 'NOT_FOUND');
    expect(others.text.replace('0601', '0602')).toBe(unknown.text);
    for (const path of ['codes', 'commitments', 'registrations']) {
      const body = {
        codes: { code: 'X1' },
        commitments: commitmentBody(HOSPITAL),
        registrations: registrationBody(HOSPITAL),
      };
      const at = `/persons/D110105000601/${path}`;
      expect(await statusOf('hospital', 'POST', at, body[path as keyof typeof body])).toBe(404);
    }
    const { registrations, commitments } = await told<Person>('city-agency', 'GET', '/persons/D110105000601');
    const end = { on: '2025-06-01', reason: 'LEFT' };
    expect(
      await statusOf('hospital', 'POST', `/registrations/${registrations[0]?.id ?? ''}/cancellation`, end),
    ).toBe(404);
    expect(await statusOf('hospital', 'POST', `/commitments/${commitments[0]?.id ?? ''}/end`, end)).toBe(404);
  });

  it('in a list is its own people with its own site', async () => {
    const [total, rows] = await listed('hospital');
    expect([total, [...rows].sort()]).toEqual([
      4,
      [
        `D110105000001 @ ${HOSPITAL}`,
        `HJ110105000001 @ ${HOSPITAL}`,
        `HY110105000001 @ ${HOSPITAL}`,
        `N110105000001 @ ${HOSPITAL}`,
      ],
    ]);
    expect(await listed('hospital', `&institution=${SECOND}`)).toEqual([0, []]);
    expect(await listed('hospital', '&code=D110105000601')).toEqual([0, []]);
    expect(await listed('hospital', '&code=D110105000999')).toEqual([0, []]);
    expect(await listed('hospital', '&code=d110105000001')).toEqual([1, [`D110105000001 @ ${HOSPITAL}`]]);
  });

  it('of a person it enters who is on file elsewhere is what it entered itself (PQ2025:18, 27)', async () => {
    await putOnFile(bureau, 'D110105000601', [scoreFact('s1', '2025-06-02', 3)]);
    const entered = await told<Person>('hospital', 'POST', '/persons', personBody('N110105000601', 601));
    expect(entered).toMatchObject({
      codes: ['N110105000601'],
      registrations: [],
      commitments: [],
      standing: null,
      merges: [],
    });
    const whole = await told<Person>('city-agency', 'GET', '/persons/N110105000601');
    expect([whole.id, whole.codes]).toEqual([entered.id, ['D110105000601', 'N110105000601']]);
    await told('hospital', 'POST', '/persons/N110105000601/commitments', commitmentBody(HOSPITAL));
    const permitted = registrationBody(HOSPITAL, { multiSiteApproval: '许1号' });
    const registered = await told<Person>(
      'hospital',
      'POST',
      '/persons/N110105000601/registrations',
      permitted,
    );
    expect(registered.registrations.map(({ institutionCode }) => institutionCode)).toEqual([HOSPITAL]);
    expect(registered.standing).toMatchObject({ status: 'NORMAL', yearTotal: 3, restrictions: null });
  });

  it('ends with the registration: what was entered stays, where the person stands is hidden', async () => {
    const { registrations } = await told<Person>('hospital', 'GET', '/persons/N110105000601');
    const path = `/registrations/${registrations[0]?.id ?? ''}/cancellation`;
    const left = await told<Person>('hospital', 'POST', path, { on: '2025-07-01', reason: 'LEFT' });
    expect(left.registrations).toMatchObject([{ cancelledOn: '2025-07-01', status: null }]);
    expect(left.standing).toBeNull();
  });
});

describe('a hospital works for itself only', () => {
  it('whether the other institution exists or not', async () => {
    for (const institution of [SECOND, 'H99999999999']) {
      const person = registeredBody('D110105000603', 603, institution);
      const answer = await speaker.ask('hospital', 'POST', '/persons', person);
      expectProblem(answer, 403, 'FORBIDDEN');
      const path = '/persons/D110105000001/commitments';
      expectProblem(
        await speaker.ask('hospital', 'POST', path, commitmentBody(institution)),
        403,
        'FORBIDDEN',
      );
    }
  });

  it('and leaves institutions, merges, primary sites and changes of employer to the agencies', async () => {
    const institution = { code: 'H1', name: '甲', kind: 'HOSPITAL', district: '110105' };
    const moves = {
      leavingInstitutionCode: HOSPITAL,
      on: '2025-06-01',
      commitment: commitmentBody(HOSPITAL),
      registration: registrationBody(HOSPITAL),
    };
    const change = { type: 'SUSPENDED', from: '2025-07-01', documentNo: '文' };
    const merge = { into: 'D110105000001', other: 'N110105000001', on: '2025-07-01', reason: '同一人' };
    const asked = [
      ['/institutions', institution],
      [`/institutions/${HOSPITAL}/agreement-changes`, change],
      [`/institutions/${HOSPITAL}/departments`, { code: 'X', name: '科' }],
      [`/institutions/${HOSPITAL}/departments/NK/changes`, change],
      ['/persons/merges', merge],
      ['/persons/merges/none/undo', { on: '2025-07-01', reason: '有误' }],
      ['/persons/D110105000001/primary-site', { institutionCode: HOSPITAL, from: '2025-06-01' }],
      ['/persons/D110105000001/change-of-employer', moves],
    ] as const;
    for (const [path, body] of asked)
      expect([path, await statusOf('hospital', 'POST', path, body)]).toEqual([path, 403]);
  });

  it('sees itself among the institutions and no other', async () => {
    expect(await told<List>('hospital', 'GET', '/institutions')).toMatchObject({
      total: 1,
      items: [{ code: HOSPITAL }],
    });
    expect(await statusOf('hospital', 'GET', `/institutions/${HOSPITAL}`)).toBe(200);
    expect(await statusOf('hospital', 'GET', `/institutions/${SECOND}`)).toBe(404);
  });
});

describe('a district', () => {
  it('sees its own institutions and people, not those of another', async () => {
    for (const username of ['district-bureau', 'district-agency']) {
      expect(await statusOf(username, 'GET', `/institutions/${AFAR}`)).toBe(404);
      expect(await statusOf(username, 'GET', '/persons/D110108000001')).toBe(404);
      expect(await statusOf(username, 'GET', '/persons/D110105000001')).toBe(200);
      const [, rows] = await listed(username);
      expect(rows).not.toContain(`D110108000001 @ ${AFAR}`);
      expect(rows).toContain(`D110105000001+D110105000999 @ ${HOSPITAL}+${SECOND}`);
    }
    expect((await listed('auditor'))[1]).toContain(`D110108000001 @ ${AFAR}`);
    expect(await listed('city-bureau', `&institution=${AFAR}`)).toEqual([1, [`D110108000001 @ ${AFAR}`]]);
    expect(await listed('city-bureau', '&name=%E7%A4%BA%E8%8C%83%E7%94%B2')).toEqual([
      1,
      [`D110105000001+D110105000999 @ ${HOSPITAL}+${SECOND}`],
    ]);
  });

  it('agency keeps to its own', async () => {
    const institution = { code: 'H1', name: '甲', kind: 'HOSPITAL', district: '110108' };
    expect(await statusOf('district-agency', 'POST', '/institutions', institution)).toBe(403);
    const path = '/persons/D110105000001/commitments';
    expect(await speaker.refused('district-agency', path, commitmentBody(AFAR))).toEqual([
      '/institutionCode UNKNOWN_REFERENCE -',
    ]);
    expect(
      await speaker.refused('district-agency', '/persons/merges', {
        into: 'D110105000001',
        other: 'D110108000001',
        on: '2025-07-01',
        reason: '同一人',
      }),
    ).toEqual(['/other UNKNOWN_REFERENCE -']);
  });
});

describe('everybody else', () => {
  it.each(['city-bureau', 'district-bureau', 'auditor'])('%s reads and writes nothing', async (username) => {
    expect(await statusOf(username, 'GET', '/persons')).toBe(200);
    expect(await statusOf(username, 'POST', '/persons', personBody('D110105000604', 604))).toBe(403);
    expect(
      await statusOf(username, 'POST', '/registrations/x/cancellation', { on: '2025-07-01', reason: 'LEFT' }),
    ).toBe(403);
  });

  it.each(['person', 'sysadmin', 'secadmin'])('%s has no business here', async (username) => {
    for (const path of ['/persons', '/persons/D110105000001', '/institutions', `/institutions/${HOSPITAL}`])
      expect(await statusOf(username, 'GET', path)).toBe(403);
    expect(await statusOf(username, 'POST', '/persons', personBody('D110105000604', 604))).toBe(403);
  });
});

describe('an identity number', () => {
  const numbers = [
    ...DEMONSTRATION_PEOPLE.map((each) => each.identityNumber),
    identityNumber(1),
    identityNumber(601),
    identityNumber(605),
  ];

  it('is nowhere in clear: not in the database, the record, the log or an answer', async () => {
    const wrong = { ...personBody('D110105000605', 605, '另一人'), codes: ['D110105000001'] };
    await speaker.ask('hospital', 'POST', '/persons', wrong);
    const answer = await told<object>('city-agency', 'POST', '/persons', personBody('D110105000605', 605));
    const files = readdirSync(bureau.folder).map((name) => readFileSync(join(bureau.folder, name)));
    const record = await bureau.app.get(Database).read.find(RecordEntryEntity);
    expect(files.some((bytes) => bytes.includes('D110105000605'))).toBe(true);
    expect(record.some(({ after }) => after?.includes('D110105000605'))).toBe(true);
    expect(log).toContain('/api/v1/persons');
    for (const number of numbers) {
      expect(files.some((bytes) => bytes.includes(number))).toBe(false);
      expect(JSON.stringify(record)).not.toContain(number);
      expect(log).not.toContain(number);
      expect(JSON.stringify(answer)).not.toContain(number);
    }
  });

  it('does not stand in the record even masked, nor does a name', async () => {
    const record = JSON.stringify(await bureau.app.get(Database).read.find(RecordEntryEntity));
    expect(record).not.toMatch(/\*{3}/);
    expect(record).not.toContain('张试605');
    expect(record).not.toContain('示范甲');
  });
});
