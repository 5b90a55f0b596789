import { Temporal } from 'temporal-polyfill';
import type { FormFault } from '../platform/http/form-shape.js';

const RFC_3339 = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d{1,9})?(?:Z|[+-]\d{2}:\d{2})$/iu;

/** Reads an RFC 3339 instant as the record writes instants, in UTC with milliseconds; null for anything else. */
export function instantOf(text: string): string | null {
  if (!RFC_3339.test(text)) return null;
  try {
    return Temporal.Instant.from(text.toUpperCase()).toString({ fractionalSecondDigits: 3 });
  } catch {
    return null;
  }
}

/** The fault of a member `knownAt` that is no instant. */
export function knownAtFaults({ knownAt }: { readonly knownAt?: unknown }): FormFault[] {
  if (typeof knownAt !== 'string' || instantOf(knownAt) !== null) return [];
  const detail = '须为 RFC 3339 时刻，例如 "2025-10-12T09:00:00+08:00"（在网址中“+”须写作 %2B）';
  return [{ pointer: '/knownAt', code: 'INVALID_VALUE', detail }];
}
