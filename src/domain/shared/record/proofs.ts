import { rootOf } from './growth.js';
import type { Hash, TreeHashing } from './hashing.js';
import { largestPowerBelow, perfectSpans, type Span } from './nodes.js';

/** The hash of a perfect subtree that is stored. */
export type NodeLookup = (perfect: Span) => Hash;

/** The subtrees whose hashes prove that the leaf is in the tree, from the leaf up (RFC 9162, 2.1.3.1). */
export function inclusionSpans(index: number, size: number): Span[] {
  const spans: Span[] = [];
  for (let from = 0, to = size; to - from > 1;) {
    const middle = from + largestPowerBelow(to - from);
    if (index < middle) {
      spans.unshift({ from: middle, to });
      to = middle;
    } else {
      spans.unshift({ from, to: middle });
      from = middle;
    }
  }
  return spans;
}

/**
 * The subtrees whose hashes prove that a tree of `size` leaves begins with one of `first` (RFC 9162, 2.1.4.1).
 * @param first from 1 to `size`.
 */
export function consistencySpans(first: number, size: number): Span[] {
  const spans: Span[] = [];
  let known = true;
  let from = 0;
  for (let to = size; first < to;) {
    const middle = from + largestPowerBelow(to - from);
    if (first <= middle) {
      spans.unshift({ from: middle, to });
      to = middle;
    } else {
      spans.unshift({ from, to: middle });
      from = middle;
      known = false;
    }
  }
  return known ? spans : [{ from, to: first }, ...spans];
}

/** The hash of any subtree, put together from the perfect ones that are stored. */
export const spanHash = (span: Span, lookup: NodeLookup, hashing: TreeHashing): Hash =>
  rootOf({ hashes: perfectSpans(span).map(lookup) }, hashing);

/** Whether the path leads from the leaf to the root (RFC 9162, 2.1.3.2). */
export function isIncluded(
  leaf: { readonly index: number; readonly hash: Hash },
  tree: { readonly size: number; readonly root: Hash },
  path: readonly Hash[],
  { inner }: TreeHashing,
): boolean {
  if (leaf.index >= tree.size) return false;
  let hash = leaf.hash;
  let index = leaf.index;
  let last = tree.size - 1;
  for (const step of path) {
    if (last === 0) return false;
    if (index % 2 === 1 || index === last) {
      hash = inner(step, hash);
      while (index % 2 === 0 && index !== 0) [index, last] = [half(index), half(last)];
    } else {
      hash = inner(hash, step);
    }
    [index, last] = [half(index), half(last)];
  }
  return last === 0 && hash === tree.root;
}

interface Tree {
  readonly size: number;
  readonly root: Hash;
}

/** Whether the proof shows that the second tree begins with the first (RFC 9162, 2.1.4.2). */
export function isConsistent(
  first: Tree,
  second: Tree,
  proof: readonly Hash[],
  hashing: TreeHashing,
): boolean {
  if (first.size > second.size) return false;
  if (first.size === second.size) return proof.length === 0 && first.root === second.root;
  if (first.size === 0) return proof.length === 0 && first.root === hashing.empty;
  return leadsToBoth(first, second, isPowerOfTwo(first.size) ? [first.root, ...proof] : proof, hashing);
}

function leadsToBoth(first: Tree, second: Tree, proof: readonly Hash[], { inner }: TreeHashing): boolean {
  const [seed, ...steps] = proof;
  if (seed === undefined) return false;
  let [index, last] = [first.size - 1, second.size - 1];
  while (index % 2 === 1) [index, last] = [half(index), half(last)];
  let [older, newer] = [seed, seed];
  for (const step of steps) {
    if (last === 0) return false;
    if (index % 2 === 1 || index === last) {
      [older, newer] = [inner(step, older), inner(step, newer)];
      while (index % 2 === 0 && index !== 0) [index, last] = [half(index), half(last)];
    } else {
      newer = inner(newer, step);
    }
    [index, last] = [half(index), half(last)];
  }
  return last === 0 && older === first.root && newer === second.root;
}

const half = (n: number): number => Math.floor(n / 2);

const isPowerOfTwo = (n: number): boolean => largestPowerBelow(n + 1) === n;
