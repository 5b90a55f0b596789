import { ENGINE_VERSION } from '../domain/discretion/engine-version.js';
import { canonicalHash } from '../rulebook/rulebook.module.js';
import type { Receipt } from './answer.dto.js';

/** What an answer was made from: the rulebook, the engine, the request as sent, and the answer without its receipt. */
export const receiptOf = (rulebookHash: string, request: unknown, answer: unknown): Receipt => ({
  rulebookHash,
  engineVersion: ENGINE_VERSION,
  inputHash: canonicalHash(request),
  outputHash: canonicalHash(answer),
});
