import { createHash } from 'node:crypto';
import type { TreeHashing } from '../../domain/shared/record/hashing.js';

const LEAF = Buffer.of(0);
const INNER = Buffer.of(1);

/** SHA-256 as RFC 6962 uses it: leaves and inner nodes can never be taken for each other. */
export const recordHashing: TreeHashing = {
  empty: createHash('sha256').digest('hex'),
  leaf: (text) => createHash('sha256').update(LEAF).update(text, 'utf8').digest('hex'),
  inner: (left, right) =>
    createHash('sha256').update(INNER).update(left, 'hex').update(right, 'hex').digest('hex'),
};
