/** The items of arts. 13, 14, 16, 17 and 18 of the benchmark, in the order of the text. */
export const SHALL_MITIGATE = [
  'DB2025:13(1)',
  'DB2025:13(2)',
  'DB2025:13(3)',
  'DB2025:13(4)',
  'DB2025:13(5)',
  'DB2025:13(6)',
] as const;
export const MAY_MITIGATE = ['DB2025:14(1)', 'DB2025:14(2)', 'DB2025:14(3)', 'DB2025:14(4)'] as const;
export const NO_PENALTY_ITEMS = [
  'DB2025:16(1)',
  'DB2025:16(2)',
  'DB2025:16(3)',
  'DB2025:16(4)',
  'DB2025:16(5)',
  'DB2025:16(6)',
] as const;
export const WAIVER_ITEMS = ['DB2025:17'] as const;
export const AGGRAVATE = [
  'DB2025:18(1)',
  'DB2025:18(2)',
  'DB2025:18(3)',
  'DB2025:18(4)',
  'DB2025:18(5)',
] as const;

export const ITEMS = [
  ...SHALL_MITIGATE,
  ...MAY_MITIGATE,
  ...NO_PENALTY_ITEMS,
  ...WAIVER_ITEMS,
  ...AGGRAVATE,
] as const;

export type ItemCode = (typeof ITEMS)[number];

export const MINOR: ItemCode = 'DB2025:13(1)';
export const CHILD: ItemCode = 'DB2025:16(1)';
export const NO_HARM: ItemCode = 'DB2025:16(3)';
export const OUT_OF_TIME: ItemCode = 'DB2025:16(5)';
export const FIRST_TIME: ItemCode = 'DB2025:17';
export const GRAVE_CONSEQUENCES: ItemCode = 'DB2025:18(1)';
export const REFUSAL_OR_REPEAT: ItemCode = 'DB2025:18(2)';
export const OBSTRUCTION: ItemCode = 'DB2025:18(3)';
export const EVIDENCE_TAMPERED: ItemCode = 'DB2025:18(4)';

/** P38: items that stand for another legal provision, which has to be named. */
export const RESIDUAL_ITEMS: ReadonlySet<ItemCode> = new Set<ItemCode>([
  'DB2025:13(6)',
  'DB2025:14(4)',
  'DB2025:16(6)',
  'DB2025:18(5)',
]);

/** Items that only a natural person can meet. */
export const NATURAL_PERSON_ITEMS: ReadonlySet<ItemCode> = new Set<ItemCode>([
  'DB2025:13(1)',
  'DB2025:14(3)',
  'DB2025:16(1)',
  'DB2025:16(2)',
]);
