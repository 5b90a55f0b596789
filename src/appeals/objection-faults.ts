import type { CalendarDate } from '../domain/shared/calendar-date.js';
import type { Fault } from '../domain/shared/result.js';
import type { ObjectionEntity, Side } from './objection.entity.js';
import type { ObjectionSignatureForm } from './objection.dto.js';
import type { Standing } from './objection-rights.js';

const CITATION = 'PQ2025:34';

/** The two that PQ2025:34 asks for. */
export interface Signed {
  readonly signedByPerson?: ObjectionSignatureForm;
  readonly sealedByInstitution?: ObjectionSignatureForm;
}

export type Missing = 'SIGNATURE' | 'SEAL';

/** What is not in hand. */
export const missingOf = ({ signedByPerson, sealedByInstitution }: Signed): Missing[] => [
  ...(signedByPerson === undefined ? (['SIGNATURE'] as const) : []),
  ...(sealedByInstitution === undefined ? (['SEAL'] as const) : []),
];

/** What is still missing of an objection when this is in hand too. */
export function stillMissing({ missing }: Pick<ObjectionEntity, 'missing'>, given: Signed): Missing[] {
  const notHere = missingOf(given);
  return (JSON.parse(missing) as Missing[]).filter((each) => notHere.includes(each));
}

/** A side hands in for itself; at the counter it may be either. */
export function filerFaults(filedBy: Side, as: Standing): Fault[] {
  if (as === 'COUNTER' || as === filedBy) return [];
  const detail =
    as === 'PERSON' ? '本人账号只能由本人提出（PERSON）。' : '机构账号只能由机构提出（INSTITUTION）。';
  return [{ pointer: '/filedBy', code: 'FILER_MISMATCH', detail, citation: CITATION }];
}

/** Nobody signs against a notice before it is out, or in the future. */
export function signatureFaults(
  { signedByPerson, sealedByInstitution }: Signed,
  issuedOn: string,
  today: CalendarDate,
): Fault[] {
  const ofOne = (pointer: string, what: string, on: string | undefined): Fault[] => {
    if (on === undefined || (on >= issuedOn && on <= today)) return [];
    const detail = `${what}之日 ${on} 须在通知书出具日 ${issuedOn} 与今日 ${today} 之间。`;
    return [{ pointer, code: 'DATE_ORDER', detail, citation: CITATION }];
  };
  return [
    ...ofOne('/signedByPerson/on', '本人签字', signedByPerson?.on),
    ...ofOne('/sealedByInstitution/on', '机构盖章', sealedByInstitution?.on),
  ];
}

/** A day stated of a step lies between two others, both included. */
export function dayFaults(
  pointer: string,
  day: string,
  { from, to }: { readonly from: string; readonly to: string },
  citation: string,
): Fault[] {
  if (day >= from && day <= to) return [];
  return [{ pointer, code: 'DATE_ORDER', detail: `${day} 须在 ${from} 与 ${to} 之间，请核对。`, citation }];
}
