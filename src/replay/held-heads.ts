import { PARTY } from '../cases/cases.module.js';
import { comparableCode } from '../domain/registry/codes.js';
import type { Json } from '../platform/database/record-entry.js';
import { ERASED } from '../registry/registry.module.js';
import type { HeldKind, HeldRow, Members } from './held-kind.js';
import { inOrder, picked, textOf } from './held-members.js';

interface Told {
  readonly action: string;
  readonly after: Members | null;
}

const CASE_STATES: Readonly<Record<string, (after: Members) => Json>> = {
  CASE_OPENED: () => 'DRAFT',
  CASE_REVISED: () => 'DRAFT',
  CASE_EVALUATED: ({ state }) => state ?? null,
  CASE_PROPOSED: ({ state }) => state ?? null,
  CASE_DECIDED: ({ state }) => state ?? null,
};

const REPAIR_STATES: typeof CASE_STATES = {
  REPAIR_FILED: () => 'FILED',
  REPAIR_ASSESSED: ({ accepted }) => (accepted === true ? 'ACCEPTED' : 'REFUSED'),
  REPAIR_WITHDRAWN: () => 'WITHDRAWN',
  REPAIR_REVOKED: () => 'REVOKED',
};

const RESTORATION_STATES: typeof CASE_STATES = {
  RESTORATION_FILED: () => 'FILED',
  RESTORATION_FIRST_REVIEWED: ({ agreed }) => (agreed === true ? 'FIRST_REVIEWED' : 'REFUSED'),
  RESTORATION_SECOND_REVIEWED: ({ agreed }) => (agreed === true ? 'APPROVED' : 'REFUSED'),
  RESTORATION_WITHDRAWN: () => 'WITHDRAWN',
  RESTORATION_MOOT: () => 'MOOT',
};

const quoted = (texts: readonly string[]): string => texts.map((text) => `'${text}'`).join(', ');

/** Every line on the matter that is looked at, in their order, as a column. */
const toldOf = (subject: string, which: string): string =>
  `(SELECT json_group_array(json_object('action', action, 'after', json(after))) FROM (SELECT action, after
    FROM record_entry WHERE subject = '${subject}/' || row.id AND ${which} AND sequence >= 1 ORDER BY sequence)) AS told`;

const among = (states: typeof CASE_STATES): string => `action IN (${quoted(Object.keys(states))})`;

const toldIn = ({ told }: HeldRow): readonly Told[] => JSON.parse(String(told)) as Told[];

/** Where a matter stands by its lines. */
function stateIn(row: HeldRow, states: typeof CASE_STATES): Json {
  const last = toldIn(row).at(-1);
  return last === undefined ? null : (states[last.action]?.(last.after ?? {}) ?? null);
}

/** Columns of a head that are not as its lines and its further rows have them; absent where all are. */
function misstated(row: HeldRow, expected: Members): Members {
  const wrong = Object.entries(expected).filter(([column, value]) => (row[column] ?? null) !== value);
  return wrong.length === 0
    ? {}
    : { head: Object.fromEntries(wrong.map(([column]) => [column, row[column] ?? null])) };
}

interface Facts {
  readonly track: string;
  readonly district: string;
  readonly inspectionNo: string;
  readonly offender: { readonly kind: string; readonly name: string; readonly code?: string };
}

/** A case, by the last of its facts. */
function caseSays(row: HeldRow, after: Members): Members {
  const { track, district, inspectionNo, offender } = JSON.parse(String(row['facts'])) as Facts;
  const opened = toldIn(row)[0]?.after?.['track'] ?? null;
  return {
    ...after,
    ...misstated(row, {
      track: opened === track ? track : null,
      district,
      inspection_no: inspectionNo,
      offender_kind: offender.kind,
      // An erasure leaves the facts as the record has them.
      offender_name: offender.name === PARTY ? ERASED : offender.name,
      offender_code: offender.code === undefined ? null : comparableCode(offender.code),
      revision: row['revisions'],
      state: stateIn(row, CASE_STATES),
    }),
  };
}

/** An objection, by its notice and by what its first and last lines say. */
function objectionSays(row: HeldRow, after: Members): Members {
  const told = toldIn(row);
  const { filedOn, filedBy } = (after['stated'] ?? {}) as Members;
  return {
    ...after,
    ...misstated(row, {
      notice_id: after['notice'],
      notice_number: row['of_number'],
      person_id: row['of_person'],
      person_code: row['of_code'],
      institution: row['of_institution'],
      district: row['of_district'],
      route: row['of_route'],
      state: told.at(-1)?.after?.['state'] ?? null,
      filed_on: filedOn,
      ...(row['changed_sides'] === 0 ? { filed_by: filedBy } : {}),
    }),
  };
}

/** Whose a code is, for what names the person by an ID too. */
const HOLDER = '(SELECT code.person_id FROM person_code code WHERE code.code = row.person_code) AS holder';

const holder = (row: HeldRow): Members => ({ person_id: row['holder'] });

/** Cases, objections, repairs and restorations as they stand: what their lists and searches go by. */
export const HELD_HEADS: readonly HeldKind[] = [
  {
    name: 'CASE',
    words: '案件现状',
    of: 'case',
    owner: 'row.id',
    recorded: 'row.opened_at',
    ownInstant: true,
    actions: ['CASE_OPENED'],
    source: `(SELECT head.rowid, head.*, (SELECT actor FROM case_revision WHERE case_id = head.id
      ORDER BY revision LIMIT 1) AS actor FROM penalty_case head) row`,
    select: `row.*, ${toldOf('case', among(CASE_STATES))},
      (SELECT COUNT(*) FROM case_revision WHERE case_id = row.id) AS revisions,
      (SELECT content FROM case_revision WHERE case_id = row.id ORDER BY revision DESC LIMIT 1) AS facts`,
    nameOfLine: inOrder,
    nameOfRow: inOrder,
    says: caseSays,
  },
  {
    name: 'OBJECTION_HEAD',
    words: '申诉现状',
    of: 'objection',
    owner: 'row.id',
    recorded: 'row.opened_at',
    actions: ['OBJECTION_FILED'],
    source: `(SELECT head.rowid, head.*, (SELECT actor FROM objection_step WHERE objection_id = head.id
      ORDER BY sequence LIMIT 1) AS actor FROM objection head) row LEFT JOIN score_notice of_notice
      ON of_notice.id = row.notice_id`,
    select: `row.*, ${toldOf('objection', `action LIKE 'OBJECTION\\_%' ESCAPE '\\'`)},
      of_notice.number AS of_number, of_notice.person_id AS of_person, of_notice.person_code AS of_code,
      of_notice.institution AS of_institution, of_notice.district AS of_district,
      CASE of_notice.office WHEN '110000' THEN 'MUNICIPAL' ELSE 'DISTRICT' END AS of_route,
      (SELECT COUNT(*) FROM objection_step WHERE objection_id = row.id AND step IN ('WITHDRAWN', 'JOINED'))
        AS changed_sides`,
    nameOfLine: inOrder,
    nameOfRow: inOrder,
    says: objectionSays,
  },
  {
    name: 'REPAIR_HEAD',
    words: '修复申请现状',
    of: 'repair',
    owner: 'row.id',
    recorded: 'row.recorded_at',
    actions: ['REPAIR_FILED'],
    // What a training pays out nobody files.
    source: `(SELECT rowid, * FROM repair WHERE NOT EXISTS (SELECT 1 FROM repair_payout payout,
      json_each(payout.content, '$.items') item WHERE payout.training_id = repair.training_id
      AND json_extract(item.value, '$.repairId') = repair.id)) row`,
    select: `row.*, ${toldOf('repair', among(REPAIR_STATES))}, ${HOLDER}`,
    nameOfLine: inOrder,
    nameOfRow: inOrder,
    says: (row) => ({
      ...picked(row, 'institution', 'route', 'level'),
      personCode: row['person_code'],
      trainingId: row['training_id'],
      activityOn: row['activity_on'],
      ...misstated(row, { ...holder(row), state: stateIn(row, REPAIR_STATES) }),
    }),
  },
  {
    name: 'RESTORATION_HEAD',
    words: '恢复申请现状',
    of: 'restoration',
    owner: 'row.id',
    recorded: 'row.recorded_at',
    actions: ['RESTORATION_FILED'],
    source: '(SELECT rowid, * FROM restoration) row',
    select: `row.*, ${toldOf('restoration', among(RESTORATION_STATES))}, ${HOLDER}`,
    nameOfLine: inOrder,
    nameOfRow: inOrder,
    says: (row, after) => ({
      ...after,
      ...picked(row, 'institution', 'district'),
      personCode: row['person_code'],
      filedThrough: row['filed_through'],
      appliedOn: row['applied_on'],
      receivedOn: row['received_on'],
      ...misstated(row, { ...holder(row), state: stateIn(row, RESTORATION_STATES) }),
    }),
  },
];

const TRAINING = { of: 'training', recorded: 'row.recorded_at' } as const;

/** Trainings that repair points, and who was there. */
export const HELD_TRAININGS: readonly HeldKind[] = [
  {
    ...TRAINING,
    name: 'TRAINING',
    words: '修复培训活动',
    owner: 'row.id',
    actions: ['TRAINING_RECORDED'],
    source: '(SELECT rowid, * FROM repair_training) row',
    select: 'row.kind, row.level, row.held_on, row.document_no',
    parts: (after) => [picked(after, 'kind', 'level', 'on', 'documentNo')],
    nameOfLine: inOrder,
    nameOfRow: inOrder,
    says: (row) => ({
      ...picked(row, 'kind', 'level'),
      on: row['held_on'],
      documentNo: row['document_no'],
    }),
  },
  {
    ...TRAINING,
    name: 'ATTENDANCE',
    words: '到场情况',
    owner: 'row.training_id',
    actions: ['TRAINING_RECORDED', 'ATTENDANCE_CORRECTED'],
    source: '(SELECT rowid, * FROM repair_attendance) row',
    select: `row.person_id, row.person_code, row.present, row.reason, ${HOLDER}`,
    parts: (after) =>
      Array.isArray(after['present'])
        ? (after['present'] as Json[]).map((personCode) => ({ personCode, present: true, reason: null }))
        : [after],
    nameOfLine: ({ at }, { personCode }) => `${textOf(personCode)} ${at}`,
    nameOfRow: ({ person_code: code, at }) => `${code ?? ''} ${at}`,
    says: (row) => ({
      personCode: row['person_code'],
      present: row['present'] === 1,
      reason: row['reason'],
      ...misstated(row, holder(row)),
    }),
  },
];
