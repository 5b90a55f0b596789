import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';
import { ENGINE_VERSION } from '../domain/discretion/engine-version.js';
import type { Receipt } from './answer.dto.js';

/** SHA-256 over the RFC 8785 form of a JSON value, in lower-case hex. */
export function hashOf(value: unknown): string {
  const canonical = canonicalize(value);
  if (canonical === undefined) throw new Error('not a JSON value');
  return createHash('sha256').update(canonical, 'utf8').digest('hex');
}

/** What an answer was made from: the rulebook, the engine, the request as sent, and the answer without its receipt. */
export const receiptOf = (rulebookHash: string, request: unknown, answer: unknown): Receipt => ({
  rulebookHash,
  engineVersion: ENGINE_VERSION,
  inputHash: hashOf(request),
  outputHash: hashOf(answer),
});
