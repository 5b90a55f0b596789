import { hash } from 'node:crypto';
import type { TreeHashing } from '../../domain/shared/record/hashing.js';

const LEAF = '\0';
const INNER = '01';

/**
 * SHA-256 as RFC 6962 uses it: leaves and inner nodes can never be taken for each other. In one call each: a `Hash`
 * would stay in memory until the next full collection, and a long record has millions.
 */
export const recordHashing: TreeHashing = {
  empty: hash('sha256', ''),
  leaf: (text) => hash('sha256', LEAF + text),
  inner: (left, right) => hash('sha256', Buffer.from(INNER + left + right, 'hex')),
};
