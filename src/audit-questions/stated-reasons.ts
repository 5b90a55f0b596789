import type { EntityManager } from 'typeorm';
import type { StoredEntry } from '../domain/shared/record/entry-text.js';
import { afterOf, entriesOf, idOf } from './audit-entries.js';
import type { AuditQuery } from './audit-query.dto.js';

/** What reasons are given for. */
export const REASON_KINDS = ['DECISION', 'DEPARTURE', 'DEGREE', 'MONTHS', 'LINKED_MEASURE'] as const;
export type ReasonKind = (typeof REASON_KINDS)[number];

export const REASON_WORDS: Readonly<Record<ReasonKind, string>> = {
  DECISION: '决定',
  DEPARTURE: '变通适用基准',
  DEGREE: '责任程度',
  MONTHS: '暂停月数',
  LINKED_MEASURE: '随机构的措施',
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
  readonly findings: readonly { readonly degreeReasons: string }[];
}

const READ = [
  'CASE_DECIDED',
  'RESPONSIBILITY_DETERMINED',
  'SCORE_NOTICE_ISSUED',
  'SUSPENSION_MONTHS_CHOSEN',
  'MEASURE_LINKED',
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
      return degreesOf(manager, entry);
    case 'SCORE_NOTICE_ISSUED':
      return monthsOf(manager, entry);
    case 'SUSPENSION_MONTHS_CHOSEN':
      return [
        { kind: 'MONTHS', matter, text: (afterOf(entry) as { readonly reasons?: string }).reasons ?? null },
      ];
    default: {
      const { reasons, caseId } = afterOf(entry) as {
        readonly reasons: string;
        readonly caseId: string | null;
      };
      return [{ kind: 'LINKED_MEASURE', matter: caseId === null ? matter : `case/${caseId}`, text: reasons }];
    }
  }
}

/** The line in the record sums findings up; their reasons stand in the determination. */
async function degreesOf(manager: EntityManager, entry: StoredEntry): Promise<Given[]> {
  const rows = await manager.query<{ content: string }[]>(
    'SELECT "content" FROM "determination" WHERE "id" = ?',
    [idOf(entry)],
  );
  const { caseId } = afterOf(entry) as Pick<Determined, 'caseId'>;
  const matter = caseId === null ? entry.subject : `case/${caseId}`;
  return rows.flatMap(({ content }) =>
    (JSON.parse(content) as Determined).findings.map(({ degreeReasons }) => ({
      kind: 'DEGREE' as const,
      matter,
      text: degreeReasons,
    })),
  );
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
