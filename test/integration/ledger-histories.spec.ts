import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { HistoryEvent } from '../../src/domain/qualification/event.js';
import { judgeHistory, type History } from '../../src/domain/qualification/history.js';
import { judgeFacts } from '../../src/domain/qualification/ledger.js';
import type { LedgerFact } from '../../src/domain/qualification/ledger-fact.js';
import type { Account } from '../../src/identity/identity.module.js';
import { LedgerService } from '../../src/ledger/ledger.module.js';
import { Database } from '../../src/platform/database/database.js';
import { SHIPPED } from '../support/discretion/rulebook.js';
import { soundHistory } from '../support/qualification/arbitrary-history.js';
import { DATABASE_HISTORY_RUNS } from '../support/qualification/runs.js';
import { openTestApp, type TestApp } from '../support/test-app.js';

const OFFICER = { username: 'city-agency', office: '110000' } as Account;
const RECORD = {
  actor: OFFICER.username,
  office: OFFICER.office,
  action: 'TEST',
  subject: 'ledger',
  before: null,
  after: null,
  receipt: null,
};

/** Milliseconds; the full count takes minutes. */
const ENDURED = 1_800_000;

let app: TestApp;
let database: Database;
let ledger: LedgerService;

beforeAll(async () => {
  app = await openTestApp();
  database = app.app.get(Database);
  ledger = app.app.get(LedgerService);
});

afterAll(() => app.close());

/** The facts that an office records for an event: a score, and its receipt by itself. */
function factsOf(event: HistoryEvent): LedgerFact[] {
  if (event.type !== 'SCORE' || event.noticeReceivedOn === null) return [event];
  const received: LedgerFact = { type: 'RECEIVED', scoreId: event.id, on: event.noticeReceivedOn };
  return [{ ...event, noticeReceivedOn: null }, received];
}

/** Cuts a list into pieces of the given sizes, over and over. */
function cut<T>(list: readonly T[], sizes: readonly number[]): T[][] {
  const pieces: T[][] = [];
  for (let start = 0; start < list.length;) {
    const size = sizes[pieces.length % sizes.length] ?? 1;
    pieces.push(list.slice(start, start + size));
    start += size;
  }
  return pieces;
}

/** Records pieces one change after another. @returns the instant of each. */
async function record(personId: string, pieces: readonly LedgerFact[][]): Promise<string[]> {
  const instants: string[] = [];
  for (const piece of pieces) {
    instants.push(
      await database.write(async (tx, at) => {
        await ledger.append(tx, personId, piece, OFFICER, at);
        return { result: at, record: RECORD };
      }),
    );
  }
  return instants;
}

const plain = ({ standing, measureWhenHandled }: History): unknown => ({
  standing,
  measureWhenHandled: [...measureWhenHandled],
});

function sound(judged: ReturnType<typeof judgeHistory>): unknown {
  if (!judged.ok) throw new Error(JSON.stringify(judged.faults));
  return plain(judged.value);
}

describe('random histories', () => {
  it(
    'stand in the ledger, in its projection and in the preview alike, also as known at an instant (S31)',
    async () => {
      let person = 0;
      await fc.assert(
        fc.asyncProperty(
          soundHistory(),
          fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 3, maxLength: 3 }),
          fc.nat(),
          async (events, sizes, sample) => {
            person += 1;
            const personId = `p${person}`;
            const pieces = cut(events.flatMap(factsOf), sizes);
            const instants = await record(personId, pieces);
            const preview = sound(judgeHistory(events, SHIPPED));
            expect(plain(await ledger.historyOf(database.read, personId))).toEqual(preview);
            expect(plain(await ledger.storedHistoryOf(database.read, personId))).toEqual(preview);
            if (pieces.length === 0) return;
            const known = sample % pieces.length;
            expect(plain(await ledger.historyOf(database.read, personId, instants[known]))).toEqual(
              sound(judgeFacts(pieces.slice(0, known + 1).flat(), [], SHIPPED)),
            );
          },
        ),
        { numRuns: DATABASE_HISTORY_RUNS },
      );
      expect(await ledger.differences(database.read)).toEqual([]);
    },
    ENDURED,
  );
});
