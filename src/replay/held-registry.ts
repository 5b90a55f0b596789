import { comparableCode } from '../domain/registry/codes.js';
import type { Json } from '../platform/database/record-entry.js';
import type { HeldKind, HeldRow, Members } from './held-kind.js';
import { inOrder, picked, textOf } from './held-members.js';

const table = (name: string): string => `(SELECT rowid, * FROM ${name}) row`;

const PERSON = { of: 'person', recorded: 'row.recorded_at' } as const;
const INSTITUTION = {
  of: 'institution',
  owner: 'row.institution_code',
  recorded: 'row.recorded_at',
} as const;

/** A part for each of a list of codes. */
const codesIn = (list: Json | undefined): Members[] =>
  (Array.isArray(list) ? (list as Json[]) : []).map((code) => ({ code }));

const flag = (value: HeldRow[string] | undefined): boolean => Number(value) === 1;

/** A code as the line has it where the row says the same one, written comparably. */
const codeAsTold = (row: HeldRow[string] | undefined, told: Json | undefined): Json =>
  typeof told === 'string' && comparableCode(told) === row ? told : (row ?? null);

/** Members of which those without a value are left out, as in a form. */
const given = (members: Members): Members =>
  Object.fromEntries(Object.entries(members).filter(([, value]) => value !== null && value !== undefined));

const contentOf = ({ content }: Members): Members => (content ?? {}) as Members;

/** What a line says of a commitment; the form may leave the first day out, which is then the day of signing. */
function commitmentSays(row: HeldRow, after: Members): Members {
  const told = contentOf(after);
  const from = told['from'] === undefined && row['from_day'] === row['signed_on'] ? null : row['from_day'];
  return {
    personId: row['person_id'],
    personCode: row['person_code'],
    institutionCode: row['institution_code'],
    content: given({
      institutionCode: codeAsTold(row['institution_code'], told['institutionCode']),
      signedOn: row['signed_on'],
      from,
      to: row['to_day'],
      electronic: flag(row['electronic']),
      archiveNo: row['archive_no'],
    }),
  };
}

function registrationSays(row: HeldRow, after: Members): Members {
  const told = contentOf(after);
  return {
    personId: row['person_id'],
    personCode: row['person_code'],
    institutionCode: row['institution_code'],
    content: given({
      institutionCode: codeAsTold(row['institution_code'], told['institutionCode']),
      departmentCode: codeAsTold(row['department_code'], told['departmentCode']),
      kind: row['kind'],
      practiceType: row['practice_type'],
      practiceCategory: row['practice_category'],
      practiceScope: row['practice_scope'],
      professionalTitle: row['professional_title'],
      multiSiteApproval: row['multi_site_approval'],
      from: row['from_day'],
    }),
  };
}

/** The agreement of a line that enters an institution, or the change of one. */
function factParts(after: Members): readonly Members[] {
  if (after['change'] !== undefined) return [after];
  const agreement = after['agreement'] as Members | null;
  return agreement === null ? [] : [{ departmentCode: null, change: { type: 'SIGNED', ...agreement } }];
}

function factSays(row: HeldRow, after: Members): Members {
  const told = (after['change'] ?? {}) as Members;
  const change = given({
    type: row['type'],
    from: row['from_day'],
    to: row['to_day'],
    documentNo: row['document_no'],
    basis: row['basis'],
    withdraws: row['withdraws'],
  });
  return {
    ...(after['factId'] === undefined ? {} : { factId: row['id'] }),
    departmentCode: codeAsTold(row['department_code'], after['departmentCode']),
    change: { ...told, ...change, ...Object.fromEntries(absent(told, change)) },
  };
}

/** Members that the line has and the row does not. */
const absent = (told: Members, row: Members): [string, null][] =>
  Object.keys(told)
    .filter((name) => row[name] === undefined)
    .map((name) => [name, null]);

/** People with their codes, commitments and registrations; institutions with their departments and agreements. */
export const HELD_REGISTRY: readonly HeldKind[] = [
  {
    ...PERSON,
    name: 'PERSON',
    words: '建立档案',
    owner: 'row.id',
    actions: ['PERSON_ENTERED'],
    source: table('person'),
    select: 'row.id',
    parts: ({ newFile }) => (newFile === true ? [{ newFile }] : []),
    nameOfLine: inOrder,
    nameOfRow: inOrder,
    says: () => ({ newFile: true }),
  },
  {
    ...PERSON,
    name: 'CODE',
    words: '人员代码',
    owner: 'row.person_id',
    actions: ['PERSON_ENTERED', 'PERSON_CODE_ADDED'],
    source: table('person_code'),
    select: 'row.code',
    parts: ({ added }) => codesIn(added),
    nameOfLine: (_line, { code }) => textOf(code),
    nameOfRow: ({ code }) => String(code),
    says: (row) => picked(row, 'code'),
  },
  {
    ...PERSON,
    name: 'PRIMARY_SITE',
    words: '主执业地',
    owner: 'row.person_id',
    actions: ['PRIMARY_SITE_MOVED'],
    source: table('primary_site'),
    select: 'row.institution_code, row.from_day',
    nameOfLine: inOrder,
    nameOfRow: inOrder,
    says: (row) => ({ institutionCode: row['institution_code'], from: row['from_day'] }),
  },
  {
    ...PERSON,
    name: 'MERGE',
    words: '合并档案',
    owner: 'row.into_id',
    actions: ['PERSONS_MERGED'],
    source: table('person_merge'),
    select: 'row.id, row.other_id, row.merged_on, row.reason',
    nameOfLine: (_line, { mergeId }) => textOf(mergeId),
    nameOfRow: ({ id }) => String(id),
    says: (row, after) => ({
      ...after,
      mergeId: row['id'],
      other: row['other_id'],
      on: row['merged_on'],
    }),
  },
  {
    ...PERSON,
    name: 'MERGE_UNDONE',
    words: '撤销合并',
    owner: 'merge.into_id',
    actions: ['MERGE_UNDONE'],
    source: `${table('person_merge_undo')} LEFT JOIN person_merge merge ON merge.id = row.merge_id`,
    select: 'row.merge_id, row.undone_on, merge.other_id',
    nameOfLine: (_line, { mergeId }) => textOf(mergeId),
    nameOfRow: ({ merge_id }) => String(merge_id),
    says: (row, after) => ({
      ...after,
      mergeId: row['merge_id'],
      other: row['other_id'],
      on: row['undone_on'],
    }),
  },
  {
    of: 'commitment',
    name: 'COMMITMENT',
    words: '服务承诺',
    owner: 'row.id',
    recorded: 'row.recorded_at',
    actions: ['COMMITMENT_ENTERED'],
    source: table('commitment'),
    select: 'row.*',
    nameOfLine: inOrder,
    nameOfRow: inOrder,
    says: commitmentSays,
  },
  {
    of: 'commitment',
    name: 'COMMITMENT_END',
    words: '服务承诺终止',
    owner: 'row.commitment_id',
    recorded: 'row.recorded_at',
    actions: ['COMMITMENT_ENDED'],
    source: `${table('commitment_end')} LEFT JOIN commitment about ON about.id = row.commitment_id`,
    select: 'row.ended_on, about.institution_code',
    nameOfLine: inOrder,
    nameOfRow: inOrder,
    says: (row) => ({ institutionCode: row['institution_code'], endedOn: row['ended_on'] }),
  },
  {
    of: 'registration',
    name: 'REGISTRATION',
    words: '登记备案',
    owner: 'row.id',
    recorded: 'row.recorded_at',
    actions: ['REGISTERED'],
    source: table('registration'),
    select: 'row.*',
    nameOfLine: inOrder,
    nameOfRow: inOrder,
    says: registrationSays,
  },
  {
    of: 'registration',
    name: 'CANCELLATION',
    words: '取消登记备案',
    owner: 'row.registration_id',
    recorded: 'row.recorded_at',
    actions: ['REGISTRATION_CANCELLED'],
    source: `${table('registration_cancellation')} LEFT JOIN registration about ON about.id = row.registration_id`,
    select: 'row.cancelled_on, row.reason, about.institution_code',
    nameOfLine: inOrder,
    nameOfRow: inOrder,
    says: (row) => ({
      institutionCode: row['institution_code'],
      cancelledOn: row['cancelled_on'],
      reason: row['reason'],
    }),
  },
  {
    ...INSTITUTION,
    name: 'INSTITUTION',
    words: '医药机构',
    owner: 'row.code',
    actions: ['INSTITUTION_ENTERED'],
    source: table('institution'),
    select: 'row.kind, row.is_public, row.district',
    parts: (after) => [picked(after, 'kind', 'public', 'district')],
    nameOfLine: inOrder,
    nameOfRow: inOrder,
    says: (row) => ({ ...picked(row, 'kind', 'district'), public: flag(row['is_public']) }),
  },
  {
    ...INSTITUTION,
    name: 'DEPARTMENT',
    words: '科室',
    actions: ['INSTITUTION_ENTERED', 'DEPARTMENT_ENTERED'],
    source: table('institution_department'),
    select: 'row.code',
    parts: (after) => (after['departments'] === undefined ? [after] : codesIn(after['departments'])),
    nameOfLine: (_line, { code }) => textOf(code),
    nameOfRow: ({ code }) => String(code),
    says: (row) => picked(row, 'code'),
  },
  {
    ...INSTITUTION,
    name: 'INSTITUTION_FACT',
    words: '协议与科室服务的变动',
    actions: ['INSTITUTION_ENTERED', 'AGREEMENT_CHANGED', 'DEPARTMENT_CHANGED'],
    source: table('institution_fact'),
    select: 'row.*',
    parts: factParts,
    // A change states one fact, and no two changes share an instant.
    nameOfLine: ({ at }) => at,
    nameOfRow: ({ at }) => at,
    says: factSays,
  },
];
