import type { Circumstance, Facts } from './facts.js';

/** The circumstances given for each violation, by its id, in the order given. */
export function circumstancesByViolation(facts: Facts): ReadonlyMap<string, readonly Circumstance[]> {
  const given = new Map<string, Circumstance[]>(facts.violations.map(({ id }) => [id, []]));
  const all = [...given.keys()];
  for (const entry of facts.circumstances) {
    for (const id of new Set(entry.violationIds ?? all)) given.get(id)?.push(entry);
  }
  return given;
}
