import { createHash } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { EMPTY_EDGE, grown, rootOf, type Edge } from './growth.js';
import type { Hash, TreeHashing } from './hashing.js';
import { nodeCount, nodePosition, perfectSpans, type Span } from './nodes.js';
import { consistencySpans, inclusionSpans, isConsistent, isIncluded, spanHash } from './proofs.js';

const sha256 = (...parts: readonly (Buffer | string)[]): Hash =>
  parts.reduce((hash, part) => hash.update(part), createHash('sha256')).digest('hex');

const hashing: TreeHashing = {
  empty: sha256(),
  leaf: (text) => sha256(Buffer.of(0), text),
  inner: (left, right) => sha256(Buffer.of(1), Buffer.from(left, 'hex'), Buffer.from(right, 'hex')),
};

/** The Merkle Tree Hash as RFC 6962, 2.1 defines it. */
function definedRoot(leaves: readonly Hash[]): Hash {
  const [first] = leaves;
  if (first === undefined) return hashing.empty;
  if (leaves.length === 1) return first;
  let middle = 1;
  while (middle * 2 < leaves.length) middle *= 2;
  return hashing.inner(definedRoot(leaves.slice(0, middle)), definedRoot(leaves.slice(middle)));
}

const MOST = 64;
const LEAVES = Array.from({ length: MOST }, (_, index) => hashing.leaf(`entry ${index}`));

/** Every node of a tree of the first `MOST` leaves, as stored, and the edge at every size. */
function wholeTree(): { readonly nodes: readonly Hash[]; readonly edges: readonly Edge[] } {
  const nodes: Hash[] = [];
  const edges: Edge[] = [EMPTY_EDGE];
  for (const leaf of LEAVES) {
    const step = grown(edges.at(-1) ?? EMPTY_EDGE, leaf, hashing);
    nodes.push(...step.nodes);
    edges.push(step.edge);
  }
  return { nodes, edges };
}

const tree = wholeTree();
const lookup = (perfect: Span): Hash => tree.nodes[nodePosition(perfect)] ?? '';
const rootAt = (size: number): Hash => definedRoot(LEAVES.slice(0, size));
const hashesOf = (spans: readonly Span[]): Hash[] => spans.map((span) => spanHash(span, lookup, hashing));
const inclusion = (index: number, size: number): Hash[] => hashesOf(inclusionSpans(index, size));
const consistency = (first: number, size: number): Hash[] => hashesOf(consistencySpans(first, size));

const included = (index: number, size: number, path: readonly Hash[], root = rootAt(size)): boolean =>
  isIncluded({ index, hash: LEAVES[index] ?? '' }, { size, root }, path, hashing);
const extended = (first: number, size: number, proof: readonly Hash[], root = rootAt(size)): boolean =>
  isConsistent({ size: first, root: rootAt(first) }, { size, root }, proof, hashing);

const SIZES = Array.from({ length: MOST }, (_, index) => index + 1);
const PAIRS = SIZES.flatMap((size) => SIZES.slice(0, size).map((first) => [first, size] as const));

describe('the tree of the record', () => {
  it('has the root of RFC 6962 at every size, beginning with the hash of nothing', () => {
    expect(rootOf(EMPTY_EDGE, hashing)).toBe(
      'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
    );
    expect(tree.edges.map((edge) => rootOf(edge, hashing))).toEqual([0, ...SIZES].map(rootAt));
  });

  it('hashes one empty leaf as RFC 6962 does', () => {
    expect(hashing.leaf('')).toBe('6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d');
    expect(grown(EMPTY_EDGE, hashing.leaf(''), hashing).nodes).toEqual([hashing.leaf('')]);
  });

  it('stores every perfect subtree once, in the order in which they come to be', () => {
    expect([1, 2, 3, 4, 7, 8, 64].map(nodeCount)).toEqual([1, 3, 4, 7, 11, 15, 127]);
    expect(tree.nodes).toHaveLength(nodeCount(MOST));
    for (const length of [1, 2, 4, 8, 16, 32, 64]) {
      for (let from = 0; from < MOST; from += length) {
        expect(lookup({ from, to: from + length })).toBe(definedRoot(LEAVES.slice(from, from + length)));
      }
    }
  });

  it('is cut into perfect subtrees, each smaller than the one before', () => {
    expect(perfectSpans({ from: 0, to: 11 })).toEqual([
      { from: 0, to: 8 },
      { from: 8, to: 10 },
      { from: 10, to: 11 },
    ]);
    expect(perfectSpans({ from: 4, to: 4 })).toEqual([]);
  });

  it('does not grow on an edge that does not fit its size', () => {
    expect(() => grown({ size: 1, hashes: [] }, '', hashing)).toThrow('does not fit its size');
  });
});

describe('a proof that an entry is in the record', () => {
  it('holds for every entry of every size up to 64', () => {
    const failing = PAIRS.filter(([first, size]) => !included(first - 1, size, inclusion(first - 1, size)));
    expect(failing).toEqual([]);
  });

  it('is as short as it can be', () => {
    expect(inclusion(0, 1)).toEqual([]);
    expect(inclusion(0, 64)).toHaveLength(6);
    expect(inclusion(6, 7)).toHaveLength(2);
  });

  it('does not hold for another place, another root, a shorter or a longer path', () => {
    for (const [first, size] of PAIRS) {
      const path = inclusion(first - 1, size);
      expect(included(first % size, size, path) && size > 1).toBe(false);
      expect(included(first - 1, size, path, hashing.empty)).toBe(false);
      expect(included(first - 1, size, path.slice(1)) && size > 1).toBe(false);
      expect(included(first - 1, size, [...path, hashing.empty])).toBe(false);
    }
    expect(included(7, 7, inclusion(6, 7))).toBe(false);
  });
});

describe('a proof that the record only grew', () => {
  it('holds between any two sizes up to 64', () => {
    expect(PAIRS.filter(([first, size]) => !extended(first, size, consistency(first, size)))).toEqual([]);
    expect(SIZES.filter((size) => !extended(0, size, []))).toEqual([]);
  });

  it('is the one of the example in RFC 6962, 2.1.3', () => {
    const of = (from: number, to: number): Hash => definedRoot(LEAVES.slice(from, to));
    expect(consistency(3, 7)).toEqual([of(2, 3), of(3, 4), of(0, 2), of(4, 7)]);
    expect(consistency(4, 7)).toEqual([of(4, 7)]);
    expect(consistency(6, 7)).toEqual([of(4, 6), of(6, 7), of(0, 4)]);
  });

  it('does not hold for a record that was rewritten, cut or given another proof', () => {
    for (const [first, size] of PAIRS) {
      const proof = consistency(first, size);
      expect(extended(first, size, proof, hashing.leaf('rewritten'))).toBe(false);
      expect(extended(first, size, [...proof, hashing.empty])).toBe(false);
      expect(extended(first, size, proof.slice(1)) && first < size).toBe(false);
      expect(first < size && extended(size, first, proof)).toBe(false);
    }
  });
});

describe('a change of a single hash', () => {
  const changed = (hash: Hash, at: number): Hash =>
    hash.slice(0, at) + (hash[at] === '0' ? '1' : '0') + hash.slice(at + 1);

  it('breaks every proof it stands in', () => {
    const pair = fc
      .integer({ min: 2, max: MOST })
      .chain((size) => fc.tuple(fc.integer({ min: 1, max: size - 1 }), fc.constant(size)));
    fc.assert(
      fc.property(pair, fc.nat(), fc.nat(63), ([first, size], which, digit) => {
        const broken = (proof: readonly Hash[]): Hash[] =>
          proof.map((hash, index) => (index === which % proof.length ? changed(hash, digit) : hash));
        expect(included(first - 1, size, broken(inclusion(first - 1, size)))).toBe(false);
        expect(extended(first, size, broken(consistency(first, size)))).toBe(false);
      }),
    );
  });
});
