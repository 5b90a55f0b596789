import type { EntityManager } from 'typeorm';
import type { StoredEntry } from '../domain/shared/record/entry-text.js';
import { afterOf, entriesOf, idOf } from './audit-entries.js';
import type { AuditQuery } from './audit-query.dto.js';

/** What reasons are given for. */
export const REASON_KINDS = [
  'DECISION',
  'DEPARTURE',
  'DECISION_CHANGE',
  'DEGREE',
  'POINTS',
  'REVIEW',
  'MONTHS',
  'LINKED_MEASURE',
  'OBJECTION',
  'RESTORATION',
  'REPAIR',
  'STAND_ALONE',
  'NOT_SCORED',
] as const;
export type ReasonKind = (typeof REASON_KINDS)[number];

export const REASON_WORDS: Readonly<Record<ReasonKind, string>> = {
  DECISION: '决定',
  DEPARTURE: '变通适用基准',
  DECISION_CHANGE: '变更、撤销决定',
  DEGREE: '责任程度',
  POINTS: '分数的调整',
  REVIEW: '复核责任认定',
  MONTHS: '暂停月数',
  LINKED_MEASURE: '随机构的措施',
  OBJECTION: '申诉初审、处理',
  RESTORATION: '恢复审查意见',
  REPAIR: '修复评定意见',
  STAND_ALONE: '单独认定',
  NOT_SCORED: '不记分',
};

/** Reasons given for something decided. */
export interface StatedReason {
  readonly kind: ReasonKind;
  readonly sequence: number;
  readonly at: string;
  readonly officer: string;
  readonly office: string;
  readonly subject: string;
  /** What the decision is in: equal words in one matter are no copy. */
  readonly matter: string;
  readonly text: string | null;
}

interface Decided {
  readonly decision: { readonly reasons: string; readonly departure?: { readonly reasons: string } | null };
}

interface Determined {
  readonly caseId: string | null;
  readonly source: { readonly kind: string; readonly reasons: string | null };
  readonly findings: readonly { readonly degreeReasons: string; readonly reasons: string | null }[];
  readonly notScored: readonly { readonly reasons: string }[];
}

const READ = [
  'CASE_DECIDED',
  'RESPONSIBILITY_DETERMINED',
  'SCORE_NOTICE_ISSUED',
  'SUSPENSION_MONTHS_CHOSEN',
  'MEASURE_LINKED',
  'DECISION_CHANGED',
  'DECISION_WITHDRAWN',
  'DETERMINATION_REVIEWED',
  'OBJECTION_FIRST_REVIEWED',
  'OBJECTION_DECIDED',
  'RESTORATION_FIRST_REVIEWED',
  'RESTORATION_SECOND_REVIEWED',
  'REPAIR_ASSESSED',
  'REPAIR_REVOKED',
  'TRAINING_PAID_OUT',
] as const;

type Given = Pick<StatedReason, 'kind' | 'matter' | 'text'>;

/** Every reason given for the decisions that a query selects, in the order of the record. */
export async function* reasonsOf(manager: EntityManager, query: AuditQuery): AsyncGenerator<StatedReason> {
  for await (const entry of entriesOf(manager, READ, query)) {
    const { sequence, at, actor: officer, office, subject } = entry;
    for (const given of await givenIn(manager, entry))
      yield { ...given, sequence, at, officer, office, subject };
  }
}

async function givenIn(manager: EntityManager, entry: StoredEntry): Promise<Given[]> {
  const matter = entry.subject;
  switch (entry.action) {
    case 'CASE_DECIDED': {
      const { reasons, departure } = (afterOf(entry) as Decided).decision;
      const departing = departure ?? null;
      return [
        { kind: 'DECISION', matter, text: reasons },
        ...(departing === null ? [] : [{ kind: 'DEPARTURE' as const, matter, text: departing.reasons }]),
      ];
    }
    case 'RESPONSIBILITY_DETERMINED':
      return determinedOf(manager, entry);
    case 'SCORE_NOTICE_ISSUED':
      return monthsOf(manager, entry);
    case 'SUSPENSION_MONTHS_CHOSEN':
      return [
        { kind: 'MONTHS', matter, text: (afterOf(entry) as { readonly reasons?: string }).reasons ?? null },
      ];
    case 'DECISION_CHANGED':
    case 'DECISION_WITHDRAWN':
      return [{ kind: 'DECISION_CHANGE', matter, text: said(entry).stated?.reasons ?? null }];
    case 'DETERMINATION_REVIEWED':
      return [{ kind: 'REVIEW', matter, text: said(entry).reasons ?? null }];
    case 'OBJECTION_FIRST_REVIEWED':
      return [
        { kind: 'OBJECTION', matter, text: (await stepOf(manager, entry, 'FIRST_REVIEWED')).opinion ?? null },
      ];
    case 'OBJECTION_DECIDED':
      return [{ kind: 'OBJECTION', matter, text: (await stepOf(manager, entry, 'DECIDED')).reasons ?? null }];
    case 'RESTORATION_FIRST_REVIEWED':
    case 'RESTORATION_SECOND_REVIEWED':
      return [{ kind: 'RESTORATION', matter, text: said(entry).opinion ?? null }];
    case 'REPAIR_REVOKED':
      return [{ kind: 'REPAIR', matter, text: said(entry).reason ?? null }];
    case 'TRAINING_PAID_OUT':
      return [{ kind: 'REPAIR', matter, text: said(entry).opinion ?? null }];
    case 'REPAIR_ASSESSED': {
      // What a training pays out to everybody is reasoned once, with the training.
      const { opinion } = said(entry);
      return opinion === undefined ? [] : [{ kind: 'REPAIR', matter, text: opinion }];
    }
    default: {
      const { reasons, caseId } = afterOf(entry) as {
        readonly reasons: string;
        readonly caseId: string | null;
      };
      return [{ kind: 'LINKED_MEASURE', matter: caseId === null ? matter : `case/${caseId}`, text: reasons }];
    }
  }
}

interface Said {
  readonly reasons?: string;
  readonly reason?: string;
  readonly opinion?: string;
  readonly stated?: { readonly reasons?: string };
}

const said = (entry: StoredEntry): Said => afterOf(entry) as Said;

/** The line in the record leaves the words of an objection out; they stand with the step taken at that instant. */
async function stepOf(
  manager: EntityManager,
  entry: StoredEntry,
  step: 'FIRST_REVIEWED' | 'DECIDED',
): Promise<Said> {
  const [row] = await manager.query<{ content: string }[]>(
    'SELECT "content" FROM "objection_step" WHERE "objection_id" = ? AND "step" = ? AND "recorded_at" = ?',
    [idOf(entry), step, entry.at],
  );
  return row === undefined ? {} : (JSON.parse(row.content) as Said);
}

/** The line in the record sums findings up; their reasons stand in the determination. */
async function determinedOf(manager: EntityManager, entry: StoredEntry): Promise<Given[]> {
  const rows = await manager.query<{ content: string }[]>(
    'SELECT "content" FROM "determination" WHERE "id" = ?',
    [idOf(entry)],
  );
  const { caseId } = afterOf(entry) as Pick<Determined, 'caseId'>;
  const matter = caseId === null ? entry.subject : `case/${caseId}`;
  return rows.flatMap(({ content }) =>
    determinedReasons(JSON.parse(content) as Determined).map((given) => ({ ...given, matter })),
  );
}

function determinedReasons({ source, findings, notScored }: Determined): Omit<Given, 'matter'>[] {
  return [
    ...(source.kind === 'STAND_ALONE' ? [{ kind: 'STAND_ALONE' as const, text: source.reasons }] : []),
    ...findings.flatMap(({ degreeReasons, reasons }) => [
      { kind: 'DEGREE' as const, text: degreeReasons },
      // Points of the degree itself need none.
      ...(reasons === null ? [] : [{ kind: 'POINTS' as const, text: reasons }]),
    ]),
    ...notScored.map(({ reasons }) => ({ kind: 'NOT_SCORED' as const, text: reasons })),
  ];
}

/** Months settled when the notice was issued. */
async function monthsOf(manager: EntityManager, entry: StoredEntry): Promise<Given[]> {
  const rows = await manager.query<{ content: string }[]>(
    'SELECT "content" FROM "score_notice" WHERE "id" = ?',
    [idOf(entry)],
  );
  return rows.flatMap(({ content }) => {
    const { months, monthsReasons } = JSON.parse(content) as {
      readonly months: number | null;
      readonly monthsReasons: string | null;
    };
    return months === null ? [] : [{ kind: 'MONTHS' as const, matter: entry.subject, text: monthsReasons }];
  });
}
