import type { EntityManager } from 'typeorm';
import type { CancellationGround } from '../../domain/registry/registration.js';
import type { CalendarDate } from '../../domain/shared/calendar-date.js';
import type { Account } from '../../identity/identity.module.js';
import type { RecordEntry } from '../../platform/database/record-entry.js';
import { CancellationEntity } from '../entities/cancellation.entity.js';
import { CommitmentEndEntity } from '../entities/commitment-end.entity.js';
import { recordOf } from '../record-of.js';
import type { Commitment, Registration } from './site-store.js';

/** When somebody leaves a site, and who enters that. */
export interface Leaving {
  readonly on: CalendarDate;
  readonly at: string;
  readonly account: Account;
}

/** Cancels a registration. @returns its line for the record. */
export async function cancelled(
  tx: EntityManager,
  registration: Registration,
  reason: CancellationGround,
  note: string | undefined,
  { on, at, account }: Leaving,
): Promise<RecordEntry> {
  await tx.insert(CancellationEntity, {
    registrationId: registration.id,
    cancelledOn: on,
    reason,
    note: note ?? null,
    recordedAt: at,
    actor: account.username,
  });
  return recordOf(account, {
    action: 'REGISTRATION_CANCELLED',
    subject: `registration/${registration.id}`,
    before: { from: registration.from, cancelledOn: null },
    after: { institutionCode: registration.institutionCode, cancelledOn: on, reason },
  });
}

/** Ends a commitment. @returns its line for the record. */
export async function ended(
  tx: EntityManager,
  commitment: Commitment,
  reason: string,
  { on, at, account }: Leaving,
): Promise<RecordEntry> {
  await tx.insert(CommitmentEndEntity, {
    commitmentId: commitment.id,
    endedOn: on,
    reason,
    recordedAt: at,
    actor: account.username,
  });
  return recordOf(account, {
    action: 'COMMITMENT_ENDED',
    subject: `commitment/${commitment.id}`,
    before: { from: commitment.from, to: commitment.to, endedOn: null },
    after: { institutionCode: commitment.institutionCode, endedOn: on },
  });
}
