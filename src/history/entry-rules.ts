import type { EntityManager } from 'typeorm';
import type { Rulebook } from '../domain/rulebook/rulebook.js';
import { pointsLawOn } from '../domain/scoring/points-law.js';
import { date } from '../domain/shared/calendar-date.js';
import type { StoredEntry } from '../domain/shared/record/entry-text.js';
import { StoredRulebooks } from '../records/records.module.js';
import type { RulebookService } from '../rulebook/rulebook.module.js';
import {
  departureRules,
  determinationRules,
  firstReviewRules,
  linkedRules,
  objectionRules,
  refusedRepairRules,
  repairRules,
  restorationReviewRules,
  reversalRules,
  restorationRules,
  scoreRules,
  type Determined,
  type Linked,
  type NoticeSaid,
  type ObjectionDecided,
  type Repaired,
  type Restored,
  type RuleLooked,
} from './point-rules.js';

interface Traced {
  readonly violations: readonly {
    readonly id: string;
    readonly trace: readonly Omit<RuleLooked, 'violationId'>[];
  }[];
}

interface Decided {
  readonly decision?: { readonly departure: { readonly discussedOn: string } | null };
}

interface Noticed {
  readonly pointsDay: string;
  readonly content: string;
  readonly rulebookHash: string;
}

interface Stated {
  readonly content: string;
}

interface RestorationRow {
  readonly appliedOn: string;
  readonly approval: string | null;
  /** The last statement of the new sites. */
  readonly filing: string | null;
}

const EVALUATION = `SELECT "answer" FROM "case_evaluation" WHERE "case_id" = ? AND "sequence" <= ?
  ORDER BY "sequence" DESC LIMIT 1`;
const DETERMINATION = `SELECT "points_day" AS "pointsDay", "content", "rulebook_hash" AS "rulebookHash"
  FROM "determination" WHERE "id" = ?`;
const LINKED = 'SELECT "content" FROM "linked_measure" WHERE "id" = ?';
const OBJECTION = `SELECT "content" FROM "objection_step" WHERE "objection_id" = ? AND "step" = 'DECIDED'
  AND "recorded_at" = ?`;
const REPAIR = `SELECT "route", "activity_on" AS "activityOn", "counted_on" AS "countedOn", "deducted", "because"
  FROM "repair" WHERE "id" = ?`;
const RESTORATION = `SELECT "applied_on" AS "appliedOn", (SELECT "content" FROM "restoration_step"
  WHERE "restoration_id" = "restoration"."id" AND "step" = 'APPROVE') AS "approval",
  (SELECT "content" FROM "restoration_step" WHERE "restoration_id" = "restoration"."id"
    AND "step" IN ('FILE', 'SUPPLY_SITES') ORDER BY "sequence" DESC LIMIT 1) AS "filing"
  FROM "restoration" WHERE "id" = ?`;
const NOTICE = `SELECT "points_day" AS "pointsDay", "content", "rulebook_hash" AS "rulebookHash"
  FROM "score_notice" WHERE "id" = ?`;

/** Tells which rules decided an entry, and which did not: as they were looked at then, from what was stored then. */
export class EntryRules {
  constructor(
    private readonly manager: EntityManager,
    private readonly rulebooks: RulebookService,
  ) {}

  private stored: StoredRulebooks | null = null;

  /** @returns null for an entry that decides nothing by a rule, and where its rulebook is not to be had. */
  async of({ action, subject, at, after }: StoredEntry): Promise<readonly RuleLooked[] | null> {
    const id = subject.slice(subject.indexOf('/') + 1);
    switch (action) {
      case 'CASE_EVALUATED':
      case 'CASE_PROPOSED':
      case 'CASE_DECIDED':
        return this.ofCase(id, after);
      case 'SCORE_NOTICE_ISSUED':
        return this.ofNotice(id);
      case 'RESPONSIBILITY_DETERMINED':
        return this.ofDetermination(id);
      case 'LINKED_MEASURE_DECIDED':
        return this.ofLinked(after);
      case 'OBJECTION_DECIDED':
        return this.ofObjection(id, at);
      case 'REPAIR_ASSESSED':
        return this.ofRepair(id, after);
      case 'RESTORED':
        return this.ofRestoration(id);
      case 'RESTORATION_FIRST_REVIEWED':
      case 'RESTORATION_SECOND_REVIEWED':
        return restorationReviewRules(action === 'RESTORATION_FIRST_REVIEWED' ? '区' : '市', isAgreed(after));
      case 'OBJECTION_FIRST_REVIEWED':
        return firstReviewRules(isAgreed(after));
      case 'SCORE_REVISED':
      case 'SCORE_REVOKED':
        return reversalRules(action === 'SCORE_REVOKED');
      default:
        return null;
    }
  }

  private async ofCase(caseId: string, after: string | null): Promise<readonly RuleLooked[] | null> {
    const [row] = await this.manager.query<{ answer: string }[]>(EVALUATION, [caseId, evaluationOf(after)]);
    if (row === undefined) return null;
    const { violations } = JSON.parse(row.answer) as Traced;
    const { decision } = JSON.parse(after ?? '{}') as Decided;
    const departure = decision?.departure ?? null;
    return [
      ...violations.flatMap(({ id, trace }) =>
        trace.map(({ rule, reading, fired, detail }) => ({ violationId: id, rule, reading, fired, detail })),
      ),
      ...(departure === null ? [] : departureRules(departure.discussedOn)),
    ];
  }

  private async ofNotice(noticeId: string): Promise<readonly RuleLooked[] | null> {
    const [row] = await this.manager.query<Noticed[]>(NOTICE, [noticeId]);
    if (row === undefined) return null;
    const rulebook = await this.rulebookOf(row.rulebookHash);
    if (rulebook === null) return null;
    const law = pointsLawOn(rulebook, date(row.pointsDay));
    const said = JSON.parse(row.content) as NoticeSaid;
    return scoreRules(said, Math.min(...law.suspension.keys()), law.terminationFrom);
  }

  private async ofDetermination(id: string): Promise<readonly RuleLooked[] | null> {
    const [row] = await this.manager.query<Noticed[]>(DETERMINATION, [id]);
    const rulebook = row === undefined ? null : await this.rulebookOf(row.rulebookHash);
    if (row === undefined || rulebook === null) return null;
    return determinationRules(
      JSON.parse(row.content) as Determined,
      pointsLawOn(rulebook, date(row.pointsDay)),
    );
  }

  private async ofLinked(after: string | null): Promise<readonly RuleLooked[] | null> {
    const { id } = JSON.parse(after ?? '{}') as { readonly id?: string };
    const [row] = await this.manager.query<Stated[]>(LINKED, [id ?? '']);
    return row === undefined ? null : linkedRules(JSON.parse(row.content) as Linked);
  }

  private async ofObjection(id: string, at: string): Promise<readonly RuleLooked[] | null> {
    const [row] = await this.manager.query<Stated[]>(OBJECTION, [id, at]);
    return row === undefined ? null : objectionRules(JSON.parse(row.content) as ObjectionDecided);
  }

  private async ofRepair(id: string, after: string | null): Promise<readonly RuleLooked[] | null> {
    const { accepted } = JSON.parse(after ?? '{}') as { readonly accepted?: boolean };
    const [row] = await this.manager.query<Repaired[]>(REPAIR, [id]);
    if (row === undefined) return null;
    return accepted === true ? repairRules(row) : refusedRepairRules();
  }

  private async ofRestoration(id: string): Promise<readonly RuleLooked[] | null> {
    const [row] = await this.manager.query<RestorationRow[]>(RESTORATION, [id]);
    if (row === undefined || row.approval === null || row.filing === null) return null;
    const { newSites } = JSON.parse(row.filing) as Pick<Restored, 'newSites'>;
    const approval = JSON.parse(row.approval) as Omit<Restored, 'appliedOn' | 'newSites'>;
    return restorationRules({ ...approval, appliedOn: row.appliedOn, newSites });
  }

  /** The rulebook that a notice was decided by: also one whose files are no longer in use. */
  private async rulebookOf(hash: string): Promise<Rulebook | null> {
    const current = await this.rulebooks.asSeenBy(this.manager);
    if (current.hash === hash) return current;
    this.stored ??= await StoredRulebooks.read(this.manager);
    return this.stored.byHash(hash);
  }
}

/** The evaluation that an entry is, or was proposed on; for a decision the newest, after which there is none. */
function evaluationOf(after: string | null): number {
  const said = JSON.parse(after ?? '{}') as {
    readonly sequence?: number;
    readonly proposal?: { readonly evaluation: number };
  };
  return said.proposal?.evaluation ?? said.sequence ?? Number.MAX_SAFE_INTEGER;
}

/** Whether a review agreed. */
const isAgreed = (after: string | null): boolean => {
  const said = JSON.parse(after ?? '{}') as {
    readonly agreed?: boolean;
    readonly stated?: { readonly agreed?: boolean };
  };
  return said.agreed ?? said.stated?.agreed ?? false;
};
