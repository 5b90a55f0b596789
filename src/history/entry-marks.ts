import type { StoredEntry } from '../domain/shared/record/entry-text.js';

/** What a later entry did to an earlier one. */
export const RELATIONS = [
  'SUPERSEDED',
  'CHANGED',
  'OBJECTED',
  'WITHDRAWN',
  'CORRECTED',
  'REVISED',
  'REVOKED',
  'REVIEWED',
  'VOIDED',
  'UNDONE',
  'ENDED',
] as const;
export type Relation = (typeof RELATIONS)[number];

export const RELATION_WORDS: Readonly<Record<Relation, string>> = {
  SUPERSEDED: '已被后来的取代',
  CHANGED: '已变更',
  OBJECTED: '已再提出异议',
  WITHDRAWN: '已撤回或者撤销',
  CORRECTED: '已更正',
  REVISED: '记分已更正',
  REVOKED: '记分已撤销',
  REVIEWED: '已复核',
  VOIDED: '自始无效',
  UNDONE: '已撤销合并',
  ENDED: '已终止',
};

interface Effect {
  readonly by: string;
  readonly relation: Relation;
  readonly on: readonly string[];
  /** Where the subject alone does not tell that the later speaks of the earlier. */
  readonly same?: (earlier: Content, later: Content) => boolean;
}

interface Content {
  readonly before: Readonly<Record<string, unknown>>;
  readonly after: Readonly<Record<string, unknown>>;
}

const replaces = (...actions: readonly string[]): Effect[] =>
  actions.map((action) => ({ by: action, relation: 'SUPERSEDED', on: [action] }));

const sameMember =
  (name: string) =>
  (earlier: Content, later: Content): boolean =>
    earlier.after[name] === later.after[name];

/** What entries do to earlier ones on the same subject. */
const EFFECTS: readonly Effect[] = [
  {
    by: 'CASE_REVISED',
    relation: 'SUPERSEDED',
    on: ['CASE_OPENED', 'CASE_REVISED', 'CASE_EVALUATED', 'CASE_PROPOSED'],
  },
  ...replaces('CASE_EVALUATED', 'CASE_PROPOSED', 'DETERMINATION_REVIEWED', 'MEASURE_NOTICE_ISSUED'),
  ...replaces('SUSPENSION_MONTHS_CHOSEN', 'AGREEMENT_CHANGED', 'PRIMARY_SITE_MOVED', 'OBJECTION_DECIDED'),
  { by: 'DECISION_CHANGED', relation: 'CHANGED', on: ['CASE_DECIDED', 'DECISION_CHANGED'] },
  { by: 'DECISION_WITHDRAWN', relation: 'WITHDRAWN', on: ['CASE_DECIDED', 'DECISION_CHANGED'] },
  { by: 'DETERMINATION_REVIEWED', relation: 'REVIEWED', on: ['RESPONSIBILITY_DETERMINED'] },
  {
    by: 'SCORE_NOTICE_SERVED',
    relation: 'CORRECTED',
    on: ['SCORE_NOTICE_SERVED'],
    same: sameMember('recipient'),
  },
  { by: 'SCORE_NOTICE_CORRECTED', relation: 'CORRECTED', on: ['SCORE_NOTICE_ISSUED'] },
  { by: 'SCORE_REVISED', relation: 'REVISED', on: ['SCORE_NOTICE_ISSUED', 'SCORE_REVISED'] },
  {
    by: 'SCORE_REVOKED',
    relation: 'REVOKED',
    on: ['SCORE_NOTICE_ISSUED', 'SCORE_REVISED'],
  },
  { by: 'MEASURE_UNLINKED', relation: 'VOIDED', on: ['MEASURE_LINKED'] },
  { by: 'OBJECTION_WITHDRAWN', relation: 'WITHDRAWN', on: ['OBJECTION_FILED'] },
  { by: 'OBJECTION_FURTHER_OBJECTION', relation: 'OBJECTED', on: ['OBJECTION_DECIDED'] },
  { by: 'REPAIR_REVOKED', relation: 'WITHDRAWN', on: ['REPAIR_ASSESSED'] },
  { by: 'MARKS_TAKEN_DOWN', relation: 'ENDED', on: ['MARKS_PUBLISHED'] },
  {
    by: 'PERSON_ERASURE_WITHDRAWN',
    relation: 'WITHDRAWN',
    on: ['PERSON_ERASURE_PROPOSED'],
    same: sameMember('erasure'),
  },
  { by: 'REGISTRATION_RESUMED', relation: 'VOIDED', on: ['REGISTRATION_CANCELLED'] },
  { by: 'RESTORATION_WITHDRAWN', relation: 'WITHDRAWN', on: ['RESTORATION_FILED'] },
  { by: 'REPAIR_WITHDRAWN', relation: 'WITHDRAWN', on: ['REPAIR_FILED'] },
  { by: 'ATTENDANCE_CORRECTED', relation: 'CORRECTED', on: ['TRAINING_RECORDED'] },
  { by: 'MERGE_UNDONE', relation: 'UNDONE', on: ['PERSONS_MERGED'], same: sameMember('mergeId') },
  { by: 'COMMITMENT_ENDED', relation: 'ENDED', on: ['COMMITMENT_ENTERED'] },
  { by: 'REGISTRATION_CANCELLED', relation: 'ENDED', on: ['REGISTERED'] },
  { by: 'MACHINE_KEY_REVOKED', relation: 'ENDED', on: ['MACHINE_KEY_CREATED'] },
];

/** What became of an entry: the later entry that did it. */
export interface Mark {
  readonly relation: Relation;
  /** Sequence of the later entry. */
  readonly by: number;
  readonly at: string;
}

/** What an entry does to an earlier one. */
export interface Link {
  readonly relation: Relation;
  /** Sequence of the earlier entry. */
  readonly of: number;
}

type Placed = Pick<StoredEntry, 'sequence' | 'at' | 'action' | 'before' | 'after'>;

/**
 * How the entries on one subject bear on each other.
 * @param entries all of the subject, oldest first.
 * @returns by sequence, what became of an entry; of several of a kind the first, which is when it happened.
 */
export function marksAmong(entries: readonly Placed[]): ReadonlyMap<number, Mark[]> {
  const marks = new Map<number, Mark[]>();
  for (const [index, later] of entries.entries()) {
    for (const effect of EFFECTS.filter(({ by }) => by === later.action)) {
      for (const earlier of entries.slice(0, index).filter((each) => isHit(effect, each, later))) {
        const known = marks.get(earlier.sequence) ?? [];
        if (known.some(({ relation }) => relation === effect.relation)) continue;
        marks.set(earlier.sequence, [
          ...known,
          { relation: effect.relation, by: later.sequence, at: later.at },
        ]);
      }
    }
  }
  return marks;
}

/** A proof of service replaces an earlier one only where it says what was before. */
function isHit({ by, on, same }: Effect, earlier: Placed, later: Placed): boolean {
  if (!on.includes(earlier.action)) return false;
  if (by === 'SCORE_NOTICE_SERVED' && later.before === null) return false;
  return same === undefined || same(contentOf(earlier), contentOf(later));
}

const contentOf = ({ before, after }: Placed): Content => ({
  before: memberOf(before),
  after: memberOf(after),
});

function memberOf(text: string | null): Readonly<Record<string, unknown>> {
  const value = text === null ? null : (JSON.parse(text) as unknown);
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}
