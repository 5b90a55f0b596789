/** An exact fraction; the denominator is positive. */
export interface Fraction {
  readonly over: bigint;
  readonly under: bigint;
}

export const fraction = (over: bigint, under: bigint): Fraction => ({ over, under });

const PLACES = 4;
const SCALE = 10_000n;
const HUNDRED = 100n;

const compare = (a: Fraction, b: Fraction): number => {
  const difference = a.over * b.under - b.over * a.under;
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
};

/** Rounded once, half up, to four places: `0.3333`. The fraction is not negative. */
export function fourPlaces({ over, under }: Fraction): string {
  const scaled = (2n * over * SCALE + under) / (2n * under);
  return `${scaled / SCALE}.${(scaled % SCALE).toString().padStart(PLACES, '0')}`;
}

/** A share in per cent with two places: `33.33%`; none of nothing. */
export function percent(part: bigint, whole: bigint): string | null {
  if (whole === 0n) return null;
  const scaled = (2n * part * SCALE + whole) / (2n * whole);
  return `${scaled / HUNDRED}.${(scaled % HUNDRED).toString().padStart(2, '0')}%`;
}

/** The fraction as it is, in lowest terms: `1/3`. */
export function inLowestTerms({ over, under }: Fraction): string {
  const divisor = greatestCommon(over, under);
  return `${over / divisor}/${under / divisor}`;
}

const greatestCommon = (a: bigint, b: bigint): bigint => (b === 0n ? a : greatestCommon(b, a % b));

/** Least, quartiles, greatest. */
export interface Quartiles {
  readonly min: Fraction;
  readonly lower: Fraction;
  readonly median: Fraction;
  readonly upper: Fraction;
  readonly max: Fraction;
}

/** Exact quartiles, between two values in proportion (at (n − 1) × q); null of nothing. */
export function quartilesOf(values: readonly Fraction[]): Quartiles | null {
  const sorted = [...values].sort(compare);
  const [min] = sorted;
  const max = sorted.at(-1);
  if (min === undefined || max === undefined) return null;
  const at = (quarters: number): Fraction => {
    const place = (sorted.length - 1) * quarters;
    const below = sorted[Math.floor(place / 4)] ?? min;
    const above = sorted[Math.floor(place / 4) + 1] ?? max;
    const part = BigInt(place % 4);
    return fraction(
      below.over * above.under * (4n - part) + above.over * below.under * part,
      4n * below.under * above.under,
    );
  };
  return { min, lower: at(1), median: at(2), upper: at(3), max };
}
