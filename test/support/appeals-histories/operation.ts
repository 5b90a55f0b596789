import type { Chance } from './chance.js';

/** Something that is open in the present state. */
export interface Operation {
  readonly weight: number;
  readonly run: (chance: Chance) => Promise<void>;
}
