import type { PersonnelKind } from '../domain/registry/personnel-kind.js';
import type { AgreementForm, InstitutionForm } from './institutions/institution.dto.js';
import type { PersonForm } from './people/person.dto.js';
import type { CommitmentForm, RegistrationForm } from './people/site.dto.js';

/** The day the scheme began (PQ2025:50); nothing of the demonstration can be entered before. */
export const SCHEME_STARTS = '2025-04-15';
const AGREEMENT_STARTS = '2025-01-01';
const DISTRICT = '110105';
const HOSPITAL = 'H11010500001';
const SECOND_HOSPITAL = 'H11010500002';
const PHARMACY = 'P11010500001';

const agreement = (documentNo: string): AgreementForm => ({
  from: AGREEMENT_STARTS,
  documentNo,
});

/** The institutions of the demonstration. */
export const DEMONSTRATION_INSTITUTIONS: readonly InstitutionForm[] = [
  {
    code: HOSPITAL,
    name: '示范医院',
    kind: 'HOSPITAL',
    public: true,
    district: DISTRICT,
    departments: [
      { code: 'NK', name: '内科' },
      { code: 'WK', name: '外科' },
    ],
    agreement: agreement('示范协〔2025〕1号'),
  },
  {
    code: SECOND_HOSPITAL,
    name: '示范第二医院',
    kind: 'HOSPITAL',
    public: true,
    district: DISTRICT,
    departments: [{ code: 'NK', name: '内科' }],
    agreement: agreement('示范协〔2025〕2号'),
  },
  {
    code: PHARMACY,
    name: '示范药店',
    kind: 'PHARMACY',
    public: false,
    district: DISTRICT,
    departments: [],
    agreement: agreement('示范协〔2025〕3号'),
  },
];

interface Practice {
  readonly kind: PersonnelKind;
  readonly type: string;
  readonly category: string;
  readonly scope: string;
  readonly title: string;
}

const DOCTOR: Practice = {
  kind: 'MEDICAL',
  type: '执业医师',
  category: '临床',
  scope: '内科专业',
  title: '主任医师',
};
const NURSE: Practice = { kind: 'NURSING', type: '护士', category: '护理', scope: '无', title: '主管护师' };
const PHARMACIST: Practice = {
  kind: 'PHARMACY',
  type: '药师',
  category: '药学',
  scope: '无',
  title: '主管药师',
};
const TECHNICIAN: Practice = {
  kind: 'TECHNICAL',
  type: '技师',
  category: '医学检验',
  scope: '无',
  title: '主管技师',
};
const PRINCIPAL: Practice = {
  kind: 'PHARMACY_PRINCIPAL',
  type: '主要负责人',
  category: '无',
  scope: '无',
  title: '执业药师',
};
const STAFF: Practice = {
  kind: 'PHARMACY_STAFF',
  type: '医药服务人员',
  category: '无',
  scope: '无',
  title: '药师',
};

const commitment = (institutionCode: string, archiveNo: string): CommitmentForm => ({
  institutionCode,
  signedOn: SCHEME_STARTS,
  electronic: false,
  archiveNo,
});

interface Site {
  readonly institution: string;
  readonly practice: Practice;
  readonly department?: string;
}

const registration = (
  { institution, practice, department }: Site,
  multiSiteApproval: string | undefined,
): RegistrationForm => ({
  institutionCode: institution,
  ...(department !== undefined && { departmentCode: department }),
  kind: practice.kind,
  practiceType: practice.type,
  practiceCategory: practice.category,
  practiceScope: practice.scope,
  professionalTitle: practice.title,
  from: SCHEME_STARTS,
  ...(multiSiteApproval !== undefined && { multiSiteApproval }),
});

const person = (
  code: string,
  name: string,
  identityNumber: string,
  site: Site,
  multiSiteApproval?: string,
): PersonForm => ({
  codes: [code],
  name,
  identityNumber,
  commitment: commitment(site.institution, `示范承诺-${code}`),
  registration: registration(site, multiSiteApproval),
});

/** The people of the demonstration. Their numbers are sound but of nobody: all born on the first days of 1900. */
export const DEMONSTRATION_PEOPLE: readonly PersonForm[] = [
  person('D110105000001', '示范甲', '11010519000101001X', {
    institution: HOSPITAL,
    practice: DOCTOR,
    department: 'NK',
  }),
  person('N110105000001', '示范乙', '110105190001020023', {
    institution: HOSPITAL,
    practice: NURSE,
    department: 'NK',
  }),
  person('HY110105000001', '示范丙', '110105190001030037', { institution: HOSPITAL, practice: PHARMACIST }),
  person('HJ110105000001', '示范丁', '110105190001040040', { institution: HOSPITAL, practice: TECHNICIAN }),
  person('Y110105000001', '示范戊', '110105190001050054', { institution: PHARMACY, practice: PRINCIPAL }),
  person('Y110105000002', '示范己', '110105190001060068', { institution: PHARMACY, practice: STAFF }),
];

const SECOND_SITE: Site = { institution: SECOND_HOSPITAL, practice: DOCTOR, department: 'NK' };

/** The doctor practises at a second hospital too (PQ2025:13). */
export const DEMONSTRATION_SECOND_SITE: PersonForm = person(
  'D110105000001',
  '示范甲',
  '11010519000101001X',
  SECOND_SITE,
  '示范多点〔2025〕1号',
);
