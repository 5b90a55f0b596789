/** An exact decimal: a whole number of millionths of its unit (× for multiples, yuan for amounts). */
export type Decimal = bigint & { readonly __unit: 'millionths' };

const PLACES = 6;
const ONE = 1_000_000n;

const millionths = (value: bigint): Decimal => value as Decimal;

export const ZERO: Decimal = millionths(0n);

/**
 * Reads a plain decimal such as `"1.5"`; no sign, no exponent.
 * @param maxPlaces decimal places allowed (0–6).
 * @returns the exact value, or `null` when the text is not such a decimal.
 */
export function parseDecimal(text: string, maxPlaces: number): Decimal | null {
  const match = /^(\d{1,13})(?:\.(\d+))?$/.exec(text);
  if (!match) return null;
  const fraction = match[2] ?? '';
  if (fraction.length > maxPlaces) return null;
  return millionths(BigInt(match[1] ?? '0') * ONE + BigInt(fraction.padEnd(PLACES, '0')));
}

/** Reads a decimal that the rulebook is known to hold; throws on anything else. */
export function decimal(text: string): Decimal {
  const value = parseDecimal(text, PLACES);
  if (value === null) throw new Error(`not a decimal: ${text}`);
  return value;
}

const WITHOUT_TRAILING_ZEROS = /\.?0+$/;

/** Shortest decimal string: `"1.5"`, `"2"`. */
export function formatDecimal(value: Decimal): string {
  const fraction = value % ONE;
  const whole = (value / ONE).toString();
  if (fraction === 0n) return whole;
  return `${whole}.${fraction.toString().padStart(PLACES, '0')}`.replace(WITHOUT_TRAILING_ZEROS, '');
}

export const plus = (a: Decimal, b: Decimal): Decimal => millionths(a + b);
export const minus = (a: Decimal, b: Decimal): Decimal => millionths(a - b);
export const times = (a: Decimal, count: number): Decimal => millionths(a * BigInt(count));
export const maxOf = (a: Decimal, b: Decimal): Decimal => (a > b ? a : b);
export const minOf = (a: Decimal, b: Decimal): Decimal => (a < b ? a : b);

/** (a + b) / 2 (DB2025:10); exact for every value of at most five places. */
export const midpointOf = (a: Decimal, b: Decimal): Decimal => millionths((a + b) / 2n);
