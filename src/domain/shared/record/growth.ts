import type { Hash, TreeHashing } from './hashing.js';

/** The right edge of a tree: the hashes of its perfect subtrees, left to right. All that growing it takes. */
export interface Edge {
  readonly size: number;
  readonly hashes: readonly Hash[];
}

export const EMPTY_EDGE: Edge = { size: 0, hashes: [] };

export interface Grown {
  readonly edge: Edge;
  /** The nodes that came to be, in the order in which they are stored: the leaf, then what it completed. */
  readonly nodes: readonly Hash[];
}

/** The tree with one leaf more. */
export function grown({ size, hashes }: Edge, leaf: Hash, { inner }: TreeHashing): Grown {
  const rest = [...hashes];
  const nodes = [leaf];
  let top = leaf;
  for (let completed = size; completed % 2 === 1; completed = (completed - 1) / 2) {
    top = inner(rest.pop() ?? missing(), top);
    nodes.push(top);
  }
  return { edge: { size: size + 1, hashes: [...rest, top] }, nodes };
}

/** The root of the tree (RFC 6962, Merkle Tree Hash). */
export function rootOf({ hashes }: Pick<Edge, 'hashes'>, { empty, inner }: TreeHashing): Hash {
  return hashes.length === 0 ? empty : hashes.reduceRight((right, left) => inner(left, right));
}

function missing(): never {
  throw new Error('the edge of the tree does not fit its size');
}
