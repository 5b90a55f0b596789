import type { OffenderKind } from '../rulebook/instrument.js';
import type { Fault } from '../shared/result.js';

export const OFFENDER_WORDS: Readonly<Record<OffenderKind, string>> = {
  AGENCY: '医疗保障经办机构',
  DESIGNATED_INSTITUTION: '定点医药机构',
  INDIVIDUAL: '个人',
};

export const fault = (pointer: string, code: string, detail: string, citation?: string): Fault =>
  citation === undefined ? { pointer, code, detail } : { pointer, code, detail, citation };
