/** What both engines are told of the law, in the words of their own models. */
export const SHALL = [1, 2, 3, 4, 5, 6].map((item) => `DB2025:13(${item})`);
export const MAY = [1, 2, 3, 4].map((item) => `DB2025:14(${item})`);
export const NO_PENALTY = [1, 2, 3, 4, 5, 6].map((item) => `DB2025:16(${item})`);
export const WAIVER = 'DB2025:17';
export const AGGRAVATE = [1, 2, 3, 4, 5].map((item) => `DB2025:18(${item})`);
export const REFUSAL = 'DB2025:18(2)';

export interface Charge {
  readonly basis: string;
  readonly provisions: readonly string[];
  /** The basis after intent and a loss. */
  readonly afterIntent: string;
  readonly suspended: 'ALWAYS' | 'TRIGGERED' | 'NEVER';
}

/** The articles with a fine in multiples. */
export const CHARGES: readonly Charge[] = [
  { basis: 'REG735:37', provisions: ['REG735:37'], afterIntent: 'REG735:37', suspended: 'NEVER' },
  {
    basis: 'REG735:38',
    provisions: [1, 2, 3, 4, 5, 6, 7].map((item) => `REG735:38(${item})`),
    afterIntent: 'REG735:40',
    suspended: 'TRIGGERED',
  },
  {
    basis: 'REG735:40',
    provisions: [1, 2, 3, 4].map((item) => `REG735:40.1(${item})`),
    afterIntent: 'REG735:40',
    suspended: 'ALWAYS',
  },
  { basis: 'REG735:41.2', provisions: ['REG735:41.2'], afterIntent: 'REG735:41.2', suspended: 'NEVER' },
];

/** Midpoint and floor of a fine for a loss, and of one for fraud. */
export const LOSS = { midpoint: 1.5, floor: 0.5 };
export const FRAUD = { midpoint: 3.5, floor: 2 };
