import canonicalize from 'canonicalize';
import type { Json } from './record-entry.js';

/**
 * Canonical JSON (RFC 8785).
 * @throws Error for what has none: a number that is not finite, half a surrogate pair.
 */
export function canonicalText(value: Json): string {
  const text = canonicalize(value);
  if (text === undefined) throw new Error('not a JSON value');
  return text;
}

/** Whether the text is JSON, and canonical. */
export function isCanonical(text: string): boolean {
  try {
    return canonicalText(JSON.parse(text) as Json) === text;
  } catch {
    return false;
  }
}
