import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';

/**
 * SHA-256, lower-case hex, of the value as canonical JSON (RFC 8785): the order of keys does not count, the order
 * of lists does. Values are plain JSON; exact figures are hashed as the decimal strings they are written as.
 */
export function canonicalHash(value: unknown): string {
  const text = canonicalize(value);
  if (text === undefined) throw new Error('not a JSON value');
  return createHash('sha256').update(text, 'utf8').digest('hex');
}
