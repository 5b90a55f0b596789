import type { Decimal } from './decimal.js';

/** An amount of money in whole fen (分), never negative. */
export type Fen = bigint & { readonly __unit: 'fen' };

const FEN_PER_YUAN = 100n;
const MILLIONTHS_OF_YUAN_PER_FEN = 10_000n;
const ONE = 1_000_000n;

const fen = (value: bigint): Fen => value as Fen;

export const NO_MONEY: Fen = fen(0n);

/** Reads yuan with up to 13 digits and at most two places; `null` when the text is not such an amount. */
export function parseMoney(yuan: string): Fen | null {
  const match = /^(\d{1,13})(?:\.(\d{1,2}))?$/.exec(yuan);
  if (!match) return null;
  return fen(BigInt(match[1] ?? '0') * FEN_PER_YUAN + BigInt((match[2] ?? '').padEnd(2, '0')));
}

/** Reads yuan that is known to be sound; throws on anything else. */
export function money(yuan: string): Fen {
  const amount = parseMoney(yuan);
  if (amount === null) throw new Error(`not an amount: ${yuan}`);
  return amount;
}

/** Yuan with two places: `"57227.40"`. */
export function formatMoney(amount: Fen): string {
  return `${amount / FEN_PER_YUAN}.${(amount % FEN_PER_YUAN).toString().padStart(2, '0')}`;
}

/** A figure in yuan (whole fen) as money. */
export const moneyOfYuan = (yuan: Decimal): Fen => fen(yuan / MILLIONTHS_OF_YUAN_PER_FEN);

/** Money as a figure in yuan, to be compared with bounds in yuan. */
export const yuanOfMoney = (amount: Fen): Decimal => (amount * MILLIONTHS_OF_YUAN_PER_FEN) as Decimal;

export const addMoney = (a: Fen, b: Fen): Fen => fen(a + b);
export const largerMoney = (a: Fen, b: Fen): Fen => (a > b ? a : b);

/** P34: amount × multiple, rounded once, half up to one fen. */
export function p34AmountTimesMultiple(amount: Fen, multiple: Decimal): Fen {
  return fen((amount * multiple + ONE / 2n) / ONE);
}

/** Compares money with the unrounded product amount × multiple: negative, zero or positive. */
export function compareWithProduct(money: Fen, amount: Fen, multiple: Decimal): number {
  const difference = money * ONE - amount * multiple;
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}
