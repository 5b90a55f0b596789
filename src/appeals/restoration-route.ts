import type { EntityManager } from 'typeorm';
import type { Restriction } from '../domain/qualification/standing.js';
import { comparableCode } from '../domain/registry/codes.js';
import { registrationStands } from '../domain/registry/registration.js';
import { date, type CalendarDate } from '../domain/shared/calendar-date.js';
import type { Fault } from '../domain/shared/result.js';
import { type Account, CITY } from '../identity/identity.module.js';
import { Problem } from '../platform/http/problem.js';
import type { PersonRef, RegistryService } from '../registry/registry.module.js';
import { triggeringDistrict } from './restoration-measures.js';
import type { InstitutionReviewForm, RestorationForm } from './restoration.dto.js';
import type { FiledThrough } from './restoration.entity.js';

const CITATION = 'PQ2025:30';

/** The way an application takes, and why it may not. */
export interface Route {
  readonly filedThrough: FiledThrough;
  readonly institution: string | null;
  readonly district: string;
  readonly faults: readonly Fault[];
}

/** Who applies, for whom, on which day. */
export interface Applying {
  readonly form: RestorationForm;
  readonly person: PersonRef;
  readonly account: Account;
  readonly appliedOn: CalendarDate;
  readonly today: CalendarDate;
  /** The measures that wait to be restored. */
  readonly measures: readonly Restriction[];
}

const fault = (pointer: string, code: string, detail: string): Fault => ({
  pointer,
  code,
  detail,
  citation: CITATION,
});

/** What is wrong with the institution's review, of which nothing goes further without. */
export function reviewFaults(
  review: InstitutionReviewForm | undefined,
  { appliedOn, today }: { readonly appliedOn: CalendarDate; readonly today: CalendarDate },
  citation = CITATION,
): Fault[] {
  const at = '/institutionReview';
  if (review === undefined) {
    const detail = '经所在定点医药机构审核同意后申报，请填写机构的审核。';
    return [{ pointer: at, code: 'INSTITUTION_REVIEW_REQUIRED', detail, citation }];
  }
  const faults: Fault[] = [];
  if (!review.agreed) {
    const detail = '机构审核不同意的，不上报经办机构，请将理由告知本人。';
    faults.push({ pointer: `${at}/agreed`, code: 'INSTITUTION_NOT_AGREED', detail, citation });
  }
  if (review.on < appliedOn || review.on > today) {
    const detail = `审核之日 ${review.on} 须在申请之日 ${appliedOn} 至今日 ${today} 之间。`;
    faults.push({ pointer: `${at}/on`, code: 'DATE_ORDER', detail, citation });
  }
  return faults;
}

/**
 * PQ2025:30: through the institution to the agency of its district; without employer directly to the agency of the district
 * that the measure came from.
 * @throws Problem NOT_FOUND for a person that the account has nothing to do with.
 */
export async function routeOf(
  tx: EntityManager,
  registry: RegistryService,
  applying: Applying,
): Promise<Route> {
  const registrations = await registry.registrationsOf(tx, applying.person.id);
  const sites = registrations
    .filter((each) => registrationStands(each, applying.today))
    .map(({ institutionCode }) => institutionCode);
  return applying.account.role === 'INSTITUTION_CLERK'
    ? throughInstitution(tx, registry, applying, sites)
    : directly(tx, applying, sites);
}

async function throughInstitution(
  tx: EntityManager,
  registry: RegistryService,
  { form, account, appliedOn, today }: Applying,
  sites: readonly string[],
): Promise<Route> {
  const joining = form.newSites.some(
    ({ registration }) => comparableCode(registration.institutionCode) === account.office,
  );
  const institution = await registry.institution(tx, account.office);
  if (institution === null || !(sites.includes(account.office) || (sites.length === 0 && joining)))
    throw new Problem('NOT_FOUND', `本机构没有代码为 ${form.personCode} 的人员。`);
  return {
    filedThrough: 'INSTITUTION',
    institution: institution.code,
    district: institution.district,
    faults: reviewFaults(form.institutionReview, { appliedOn, today }),
  };
}

async function directly(
  tx: EntityManager,
  { form, account, measures }: Applying,
  sites: readonly string[],
): Promise<Route> {
  const faults: Fault[] = [];
  if (sites.length > 0) {
    const detail = '该人员有所在的定点医药机构，须经机构审核同意后由机构申报；无工作单位的才直接申请。';
    faults.push(fault('/personCode', 'THROUGH_INSTITUTION', detail));
  } else if (form.institutionReview !== undefined) {
    const detail = '直接申请的没有机构审核，请不要填写。';
    faults.push(fault('/institutionReview', 'NO_INSTITUTION', detail));
  }
  const district = await triggeringDistrict(tx, measures);
  if (account.role === 'DISTRICT_AGENCY' && district !== null && district !== account.office) {
    const detail = `由触发处理的定点医药机构所在区（${district}）的经办机构受理。`;
    faults.push(fault('/personCode', 'OTHER_DISTRICT', detail));
  }
  return {
    filedThrough: account.role === 'PERSON' ? 'PERSON' : 'COUNTER',
    institution: null,
    district: district ?? (account.role === 'DISTRICT_AGENCY' ? account.office : CITY),
    faults,
  };
}

/** The day applied on; today where none is given. @returns a fault for a day ahead. */
export const dayAheadFaults = (day: string, today: CalendarDate, pointer: string): Fault[] =>
  date(day) <= today
    ? []
    : [{ pointer, code: 'DATE_ORDER', detail: `${day} 晚于今日 ${today}，请在当日录入。` }];
