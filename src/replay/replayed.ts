import { ENGINE_VERSION } from '../domain/discretion/engine-version.js';
import type { Rulebook } from '../domain/rulebook/rulebook.js';

/** What is decided again. */
export const REPLAY_KINDS = [
  'EVALUATION',
  'PROPOSAL',
  'DECISION',
  'DETERMINATION',
  'LINKED',
  'NOTICE',
  'MONTHS',
  'MEASURE_NOTICE',
  'OBJECTION',
  'REVERSAL',
  'REPAIR',
  'RESTORATION',
  'STANDING',
] as const;
export type ReplayKind = (typeof REPLAY_KINDS)[number];

/**
 * `OTHER_ENGINE`: made by a version of the rules that this program is not. `RULEBOOK_UNKNOWN`: its rulebook is not
 * stored, or no longer what it was. Neither is equal.
 */
export const VERDICTS = ['EQUAL', 'DIFFERS', 'OTHER_ENGINE', 'RULEBOOK_UNKNOWN'] as const;
export type Verdict = (typeof VERDICTS)[number];

/** A stored decision and what it comes to today under the rulebook that it was made by. */
export interface Replayed {
  readonly kind: ReplayKind;
  readonly id: string;
  /** When it was recorded, RFC 3339; null for what is a projection. */
  readonly at: string | null;
  readonly verdict: Verdict;
  /** Of the rulebook it was decided by again; null where that is not to be had. */
  readonly rulebookHash: string | null;
  readonly stored: string;
  /** Null where it was not decided again. */
  readonly again: string | null;
}

export type Told = Pick<Replayed, 'kind' | 'id' | 'at'>;

/**
 * Decides again and compares byte for byte.
 * @param again what it comes to; an error in it, since the stored facts no longer allow a decision, is a difference.
 */
export function replayed(
  told: Told,
  stored: string,
  rulebook: Rulebook | null,
  again: (rulebook: Rulebook) => string,
): Replayed {
  if (rulebook === null)
    return { ...told, verdict: 'RULEBOOK_UNKNOWN', rulebookHash: null, stored, again: null };
  const text = attempted(() => again(rulebook));
  const verdict = text === stored ? 'EQUAL' : 'DIFFERS';
  return { ...told, verdict, rulebookHash: rulebook.hash, stored, again: text };
}

/**
 * As {@link replayed}, for what has no version of its rules by itself. What comes to something else, and was made while this
 * program's rules had another version, was made by those.
 * @param engine version of the rules at the time; null where it is not known.
 */
export function replayedThen(
  told: Told,
  stored: string,
  { rulebook, engine }: { readonly rulebook: Rulebook | null; readonly engine: string | null },
  again: (rulebook: Rulebook) => string,
): Replayed {
  const now = replayed(told, stored, rulebook, again);
  const others = engine !== null && engine !== ENGINE_VERSION;
  return now.verdict === 'DIFFERS' && others ? ofOtherEngine(told, stored) : now;
}

/** A decision of rules that this program does not have any more. */
export const ofOtherEngine = (told: Told, stored: string): Replayed => ({
  ...told,
  verdict: 'OTHER_ENGINE',
  rulebookHash: null,
  stored,
  again: null,
});

/** Several texts as one, a line each. */
export const lines = (...texts: readonly (string | number | null)[]): string =>
  texts.map((text) => String(text)).join('\n');

function attempted(again: () => string): string {
  try {
    return again();
  } catch (error) {
    return `（无法重演：${error instanceof Error ? error.message : String(error)}）`;
  }
}
