import { describe, expect, it } from '@jest/globals';
import { date } from '../shared/calendar-date.js';
import { eventsOfFacts, type LedgerFact } from './ledger-fact.js';

const linked = {
  type: 'LINKED',
  id: 'l1',
  on: date('2025-09-26'),
  kind: 'SUSPENSION',
  from: date('2025-09-26'),
  to: null,
} as const;
const ended = (to: string, linkId = 'l1'): LedgerFact => ({
  type: 'LINK_ENDED',
  on: date('2025-12-01'),
  linkId,
  to: date(to),
});

const lastDays = (...facts: readonly LedgerFact[]): (string | null)[] =>
  eventsOfFacts(facts, () => 'INSTITUTION').flatMap(({ event }) =>
    event.type === 'LINKED' ? [event.to] : [],
  );

describe('a linked measure without a last day (PQ2025:27, S25)', () => {
  it('has none until it is recorded; of several recorded the last stands', () => {
    expect(lastDays(linked)).toEqual([null]);
    expect(lastDays(linked, ended('2025-12-12'))).toEqual(['2025-12-12']);
    expect(lastDays(linked, ended('2025-12-12'), ended('2025-12-10'))).toEqual(['2025-12-10']);
    expect(lastDays(linked, ended('2025-12-12', 'l2'))).toEqual([null]);
  });

  it('stays void once its ground fell', () => {
    const voided = { type: 'LINK_VOIDED', on: date('2025-12-02'), linkId: 'l1' } as const;
    expect(lastDays(linked, ended('2025-12-12'), voided)).toEqual([]);
    expect(lastDays(linked, voided, ended('2025-12-12'))).toEqual([]);
  });
});
