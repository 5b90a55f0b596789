import { HELD_APPEALS } from './held-appeals.js';
import { HELD_CASES } from './held-cases.js';
import { HELD_CLAIMS } from './held-claims.js';
import { HELD_HEADS, HELD_TRAININGS } from './held-heads.js';
import type { HeldKind } from './held-kind.js';
import { HELD_REGISTRY } from './held-registry.js';
import { HELD_SCORING } from './held-scoring.js';

/** Every action that decides something and leaves a row. */
export const HELD_KINDS: readonly HeldKind[] = [
  ...HELD_REGISTRY,
  ...HELD_HEADS,
  ...HELD_TRAININGS,
  ...HELD_CASES,
  ...HELD_CLAIMS,
  ...HELD_SCORING,
  ...HELD_APPEALS,
];
