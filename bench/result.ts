/** One line of the benchmark: a rate, and how many times that of what it is held against. */
export interface ResultLine {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  readonly against: string;
  readonly ratio: number;
}

const THREE = 1000;
const rounded = (value: number): number => Math.round(value * THREE) / THREE;

/** One JSON object a line on standard output; words for people go to standard error. */
export function print({ name, value, unit, against, ratio }: ResultLine): void {
  const line = { name, value: Math.round(value), unit, against, ratio: rounded(ratio) };
  process.stdout.write(`${JSON.stringify(line)}\n`);
}

export const tell = (words: string): void => {
  process.stderr.write(`${words}\n`);
};

/** The middle value; of an even number, the lower of the two in the middle. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted[Math.floor((sorted.length - 1) / 2)];
  if (middle === undefined) throw new Error('nothing measured');
  return middle;
}

/** Median of the ratios taken round by round, so that what slows the machine for a while slows both sides. */
export const medianRatio = (values: readonly number[], against: readonly number[]): number =>
  median(values.map((value, round) => value / (against[round] ?? Number.NaN)));
