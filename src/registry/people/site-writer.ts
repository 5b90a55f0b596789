import type { EntityManager } from 'typeorm';
import { comparableCode } from '../../domain/registry/codes.js';
import { date } from '../../domain/shared/calendar-date.js';
import type { Account } from '../../identity/identity.module.js';
import type { RecordEntry } from '../../platform/database/record-entry.js';
import { CommitmentEntity } from '../entities/commitment.entity.js';
import { RegistrationEntity } from '../entities/registration.entity.js';
import { asJson, recordOf } from '../record-of.js';
import { holdCode } from './person-store.js';
import type { CommitmentForm, RegistrationForm } from './site.dto.js';

/** A new row of a person: by whom and when it is put in, and under which code of whom. */
export interface Entry {
  readonly id: string;
  readonly personId: string;
  readonly personCode: string;
  readonly at: string;
  readonly account: Account;
}

/** Puts a checked commitment in. @returns its line for the record. */
export async function insertCommitment(
  tx: EntityManager,
  { id, personId, personCode, at, account }: Entry,
  form: CommitmentForm,
): Promise<RecordEntry> {
  const institutionCode = comparableCode(form.institutionCode);
  await tx.insert(CommitmentEntity, {
    id,
    personId,
    personCode,
    institutionCode,
    signedOn: date(form.signedOn),
    from: date(form.from ?? form.signedOn),
    to: form.to === undefined ? null : date(form.to),
    electronic: form.electronic,
    archiveNo: form.archiveNo,
    recordedAt: at,
    actor: account.username,
  });
  await holdCode(tx, institutionCode, personCode, at);
  return recordOf(account, {
    action: 'COMMITMENT_ENTERED',
    subject: `commitment/${id}`,
    after: { personId, personCode, institutionCode, content: asJson(form) },
  });
}

/** Puts a checked registration in. @returns its line for the record. */
export async function insertRegistration(
  tx: EntityManager,
  { id, personId, personCode, at, account }: Entry,
  form: RegistrationForm,
): Promise<RecordEntry> {
  const institutionCode = comparableCode(form.institutionCode);
  const departmentCode = form.departmentCode === undefined ? null : comparableCode(form.departmentCode);
  const last = (await tx.maximum(RegistrationEntity, 'sequence', { personId })) ?? 0;
  await tx.insert(RegistrationEntity, {
    id,
    personId,
    sequence: last + 1,
    personCode,
    institutionCode,
    departmentCode,
    kind: form.kind,
    practiceType: form.practiceType,
    practiceCategory: form.practiceCategory,
    practiceScope: form.practiceScope,
    professionalTitle: form.professionalTitle,
    multiSiteApproval: form.multiSiteApproval ?? null,
    from: date(form.from),
    recordedAt: at,
    actor: account.username,
  });
  await holdCode(tx, institutionCode, personCode, at);
  return recordOf(account, {
    action: 'REGISTERED',
    subject: `registration/${id}`,
    after: { personId, personCode, institutionCode, content: asJson(form) },
  });
}
