import type { Fault } from '../../domain/shared/result.js';
import type { Account } from '../../identity/identity.module.js';
import { sightOf } from '../registry-rights.js';

/** A fault, with what of it can be said without a word about files of others. */
export interface JudgedFault {
  readonly fault: Fault;
  /** null: the fault as a whole tells of the file of somebody else. */
  readonly otherwise: Fault | null;
}

/** That somebody is registered elsewhere, or how they stand. */
const OF_OTHER_FILES: ReadonlySet<string> = new Set(['MULTI_SITE_NOT_ALLOWED', 'RESTRICTED']);

export const ofForm = (fault: Fault): JudgedFault => ({ fault, otherwise: fault });
export const ofOthers = (fault: Fault): JudgedFault => ({ fault, otherwise: null });

/** Faults of a registration. How their own staff stand institutions are told anyway (PQ2025:27, S24). */
export function ofSites(faults: readonly Fault[]): JudgedFault[] {
  const isStaff = faults.some(({ code }) => code === 'DUPLICATE_REGISTRATION');
  return faults.map((fault) => {
    const isTold = isStaff && fault.code === 'RESTRICTED';
    return OF_OTHER_FILES.has(fault.code) && !isTold ? ofOthers(fault) : ofForm(fault);
  });
}

/**
 * What an account is told of a form that is refused: everything; but an institution learns of files of others only by a
 * form that would be written if it were not for them. One that is faulty in any case would let it ask after strangers
 * without their consent and without a line in the record.
 */
export function toldTo(account: Account, judged: readonly JudgedFault[]): Fault[] {
  const all = judged.map(({ fault }) => fault);
  if (sightOf(account).of !== 'INSTITUTION') return all;
  const own = judged.flatMap(({ otherwise }) => (otherwise === null ? [] : [otherwise]));
  return own.length > 0 ? own : all;
}
