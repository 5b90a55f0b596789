/** The leaves `from` (included) to `to` (excluded), counted from 0. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** The largest power of two below `size`, which is at least 2. */
export function largestPowerBelow(size: number): number {
  let power = 1;
  while (power * 2 < size) power *= 2;
  return power;
}

/** The perfect subtrees of a tree over the span, left to right, each smaller than the one before. */
export function perfectSpans({ from, to }: Span): Span[] {
  const spans: Span[] = [];
  for (let start = from; start < to;) {
    const length = largestPowerBelow(to - start + 1);
    spans.push({ from: start, to: start + length });
    start += length;
  }
  return spans;
}

/** How many nodes a record of so many leaves has stored: every perfect subtree, the leaves among them. */
export function nodeCount(leaves: number): number {
  let ones = 0;
  for (let rest = leaves; rest > 0; rest = Math.floor(rest / 2)) ones += rest % 2;
  return 2 * leaves - ones;
}

/** Where the root of a perfect subtree is stored: nodes stand in the order in which they come to be, from 0. */
export const nodePosition = ({ from, to }: Span): number =>
  nodeCount(to - 1) + Math.round(Math.log2(to - from));
