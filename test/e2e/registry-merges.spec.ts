import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { agreementOn } from '../../src/domain/registry/institution-state.js';
import { date } from '../../src/domain/shared/calendar-date.js';
import { Database } from '../../src/platform/database/database.js';
import { LedgerService } from '../../src/ledger/ledger.module.js';
import { RegistryService } from '../../src/registry/registry.module.js';
import { expectProblem } from '../support/problem.js';
import {
  commitmentBody,
  identityNumber,
  personBody,
  putOnFile,
  receivedFact,
  registeredBody,
  registrationBody,
  scoreFact,
  Speaker,
} from '../support/registry.js';
import {
  found,
  noticed,
  numbered,
  ScoringBureau,
  servedOn,
  standAlone,
  type NoticeTold,
  type Told,
} from '../support/scoring.js';
import { openTestApp, type TestApp } from '../support/test-app.js';
import { TestClock } from '../support/test-clock.js';

const HOSPITAL = 'H11010500001';
const SECOND = 'H11010500002';
const PATH = '/persons/merges';
const REASON = '身份证号录入有误，经核实为同一人';

interface Person {
  readonly id: string;
  readonly codes: readonly string[];
  readonly registrations: readonly {
    readonly id: string;
    readonly institutionCode: string;
    readonly status: string | null;
  }[];
  readonly standing: object | null;
  readonly merges: readonly object[];
}

interface Moved {
  readonly id: string;
  readonly moved: readonly {
    readonly id: string;
    readonly codes: readonly string[];
    readonly before: object;
    readonly after: object;
  }[];
}

const clock = new TestClock('2025-07-01T02:00:00.000Z');
let bureau: TestApp;
let speaker: Speaker;

const told = <T>(
  method: 'GET' | 'POST',
  path: string,
  body?: unknown,
  username = 'district-agency',
): Promise<T> => speaker.told<T>(username, method, path, body);
const file = (code: string, username?: string): Promise<Person> =>
  told<Person>('GET', `/persons/${code}`, undefined, username);
const merge = (into: string, other: string): Promise<Moved> =>
  told<Moved>('POST', PATH, { into, other, on: '2025-07-01', reason: REASON });
const undo = (id: string): Promise<Moved> =>
  told<Moved>('POST', `${PATH}/${id}/undo`, { on: '2025-07-01', reason: '并非同一人' });

beforeAll(async () => {
  bureau = await openTestApp({ clock });
  speaker = new Speaker(bureau);
});

afterAll(() => bureau.close());

describe('two files of one person', () => {
  const [one, two] = ['D110105000701', 'D110105000702'];
  let before: readonly Person[];
  let merged: Moved;

  it('are joined: the points of both sites add up, and the measure that follows is told (PQ2025:18, 25, 26)', async () => {
    await told('POST', '/persons', registeredBody(one, 701, HOSPITAL));
    await told('POST', '/persons', registeredBody(two, 702, SECOND));
    await putOnFile(bureau, one, [scoreFact('m1', '2025-05-06', 6)]);
    await putOnFile(bureau, two, [scoreFact('m2', '2025-05-12', 3), receivedFact('m2', '2025-05-16')]);
    before = [await file(one), await file(two)];
    expect(before.map(({ standing }) => standing)).toMatchObject([{ yearTotal: 6 }, { yearTotal: 3 }]);

    merged = await merge(one, two);
    const calm = { year: 2025, status: 'NORMAL', restrictions: [] };
    const suspended = {
      year: 2025,
      yearTotal: 9,
      status: 'SUSPENDED',
      restrictions: [{ cause: 'm2', kind: 'SUSPENSION', from: '2025-05-24', to: null, restoredOn: null }],
    };
    expect(merged).toEqual({
      id: expect.any(String),
      moved: [
        { id: before[0]?.id, codes: [one], before: { ...calm, yearTotal: 6 }, after: suspended },
        { id: before[1]?.id, codes: [two], before: { ...calm, yearTotal: 3 }, after: suspended },
      ],
    });
  });

  it('are one file under every code, with all sites', async () => {
    const [first, second] = [await file(one), await file(two)];
    expect(first).toEqual(second);
    expect([first.id, first.codes]).toEqual([before[0]?.id, [one, two]]);
    expect(first.registrations.map(({ institutionCode, status }) => [institutionCode, status])).toEqual([
      [HOSPITAL, 'SUSPENDED'],
      [SECOND, 'SUSPENDED'],
    ]);
    expect(first.merges).toEqual([
      {
        id: merged.id,
        intoCodes: [one],
        otherCodes: [two],
        on: '2025-07-01',
        reason: REASON,
        undoneOn: null,
        undoReason: null,
      },
    ]);
  });

  it('show the hospital its own part and the sum, nothing of the other', async () => {
    const own = await file(one, 'hospital');
    expect(own).toMatchObject({ codes: [one], merges: [], standing: { status: 'SUSPENDED', yearTotal: 9 } });
    expect(own.registrations.map(({ institutionCode }) => institutionCode)).toEqual([HOSPITAL]);
    expectProblem(await speaker.ask('hospital', 'GET', `/persons/${two}`), 404, 'NOT_FOUND');
  });

  it('are not joined twice', async () => {
    const body = { into: two, other: one, on: '2025-07-02', reason: REASON };
    expect(await speaker.refused('city-agency', PATH, body)).toEqual([
      '/on DATE_ORDER -',
      '/other SAME_FILE -',
    ]);
    expect(
      await speaker.refused('city-agency', PATH, { ...body, into: 'D9', other: 'D8', on: '2025-07-01' }),
    ).toEqual(['/into UNKNOWN_REFERENCE -', '/other UNKNOWN_REFERENCE -']);
  });

  it('are parted again and stand exactly as before (S31)', async () => {
    const early = { on: '2025-06-30', reason: '并非同一人' };
    expect(await speaker.refused('city-agency', `${PATH}/${merged.id}/undo`, early)).toEqual([
      '/on DATE_ORDER -',
    ]);
    const parted = await undo(merged.id);
    expect(parted.moved).toMatchObject([
      {
        id: before[0]?.id,
        codes: [one],
        before: { yearTotal: 9 },
        after: { yearTotal: 6, status: 'NORMAL', restrictions: [] },
      },
      {
        id: before[1]?.id,
        codes: [two],
        before: { yearTotal: 9 },
        after: { yearTotal: 3, status: 'NORMAL', restrictions: [] },
      },
    ]);
    const undone = [{ id: merged.id, undoneOn: '2025-07-01', undoReason: '并非同一人' }];
    for (const [place, code] of [one, two].entries()) {
      const now = await file(code);
      expect({ ...now, merges: [] }).toEqual({ ...before[place], merges: [] });
      expect(now.merges).toMatchObject(undone);
    }
    expect(await bureau.app.get(LedgerService).differences(bureau.app.get(Database).read)).toEqual([]);
  });

  it('are parted once, and only where there was a merge', async () => {
    const body = { on: '2025-07-01', reason: '并非同一人' };
    expectProblem(
      await speaker.ask('city-agency', 'POST', `${PATH}/${merged.id}/undo`, body),
      409,
      'CONFLICT',
    );
    expectProblem(await speaker.ask('city-agency', 'POST', `${PATH}/none/undo`, body), 404, 'NOT_FOUND');
  });
});

describe('files joined in a chain', () => {
  const codes = ['D110105000711', 'D110105000712', 'D110105000713'] as const;
  const [a, b, c] = codes;
  const totals = async (): Promise<unknown[]> =>
    Promise.all(codes.map(async (code) => [(await file(code)).codes, (await file(code)).standing]));
  const stands = (yearTotal: number): object => expect.objectContaining({ yearTotal });

  it('come apart link by link, in any order', async () => {
    for (const [index, code] of codes.entries()) {
      await told('POST', '/persons', personBody(code, 711 + index));
      await told('POST', `/persons/${code}/commitments`, commitmentBody(HOSPITAL));
      await putOnFile(bureau, code, [scoreFact(`c${index}`, '2025-05-06', index + 1)]);
    }
    const inner = await merge(b, c);
    const outer = await merge(a, b);
    expect(await totals()).toEqual(codes.map(() => [[a, b, c], stands(6)]));
    await undo(inner.id);
    expect(await totals()).toEqual([
      [[a, b], stands(3)],
      [[a, b], stands(3)],
      [[c], stands(3)],
    ]);
    await undo(outer.id);
    expect(await totals()).toEqual([
      [[a], stands(1)],
      [[b], stands(2)],
      [[c], stands(3)],
    ]);
  });

  it('keep what is registered meanwhile with the code it was registered under', async () => {
    const { id } = await merge(a, b);
    await told('POST', `/persons/${b}/registrations`, registrationBody(HOSPITAL));
    const duplicate = await speaker.refused(
      'city-agency',
      `/persons/${a}/registrations`,
      registrationBody(HOSPITAL),
    );
    expect(duplicate).toEqual(['/from DUPLICATE_REGISTRATION PQ2025:13']);
    await undo(id);
    expect([(await file(a)).registrations.length, (await file(b)).registrations.length]).toEqual([0, 1]);
  });
});

describe('RegistryService', () => {
  const code = 'D110105000721';

  it('answers the modules above, with what was known when', async () => {
    const registry = bureau.app.get(RegistryService);
    const { read } = bureau.app.get(Database);
    const { registrations } = await told<Person>('POST', '/persons', registeredBody(code, 721, HOSPITAL));
    const entered = clock.instant();
    clock.advanceSeconds(60);
    await told('POST', `/registrations/${registrations[0]?.id ?? ''}/cancellation`, {
      on: '2025-06-01',
      reason: 'LEFT',
    });
    const person = await registry.personByCode(read, ' d110105000721 ');
    const id = person?.id ?? '';
    expect(person).toEqual({ id: expect.any(String), personId: id, name: '张试721', codes: [code] });
    expect(await registry.personById(read, id)).toEqual(person);
    expect(await registry.personByIdentityNumber(read, identityNumber(721))).toEqual(person);
    expect(await registry.personByIdentityNumber(read, identityNumber(999))).toBeNull();
    expect([await registry.personByCode(read, 'D9'), await registry.personById(read, 'none')]).toEqual([
      null,
      null,
    ]);

    const [registration] = await registry.registrationsOf(read, id);
    expect(registration).toMatchObject({
      personId: id,
      institutionCode: HOSPITAL,
      departmentCode: null,
      kind: 'MEDICAL',
      from: '2025-05-01',
      cancelledOn: '2025-06-01',
      primary: false,
    });
    const { recordedAt = '', cancelRecordedAt } = registration ?? {};
    expect(recordedAt >= entered).toBe(true);
    expect(cancelRecordedAt).toBe(clock.instant());
    expect(await registry.commitmentsOf(read, id)).toMatchObject([
      { institutionCode: HOSPITAL, to: null, endedOn: null },
    ]);

    const at = async (day: string): Promise<string[]> =>
      (await registry.registeredAt(read, HOSPITAL, date(day)))
        .filter(({ personId }) => personId === id)
        .map(({ personCode }) => personCode);
    expect([await at('2025-04-30'), await at('2025-05-31'), await at('2025-06-01')]).toEqual([
      [],
      [code],
      [],
    ]);
    expect(await registry.primarySiteOf(read, id, date('2025-05-01'))).toBe(HOSPITAL);
    expect(await registry.primarySiteOf(read, id, date('2025-06-01'))).toBeNull();
  });

  it('tells institutions, their facts, and who is registered there, at which primary site', async () => {
    const registry = bureau.app.get(RegistryService);
    const { read } = bureau.app.get(Database);
    expect(await registry.institution(read, 'h11010500001')).toEqual({
      code: HOSPITAL,
      name: '示范医院',
      kind: 'HOSPITAL',
      public: true,
      district: '110105',
    });
    expect(await registry.institution(read, 'H9')).toBeNull();
    const { facts, departments } = await registry.institutionFacts(read, HOSPITAL);
    expect(departments.map((each) => each.code)).toEqual(['NK', 'WK']);
    expect(agreementOn(facts, date('2025-01-01')).state).toBe('IN_FORCE');
    expect(agreementOn(facts, date('2025-01-01'), '2025-06-30T00:00:00.000Z').state).toBe('NONE');
    const doctors = async (institution: string): Promise<unknown> =>
      (await registry.registeredAt(read, institution, date('2025-07-01')))
        .filter(({ personCode }) => personCode === 'D110105000001')
        .map(({ primary }) => primary);
    expect([await doctors(HOSPITAL), await doctors(SECOND)]).toEqual([[true], [false]]);
  });
});

describe('points stated under a code while two files are joined (PQ2025:18, S7)', () => {
  let city: ScoringBureau;
  const [one, two] = ['D110105000761', 'D110105000762'];
  const act = found(two, { degree: 'PRINCIPAL' });
  const months = { months: 1, monthsReasons: '情节一般' };
  interface Standing {
    readonly yearTotal: number;
    readonly status: string;
    readonly facts: { readonly type: string }[];
  }
  const standing = async (code: string): Promise<[number, string, string[]]> => {
    const path = `/scoring/persons/${code}/ledger?on=2025-07-20`;
    const { yearTotal, status, facts } = await city.told<Standing>('auditor', 'GET', path);
    return [yearTotal, status, facts.map(({ type }) => type)];
  };
  const join = async (): Promise<string> => {
    const body = { into: one, other: two, on: '2025-07-01', reason: REASON };
    return (await city.told<Moved>('district-agency', 'POST', PATH, body)).id;
  };
  const part = (id: string): Promise<Moved> =>
    city.told('district-agency', 'POST', `${PATH}/${id}/undo`, { on: '2025-07-01', reason: '并非同一人' });

  beforeEach(async () => {
    city = await ScoringBureau.open('2025-07-01');
    await city.told('district-agency', 'POST', '/persons', registeredBody(one, 761, HOSPITAL));
    await city.told('district-agency', 'POST', '/persons', registeredBody(two, 762, HOSPITAL));
  });
  afterEach(() => city.close());

  it('go with that code when the files are parted', async () => {
    const id = await join();
    const notice = await noticed(city, standAlone('2025-07-01', [act]), two, months);
    await city.told(
      'district-agency',
      'POST',
      `/scoring/notices/${notice.id}/service`,
      servedOn('2025-07-01'),
    );
    const suspended = [9, 'SUSPENDED', ['SCORE', 'RECEIVED']];
    expect([await standing(one), await standing(two)]).toEqual([suspended, suspended]);
    await part(id);
    expect([await standing(one), await standing(two)]).toEqual([[0, 'NORMAL', []], suspended]);
    const database = city.app.app.get(Database);
    expect(await city.app.app.get(LedgerService).differences(database.read)).toEqual([]);
  });

  it('go with that code when the notice is issued after the files are parted', async () => {
    const id = await join();
    const { id: determination } = await city.told<Told>(
      'district-agency',
      'POST',
      '/scoring/determinations',
      standAlone('2025-07-01', [act]),
    );
    await part(id);
    const path = `/scoring/determinations/${determination}/notices`;
    expect(
      await city.refused('district-agency', path, { personCode: one, number: numbered('记'), ...months }),
    ).toEqual(['/personCode UNKNOWN_REFERENCE PQ2025:24']);
    const form = { personCode: two, number: numbered('记'), ...months };
    expect(await city.told<NoticeTold>('district-agency', 'POST', path, form)).toMatchObject({
      personCode: two,
      points: 9,
    });
    expect([await standing(one), await standing(two)]).toEqual([
      [0, 'NORMAL', []],
      [9, 'NORMAL', ['SCORE']],
    ]);
  });

  it('go each with its own code when both were determined before the files were joined', async () => {
    const other = found(one, { conductId: '检〔2025〕1号/2', circumstance: 'PQ2025:20(3)', basis: '某规定' });
    const body = standAlone('2025-07-01', [act, other]);
    const { id } = await city.told<Told>('district-agency', 'POST', '/scoring/determinations', body);
    await join();
    const points: number[] = [];
    for (const personCode of [one, two]) {
      const form = {
        personCode,
        number: numbered('记'),
        ...(personCode === two && { months: 3, monthsReasons: '情节' }),
      };
      const path = `/scoring/determinations/${id}/notices`;
      points.push((await city.told<NoticeTold>('district-agency', 'POST', path, form)).points);
    }
    expect(points).toEqual([1, 9]);
  });

  it('are stated under one code of a person in one determination', async () => {
    await join();
    const findings = [act, found(one, { conductId: '检〔2025〕1号/2' })];
    const body = standAlone('2025-07-01', findings, { notScored: [{ personCode: one, reasons: '不知情' }] });
    const answer = await city.ask('district-agency', 'POST', '/scoring/determinations', body);
    const { errors } = expectProblem(answer, 422, 'RULE_VIOLATION') as { errors: object[] };
    const detail = `${one} 与 ${two} 是同一人的代码，已在同一份档案中；一份认定书对一人只用一个代码。`;
    expect(errors).toEqual([
      {
        pointer: '/notScored/0/personCode',
        code: 'DUPLICATE_ID',
        detail: '该人员既有记分的认定，又列为不记分。',
      },
      { pointer: '/findings/1/personCode', code: 'DUPLICATE_ID', detail },
      { pointer: '/notScored/0/personCode', code: 'DUPLICATE_ID', detail },
    ]);
  });
});
