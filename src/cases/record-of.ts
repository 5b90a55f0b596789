import type { OffenderKind } from '../domain/rulebook/instrument.js';
import type { Fault } from '../domain/shared/result.js';
import type { Account } from '../identity/identity.module.js';
import type { Json, RecordEntry } from '../platform/database/record-entry.js';
import { RuleViolation } from '../platform/http/problem.js';
import type { CaseEntity } from './case.entity.js';
import { namingTexts, withoutName } from './naming.js';

interface Done {
  readonly action: string;
  readonly caseId: string;
  readonly before?: Json;
  readonly after: Json;
  readonly receipt?: string;
}

interface Offender {
  readonly kind: OffenderKind;
  readonly name: string;
}

/** The line that a change to a case leaves in the record. */
export const recordOf = (
  account: Account,
  { action, caseId, before, after, receipt }: Done,
): RecordEntry => ({
  actor: account.username,
  office: account.office,
  action,
  subject: `case/${caseId}`,
  before: before ?? null,
  after,
  receipt: receipt ?? null,
});

/** Whom a case is against, as its head says. */
export const offenderOf = ({ offenderKind, offenderName }: CaseEntity): Offender => ({
  kind: offenderKind,
  name: offenderName,
});

/** A form as the plain JSON it was sent as. */
export const asJson = (value: object): Json => JSON.parse(JSON.stringify(value)) as Json;

/** Stands in the record for the name of a natural person: only the case itself keeps it, where it can be erased. */
export const PARTY = '［当事人］';

/** The facts of a case as the record tells them: a natural person by the code, never by name. */
export const factsInRecord = (facts: { readonly offender: Offender }): Json =>
  facts.offender.kind === 'INDIVIDUAL'
    ? withoutName(asJson(facts), facts.offender.name, PARTY)
    : asJson(facts);

/** @throws RuleViolation NAME_IN_TEXT where a text that goes on the record for ever names a natural person. */
export function refuseNaming({ kind, name }: Offender, form: object): void {
  const pointers = kind === 'INDIVIDUAL' ? namingTexts(asJson(form), name) : [];
  const detail = '此项载入历史记录，请写“当事人”，不写其姓名。';
  const faults = pointers.map((pointer): Fault => ({ pointer, code: 'NAME_IN_TEXT', detail }));
  if (faults.length > 0) throw new RuleViolation(faults);
}
