import type { Json } from '../platform/database/record-entry.js';

/** What each kind of measure, and none, is decided under. */
const OF_MEASURE: Readonly<Record<string, string>> = {
  NO_MEASURE: 'PQ2025:26.1',
  SUSPENSION: 'PQ2025:26.2',
  TERMINATION: 'PQ2025:26.3',
};

const SITE = ['PQ2025:13', 'PQ2025:14'];
const LINKED = ['PQ2025:27.4'];
const OBJECTION = ['PQ2025:34', 'PQ2025:35'];
const OUTCOME = [...OBJECTION, 'PQ2025:37'];
const REVERSAL = ['PQ2025:18', 'PQ2025:25', 'PQ2025:37'];
const RESTORATION = ['PQ2025:30'];
const REPAIR = ['PQ2025:31', 'PQ2025:32'];

/** The provisions under which an action is done, whatever its entry says; an action of the procedure alone has none. */
const OF_ACTION: Readonly<Record<string, readonly string[]>> = {
  SCHEDULE_IMPORTED: ['DB2025:24'],
  CASE_PROPOSED: ['DB2025:21'],

  INSTITUTION_ENTERED: ['PQ2025:7'],
  AGREEMENT_CHANGED: ['PQ2025:7'],
  PERSON_ENTERED: ['PQ2025:14'],
  PERSON_CODE_ADDED: SITE,
  COMMITMENT_ENTERED: ['PQ2025:11'],
  COMMITMENT_ENDED: ['PQ2025:11'],
  REGISTERED: SITE,
  REGISTRATION_CANCELLED: SITE,
  REGISTRATION_RESUMED: [...SITE, 'PQ2025:37'],
  REGISTRATION_NOT_RESUMED: [...SITE, 'PQ2025:37'],
  PRIMARY_SITE_MOVED: SITE,
  STAFF_ROWS_TAKEN: ['PQ2025:11', ...SITE],
  PERSONS_MERGED: ['PQ2025:7', 'PQ2025:18', 'PQ2025:25'],
  MERGE_UNDONE: ['PQ2025:7', 'PQ2025:18', 'PQ2025:25'],
  PRE_REGISTRATION_CHECKED: ['PQ2025:13', 'PQ2025:27.2'],

  RESPONSIBILITY_DETERMINED: ['PQ2025:16', 'PQ2025:17', 'PQ2025:19'],
  DETERMINATION_REVIEW_OPENED: ['PQ2025:16', 'PQ2025:37'],
  DETERMINATION_REVIEWED: ['PQ2025:16', 'PQ2025:37'],
  REVOKED_LICENCES_RECEIVED: ['PQ2025:23(2)', 'PQ2025:43'],
  SCORE_NOTICE_ISSUED: ['PQ2025:17', 'PQ2025:18', 'PQ2025:24', 'PQ2025:25'],
  SCORE_NOTICE_SERVED: ['PQ2025:24', 'PQ2025:34'],
  SCORE_NOTICE_CORRECTED: ['PQ2025:24'],
  SUSPENSION_MONTHS_CHOSEN: [],
  MEASURE_NOTICE_ISSUED: ['PQ2025:24'],
  SCORE_REVISED: REVERSAL,
  SCORE_REVOKED: REVERSAL,
  SCORE_NOTICE_RAISED: REVERSAL,
  SCORE_NOTICE_RAISE_ENDED: REVERSAL,
  SCORE_NOTICE_RAISE_TOLD: ['PQ2025:34', 'PQ2025:37'],

  LINKED_MEASURE_DECIDED: LINKED,
  LINKED_MEASURE_LAST_DAY_RECORDED: LINKED,
  MEASURE_LINKED: LINKED,
  MEASURE_UNLINKED: LINKED,
  SITE_TOLD: ['PQ2025:24', 'PQ2025:27.2', 'PQ2025:27.3'],
  STATUS_CHANGE_CONFIRMED: ['PQ2025:24', 'PQ2025:27.2', 'PQ2025:27.3', 'PQ2025:39'],

  OBJECTION_FILED: ['PQ2025:34'],
  OBJECTION_JOINED: ['PQ2025:34'],
  OBJECTION_SUPPLEMENT_ASKED: ['PQ2025:34'],
  OBJECTION_SUPPLEMENTED: ['PQ2025:34'],
  OBJECTION_ACCEPTED: OBJECTION,
  OBJECTION_FIRST_REVIEWED: ['PQ2025:34'],
  OBJECTION_DETERMINER_HEARD: ['PQ2025:34'],
  OBJECTION_EXPERT_ASSESSMENT: [...OBJECTION, 'PQ2025:36'],
  OBJECTION_REFERRED: ['PQ2025:35'],
  OBJECTION_FURTHER_OBJECTION: ['PQ2025:35'],
  OBJECTION_WITHDRAWN: OBJECTION,
  OBJECTION_GROUND_FELL: OUTCOME,
  OBJECTION_DECIDED: OUTCOME,
  OBJECTION_MONTHS_CHOSEN: OUTCOME,
  OBJECTION_MONTHS_NOT_NEEDED: OUTCOME,
  OBJECTION_OUTCOME_TOLD: OUTCOME,

  RESTORATION_FILED: RESTORATION,
  RESTORATION_SITES_SUPPLIED: RESTORATION,
  RESTORATION_FIRST_REVIEWED: RESTORATION,
  RESTORATION_SECOND_REVIEWED: RESTORATION,
  RESTORATION_WITHDRAWN: RESTORATION,
  RESTORATION_MOOT: RESTORATION,
  RESTORATION_NOT_ASKED_FOR: RESTORATION,
  RESTORATION_OUTCOME_TOLD: RESTORATION,
  RESTORED: RESTORATION,

  TRAINING_RECORDED: REPAIR,
  ATTENDANCE_CORRECTED: REPAIR,
  TRAINING_PAID_OUT: REPAIR,
  REPAIR_FILED: REPAIR,
  REPAIR_ASSESSED: REPAIR,
  REPAIR_WITHDRAWN: REPAIR,
  REPAIR_REVOKED: REPAIR,

  REMINDER_TALK_HELD: ['PQ2025:28'],
  TRAINING_HELD: ['PQ2025:28'],
  MARKS_PUBLISHED: ['PQ2025:29'],
  MARKS_TAKEN_DOWN: ['PQ2025:29'],
  REPORT_SENT: ['PQ2025:33'],
  COMPARISON_SENT: ['PQ2025:39'],
  LETTER_SENT: ['PQ2025:43'],

  CLAIMS_JUDGED: ['PQ2025:15', 'PQ2025:40'],
  CLAIMS_SETTLED: ['PQ2025:39', 'PQ2025:40'],
};

/** Measures that a score came to: kinds, or NO_MEASURE. */
interface Measures {
  readonly was: readonly string[];
  readonly is: readonly string[];
}

type Members = Readonly<Record<string, Json>>;

const membersOf = (content: Json | undefined): Members =>
  typeof content === 'object' && content !== null && !Array.isArray(content) ? (content as Members) : {};

const kindOf = (measure: Json | undefined): string => {
  const kind = typeof measure === 'string' ? measure : membersOf(measure)['kind'];
  return typeof kind === 'string' ? kind : 'NO_MEASURE';
};

/** The measures by points that an entry decides on, chooses the months of, puts on paper or changes. */
export function measuresIn(action: string, content: Json): Measures {
  const { measure, measures, kind } = membersOf(content);
  switch (action) {
    case 'SCORE_NOTICE_ISSUED':
      return { was: [], is: [kindOf(measure)] };
    case 'MEASURE_NOTICE_ISSUED':
      return { was: [], is: [kindOf(kind)] };
    case 'SUSPENSION_MONTHS_CHOSEN':
    case 'OBJECTION_MONTHS_CHOSEN':
      return { was: [], is: ['SUSPENSION'] };
    case 'SCORE_REVISED':
    case 'SCORE_REVOKED': {
      const changed = (Array.isArray(measures) ? (measures as Json[]) : []).map(membersOf);
      return { was: changed.map(({ was }) => kindOf(was)), is: changed.map(({ is }) => kindOf(is)) };
    }
    default:
      return { was: [], is: [] };
  }
}

/** What a repair goes by (PQ2025:32). */
const OF_ROUTE: Readonly<Record<string, string>> = { TRAINING: 'PQ2025:32(1)', ACTIVITY: 'PQ2025:32(2)' };

/** What only the content of an entry tells: the way of a repair, a departure from the benchmark (DB2025:22). */
function provisionsIn(action: string, content: Json): string[] {
  const { route, kind, decision } = membersOf(content);
  if (action.startsWith('REPAIR_') || action === 'TRAINING_RECORDED') {
    const way = route ?? kind;
    return typeof way === 'string' ? [OF_ROUTE[way] ?? []].flat() : [];
  }
  return action === 'CASE_DECIDED' && (membersOf(decision)['departure'] ?? null) !== null
    ? ['DB2025:22']
    : [];
}

/** The provisions under which an entry was made: those of its action, of its measures, and of what it says. */
export function provisionsOf(action: string, content: Json): string[] {
  const { was, is } = measuresIn(action, content);
  return [
    ...(OF_ACTION[action] ?? []),
    ...[...was, ...is].flatMap((kind) => OF_MEASURE[kind] ?? []),
    ...provisionsIn(action, content),
  ];
}
