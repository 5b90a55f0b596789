import { Brackets, type SelectQueryBuilder } from 'typeorm';
import { reach, type Account, type Role } from '../identity/identity.module.js';
import { Problem } from '../platform/http/problem.js';
import type { ClockEntity } from './clock.entity.js';
import type { OfficeKind } from './clock-kind.js';
import { STATE_CONDITIONS } from './work-state.js';

/** What an office of one district or institution is; the municipal ones and the auditor look at all. */
const OFFICE_KIND_OF: Partial<Readonly<Record<Role, OfficeKind>>> = {
  DISTRICT_BUREAU: 'BUREAU',
  DISTRICT_AGENCY: 'AGENCY',
  INSTITUTION_CLERK: 'INSTITUTION',
};

/**
 * Keeps a query of clocks to what the account may see: its own office's, and for a district agency also what the
 * institutions of its district are late with (PQ2025:24). Asks for the parameters of the states.
 */
export function keepToTheirs(clocks: SelectQueryBuilder<ClockEntity>, account: Account): void {
  if (reach('work-list.read', account) === 'CITY') return;
  const { role, office } = account;
  const ownKind = OFFICE_KIND_OF[role];
  if (ownKind === undefined) throw new Problem('FORBIDDEN');
  clocks.andWhere(
    new Brackets((any) => {
      any.where('clock.office = :own AND clock.officeKind = :ownKind', { own: office, ownKind });
      if (role === 'DISTRICT_AGENCY')
        any.orWhere(`clock.supervisedBy = :own AND ${STATE_CONDITIONS.OVERDUE}`);
    }),
  );
}
