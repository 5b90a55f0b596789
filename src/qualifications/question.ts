import { comparableCode } from '../domain/registry/codes.js';
import type { CalendarDate } from '../domain/shared/calendar-date.js';
import { districtWithin, requireRight, type Account } from '../identity/identity.module.js';

/** "May this person's service there on this day be paid?" */
export interface Question {
  /** As it was typed; found however that was. */
  readonly personCode: string;
  readonly institution: string;
  /** Day of service. */
  readonly on: CalendarDate;
  readonly emergency: boolean;
}

/** Whose people a caller learns of; a receipt keeps it, since it is part of what was answered. */
export type Sight =
  | { readonly of: 'ALL' }
  | { readonly of: 'INSTITUTION'; readonly code: string }
  | { readonly of: 'PERSON'; readonly code: string };

/** @throws Problem FORBIDDEN for an account that may not ask. */
export function sightOf(account: Account): Sight {
  switch (requireRight('qualification.check', account)) {
    case 'CITY':
    case 'DISTRICT':
      return { of: 'ALL' };
    case 'INSTITUTION':
      return { of: 'INSTITUTION', code: comparableCode(account.office) };
    case 'OWN_FILE':
      return { of: 'PERSON', code: comparableCode(account.personCode ?? '') };
  }
}

/** The district within whose institutions alone an office asks; null: no such bound. */
export const districtOf = (account: Account): string | null => districtWithin('qualification.check', account);

/** The institution that is meant when none is named: a clerk's, or that of a person's account; null: an office names it. */
export const ownInstitution = (account: Account): string | null =>
  sightOf(account).of === 'ALL' ? null : account.office;

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
