/** What an entry of the record can bear on, beyond what it says itself in a column of its own. */
export const BEARING_KINDS = ['CASE', 'PERSON', 'INSTITUTION', 'DISTRICT', 'PROVISION', 'OUTCOME'] as const;

export type BearingKind = (typeof BEARING_KINDS)[number];

/** Keys by kind: ids of cases, codes of people and institutions, citations, outcomes in capitals. */
export class Bearing {
  private readonly keys = new Map<BearingKind, Set<string>>();

  add(kind: BearingKind, ...keys: readonly string[]): void {
    const known = this.keys.get(kind) ?? new Set<string>();
    for (const key of keys) if (key !== '') known.add(key);
    this.keys.set(kind, known);
  }

  of(kind: BearingKind): readonly string[] {
    return [...(this.keys.get(kind) ?? [])];
  }

  /** Every kind and key. */
  pairs(): [kind: BearingKind, key: string][] {
    return BEARING_KINDS.flatMap((kind) => this.of(kind).map((key): [BearingKind, string] => [kind, key]));
  }
}

const CITATION = /^(?:DB2025|PQ2025|REG735):[0-9A-Za-z.()-]+$/u;

export const isCitation = (text: string): boolean => CITATION.test(text);

/** A citation and what it is part of: REG735:40.1(3), REG735:40.1, REG735:40. */
export function withWholes(citation: string): string[] {
  const shorter = citation.replace(/(?:\([^()]*\)|\.[^.():]*)$/u, '');
  return shorter === citation || shorter.endsWith(':') ? [citation] : [citation, ...withWholes(shorter)];
}

const INSTITUTION_CODE = /^[A-Z](\d{6})\d{5}$/u;
const DISTRICT_CODE = /^\d{6}$/u;

export const isInstitutionCode = (text: string): boolean => INSTITUTION_CODE.test(text);

export const isDistrictCode = (text: string): boolean => DISTRICT_CODE.test(text);

/** The district that the code of an institution carries after a letter, not always the one where it lies; null for none. */
export const districtInCode = (code: string): string | null => INSTITUTION_CODE.exec(code)?.[1] ?? null;
