import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { LedgerService } from '../../src/ledger/ledger.module.js';
import { Database } from '../../src/platform/database/database.js';
import {
  DOCTOR,
  forMonths,
  found,
  noticed,
  ScoringBureau,
  servedOn,
  standAlone,
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
