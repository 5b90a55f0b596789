import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { LedgerService } from '../../src/ledger/ledger.module.js';
import { Database } from '../../src/platform/database/database.js';
import { filed, readyToDecide, stepOn, workOn } from '../support/appeals.js';
import {
  DOCTOR,
  forMonths,
  found,
  HOSPITAL,
  noticed,
  ScoringBureau,
  servedOn,
  standAlone,
  type NoticeTold,
} from '../support/scoring.js';

interface Ruled {
  readonly rulebook: { readonly hash: string };
  readonly moved: readonly {
    readonly what: string;
    readonly part: string;
    readonly was: string;
    readonly now: string;
  }[];
}

describe('a ruling on a reading of the points system (S16)', () => {
  let bureau: ScoringBureau;
  let noticeId: string;
  beforeAll(async () => {
    bureau = await ScoringBureau.open('2025-09-26');
    const nine = standAlone('2025-09-26', [found(DOCTOR, { degree: 'PRINCIPAL' })]);
    ({ id: noticeId } = await noticed(bureau, nine, DOCTOR, forMonths(2)));
    await bureau.told(
      'district-agency',
      'POST',
      `/scoring/notices/${noticeId}/service`,
      servedOn('2025-09-26'),
    );
  });
  afterAll(() => bureau.close());

  const timeline = async (): Promise<unknown> =>
    (
      await bureau.told<{ timeline: unknown }>(
        'district-agency',
        'GET',
        `/scoring/persons/${DOCTOR}/ledger?on=2025-12-01`,
      )
    ).timeline;

  it('moves the measures that rest on it, lists every day, and keeps projection and ledger equal', async () => {
    const before = [{ from: '2025-10-11', to: null, status: 'SUSPENDED', causes: [noticeId] }];
    expect(await timeline()).toEqual(before);
    const { moved } = await bureau.told<Ruled>('city-bureau', 'POST', '/rulebook/rulings', {
      policy: 'measureStart',
      value: 'LAST_DAY',
      documentNo: '京医保函〔2025〕77号',
      validFrom: '2025-04-15',
    });
    expect(
      moved.filter(({ what }) => what === 'MEASURE').map(({ part, was, now }) => [part, was, now]),
    ).toEqual([
      ['FROM', '2025-10-11', '2025-10-10'],
      ['TO', '2025-12-10', '2025-12-09'],
    ]);
    expect(await timeline()).toEqual([{ ...before[0], from: '2025-10-10' }]);
    const database = bureau.app.app.get(Database);
    expect(await bureau.app.app.get(LedgerService).differences(database.read)).toEqual([]);
  });

  it('moves nothing of scores whose points’ day lies before it', async () => {
    const { moved } = await bureau.told<Ruled>('city-bureau', 'POST', '/rulebook/rulings', {
      policy: 'measureStart',
      value: 'DAY_AFTER',
      documentNo: '京医保函〔2026〕1号',
      validFrom: '2026-01-01',
    });
    expect(moved).toEqual([]);
  });
});

describe('a ruling on whose receipt starts the time to object (PQ2025:34, S16)', () => {
  let bureau: ScoringBureau;
  let noticeId: string;
  let rulings = 0;
  beforeEach(async () => {
    bureau = await ScoringBureau.open('2025-09-28');
    ({ id: noticeId } = await noticed(bureau, standAlone('2025-09-28', [found(DOCTOR)]), DOCTOR));
  });
  afterEach(() => bureau.close());

  const served = (recipient: string): Promise<unknown> =>
    bureau.told(
      'district-agency',
      'POST',
      `/scoring/notices/${noticeId}/service`,
      servedOn('2025-09-28', { recipient }),
    );
  const ruled = (value: string): Promise<Ruled> =>
    bureau.told('city-bureau', 'POST', '/rulebook/rulings', {
      policy: 'objectionFrom',
      value,
      documentNo: `京医保函〔2025〕${++rulings}号`,
      validFrom: `2025-04-${14 + rulings}`,
    });
  /** Of the notice only what waits for service and the time to object. */
  const waiting = async (): Promise<string[]> =>
    (await workOn(bureau, `notice/${noticeId}`)).filter((each) => !each.startsWith('REMINDER_TALK'));
  const deadline = async (): Promise<string | null> => {
    const path = `/scoring/notices/${noticeId}`;
    const { now } = await bureau.told<NoticeTold>('district-agency', 'GET', path);
    return now.objectionDeadline;
  };

  it('moves the clock of the period with the deadline, and names the day that moved', async () => {
    await served('PERSON');
    bureau.today('2025-09-29');
    await bureau.told(
      'district-agency-2',
      'POST',
      `/scoring/notices/${noticeId}/service`,
      servedOn('2025-09-29'),
    );
    expect([await deadline(), await waiting()]).toEqual([
      '2025-10-13',
      [`OBJECTION_PERIOD ${HOSPITAL} 2025-10-13`],
    ]);
    const { moved } = await ruled('PERSON');
    expect(moved.map(({ what, part, was, now }) => [what, part, was, now])).toEqual([
      ['OBJECTION_DEADLINE', 'DUE', '2025-10-13', '2025-10-11'],
      ['CLOCK', 'DUE', '2025-10-13', '2025-10-11'],
    ]);
    expect([await deadline(), await waiting()]).toEqual([
      '2025-10-11',
      [`OBJECTION_PERIOD ${HOSPITAL} 2025-10-11`],
    ]);
    await ruled('LATER');
    expect([await deadline(), await waiting()]).toEqual([
      '2025-10-13',
      [`OBJECTION_PERIOD ${HOSPITAL} 2025-10-13`],
    ]);
  });

  it('asks for the service that is missing, and ends the period that no longer runs', async () => {
    await served('INSTITUTION');
    expect(await waiting()).toEqual([`OBJECTION_PERIOD ${HOSPITAL} 2025-10-11`]);
    await ruled('PERSON');
    expect([await deadline(), await waiting()]).toEqual([null, ['SERVE_NOTICE 110105 -']]);
    await ruled('INSTITUTION');
    expect([await deadline(), await waiting()]).toEqual([
      '2025-10-11',
      [`OBJECTION_PERIOD ${HOSPITAL} 2025-10-11`],
    ]);
  });

  it('asks for service to the person where nobody was served yet', async () => {
    const tell = 'TELL_INSTITUTION 110105 2025-10-11';
    expect(await waiting()).toEqual([tell]);
    await ruled('PERSON');
    expect(await waiting()).toEqual(['SERVE_NOTICE 110105 -', tell]);
    await ruled('INSTITUTION');
    expect(await waiting()).toEqual([tell]);
  });

  it('wakes nothing of a notice that was revoked', async () => {
    await served('INSTITUTION');
    const { id } = await filed(bureau, noticeId, '2025-09-28');
    await readyToDecide(bureau, id, '2025-09-28');
    await stepOn(bureau, 'district-agency-2', id, 'decision', { outcome: 'UPHELD', reasons: '没有责任' });
    expect(await workOn(bureau, `notice/${noticeId}`)).toEqual([]);
    await ruled('PERSON');
    expect(await workOn(bureau, `notice/${noticeId}`)).toEqual([]);
  });
});
