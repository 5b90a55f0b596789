import { comparableCode } from '../domain/registry/codes.js';
import type { CalendarDate } from '../domain/shared/calendar-date.js';
import type { Account, Role } from '../identity/identity.module.js';
import { Problem } from '../platform/http/problem.js';

/** "May this person's service there on this day be paid?" */
export interface Question {
  /** As it was typed; found however that was. */
  readonly personCode: string;
  readonly institution: string;
  /** Day of service. */
  readonly on: CalendarDate;
  readonly emergency: boolean;
}

/** Who may ask at all; administrators of the system see nobody's standing. */
export const ASKERS = [
  'MUNICIPAL_BUREAU',
  'MUNICIPAL_AGENCY',
  'DISTRICT_BUREAU',
  'DISTRICT_AGENCY',
  'INSTITUTION_CLERK',
  'PERSON',
  'AUDITOR',
] as const satisfies readonly Role[];

/** Whose people a caller learns of; a receipt keeps it, since it is part of what was answered. */
export type Sight =
  | { readonly of: 'ALL' }
  | { readonly of: 'INSTITUTION'; readonly code: string }
  | { readonly of: 'PERSON'; readonly code: string };

/** @throws Problem FORBIDDEN for a role that may not ask. */
export function sightOf({ role, office, personCode }: Account): Sight {
  switch (role) {
    case 'MUNICIPAL_BUREAU':
    case 'MUNICIPAL_AGENCY':
    case 'DISTRICT_BUREAU':
    case 'DISTRICT_AGENCY':
    case 'AUDITOR':
      return { of: 'ALL' };
    case 'INSTITUTION_CLERK':
      return { of: 'INSTITUTION', code: comparableCode(office) };
    case 'PERSON':
      return { of: 'PERSON', code: comparableCode(personCode ?? '') };
    case 'SYSTEM_ADMINISTRATOR':
    case 'SECURITY_ADMINISTRATOR':
      throw new Problem('FORBIDDEN');
  }
}

/** The district within whose institutions alone an office asks; null: no such bound. */
export const districtOf = ({ role, office }: Account): string | null =>
  role === 'DISTRICT_BUREAU' || role === 'DISTRICT_AGENCY' ? office : null;

/** The institution that is meant when none is named: a clerk's, or that of a person's account; null: an office names it. */
export const ownInstitution = ({ role, office }: Account): string | null =>
  role === 'INSTITUTION_CLERK' || role === 'PERSON' ? office : null;

/**
 * Whether the caller learns of the person asked for. An institution: of those registered with it on the day, asked for
 * itself only. A person: of themselves.
 */
export function learns(sight: Sight, { personCode, institution }: Question, registered: boolean): boolean {
  switch (sight.of) {
    case 'ALL':
      return true;
    case 'INSTITUTION':
      return registered && comparableCode(institution) === sight.code;
    case 'PERSON':
      return comparableCode(personCode) === sight.code;
  }
}
