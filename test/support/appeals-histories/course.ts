import { Chance } from './chance.js';
import type { ObjectionFrom, World } from './state.js';
import { numbered } from '../scoring.js';

/** How long nothing happens: mostly the same or the next days, now and then weeks; once, in some worlds, for long. */
export function waitBefore(seed: number, round: number): number {
  const chance = Chance.of(seed, round, 1);
  const long = Chance.of(seed, 2);
  if (!long.oneIn(4) && round === 12 + long.below(10)) return 90 + chance.below(200);
  const kind = chance.below(20);
  if (kind < 10) return chance.below(3);
  if (kind < 16) return 3 + chance.below(7);
  return kind < 19 ? 10 + chance.below(30) : 40 + chance.below(30);
}

const RULINGS = [
  ['measureStart', 'LAST_DAY'],
  ['monthsCountedFrom', 'DEADLINE_DAY'],
  ['onceMeans', 'NOTICE'],
  ['objectionFrom', 'PERSON'],
  ['objectionFrom', 'LATER'],
  ['repairDay', 'APPROVAL'],
  ['unrestoredAfterExpiry', 'PAYABLE'],
  ['activityPoints', 'DISTRICT=2,MUNICIPAL=2,NATIONAL=3'],
] as const;

/** An official ruling on an open reading that reaches back to the start of the scheme, in half of the worlds. */
export async function rule(world: World, seed: number, round: number): Promise<void> {
  const chance = Chance.of(seed, 3);
  const when = 8 + chance.below(20);
  if (chance.oneIn(2) || round !== when) return;
  const [policy, value] = chance.of(RULINGS);
  await world.bureau.attempt({
    kind: 'RULED',
    username: 'city-bureau',
    path: '/rulebook/rulings',
    body: { policy, value, documentNo: numbered('京医保函'), validFrom: '2025-04-15' },
    line: 'POLICY_RULING_IMPORTED',
  });
  if (policy === 'objectionFrom') world.objectionFrom = value satisfies ObjectionFrom;
}
