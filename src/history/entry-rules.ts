import type { EntityManager } from 'typeorm';
import type { Rulebook } from '../domain/rulebook/rulebook.js';
import { pointsLawOn } from '../domain/scoring/points-law.js';
import { date } from '../domain/shared/calendar-date.js';
import type { StoredEntry } from '../domain/shared/record/entry-text.js';
import { StoredRulebooks } from '../records/records.module.js';
import type { RulebookService } from '../rulebook/rulebook.module.js';

/** A rule looked at for a decision, whether it applied or not. */
export interface RuleLooked {
  /** The violation it was looked at for; null where there is none. */
  readonly violationId: string | null;
  readonly rule: string;
  readonly reading: string | null;
  readonly fired: boolean;
  readonly detail: string;
}

interface Traced {
  readonly violations: readonly {
    readonly id: string;
    readonly trace: readonly Omit<RuleLooked, 'violationId'>[];
  }[];
}

interface Noticed {
  readonly pointsDay: string;
  readonly content: string;
  readonly rulebookHash: string;
}

interface NoticeSaid {
  readonly points: number;
  readonly pointsAlone: number;
  readonly yearTotalAfter: number;
  readonly measure: { readonly kind: 'SUSPENSION' | 'TERMINATION' } | null;
}

const EVALUATION = `SELECT "answer" FROM "case_evaluation" WHERE "case_id" = ? AND "sequence" <= ?
  ORDER BY "sequence" DESC LIMIT 1`;
const NOTICE = `SELECT "points_day" AS "pointsDay", "content", "rulebook_hash" AS "rulebookHash"
  FROM "score_notice" WHERE "id" = ?`;

/** Tells which rules decided an entry, and which did not: as they were looked at then, from what was stored then. */
export class EntryRules {
  constructor(
    private readonly manager: EntityManager,
    private readonly rulebooks: RulebookService,
  ) {}

  private stored: StoredRulebooks | null = null;

  /** @returns null for an entry that is no evaluation, decision or score, and where its rulebook is not to be had. */
  async of({ action, subject, after }: StoredEntry): Promise<readonly RuleLooked[] | null> {
    const id = subject.slice(subject.indexOf('/') + 1);
    switch (action) {
      case 'CASE_EVALUATED':
      case 'CASE_PROPOSED':
      case 'CASE_DECIDED':
        return this.ofCase(id, evaluationOf(after));
      case 'SCORE_NOTICE_ISSUED':
        return this.ofNotice(id);
      default:
        return null;
    }
  }

  private async ofCase(caseId: string, evaluation: number): Promise<readonly RuleLooked[] | null> {
    const [row] = await this.manager.query<{ answer: string }[]>(EVALUATION, [caseId, evaluation]);
    if (row === undefined) return null;
    const { violations } = JSON.parse(row.answer) as Traced;
    return violations.flatMap(({ id, trace }) =>
      trace.map(({ rule, reading, fired, detail }) => ({ violationId: id, rule, reading, fired, detail })),
    );
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

/** @param from year total from which payment is suspended; `termination`: from which it ends (PQ2025:26). */
export function scoreRules(
  { points, pointsAlone, yearTotalAfter, measure }: NoticeSaid,
  from: number,
  termination: number,
): RuleLooked[] {
  const sum = `当年此前 ${yearTotalAfter - points} 分，本次 ${points} 分，累计 ${yearTotalAfter} 分`;
  const unmoved = points === 0 ? '；本次没有增加记分，不另采取措施（S11）' : '';
  const looked = (rule: string, reading: string, fired: boolean, detail: string): RuleLooked => ({
    violationId: null,
    rule,
    reading,
    fired,
    detail,
  });
  return [
    looked(
      'PQ2025:18',
      'S6',
      points < pointsAlone,
      `各行为取最高合计 ${pointsAlone} 分，减去同一行为此前已记的，增加 ${points} 分`,
    ),
    looked('PQ2025:26.1', 'S27', yearTotalAfter < from, `${sum}；不满 ${from} 分的告知、提醒谈话`),
    looked(
      'PQ2025:26.2',
      'S11',
      measure?.kind === 'SUSPENSION',
      `${sum}；满 ${from} 分、不满 ${termination} 分的暂停${unmoved}`,
    ),
    looked(
      'PQ2025:26.3',
      'S9',
      measure?.kind === 'TERMINATION',
      `${sum}；满 ${termination} 分的终止${unmoved}`,
    ),
  ];
}
