import type { Fault } from '../shared/result.js';

export const INSTITUTION_KINDS = ['HOSPITAL', 'PHARMACY'] as const;
/** 定点医疗机构 or 定点零售药店. */
export type InstitutionKind = (typeof INSTITUTION_KINDS)[number];

export const PERSONNEL_KINDS = [
  'MEDICAL',
  'PHARMACY',
  'NURSING',
  'TECHNICAL',
  'FEE_AUDIT',
  'PHARMACY_PRINCIPAL',
  'PHARMACY_STAFF',
] as const;
/** What a person does at an institution (PQ2025:10). */
export type PersonnelKind = (typeof PERSONNEL_KINDS)[number];

interface Personnel {
  readonly citation: string;
  readonly words: string;
  readonly kinds: readonly PersonnelKind[];
}

const PERSONNEL: Readonly<Record<InstitutionKind, Personnel>> = {
  HOSPITAL: {
    citation: 'PQ2025:10(1)',
    words: '定点医疗机构',
    kinds: ['MEDICAL', 'PHARMACY', 'NURSING', 'TECHNICAL', 'FEE_AUDIT'],
  },
  PHARMACY: {
    citation: 'PQ2025:10(2)',
    words: '定点零售药店',
    kinds: ['PHARMACY_PRINCIPAL', 'PHARMACY_STAFF'],
  },
};

/** The fault of a kind of personnel that the institution does not have (PQ2025:10(1), PQ2025:10(2)). */
export function personnelKindFaults(
  kind: PersonnelKind,
  institutionKind: InstitutionKind,
  pointer: string,
): Fault[] {
  const { citation, words, kinds } = PERSONNEL[institutionKind];
  if (kinds.includes(kind)) return [];
  const detail = `${words}的相关人员没有 ${kind} 一类，可选 ${kinds.join('、')}。`;
  return [{ pointer, code: 'KIND_NOT_FOR_INSTITUTION', detail, citation }];
}
