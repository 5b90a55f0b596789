import type { EntityManager } from 'typeorm';
import { fineOfFigure } from '../cases/cases.module.js';
import type { EvaluationAnswer } from '../discretion/discretion.module.js';
import { formatMoney, money } from '../domain/shared/money.js';
import type { StoredEntry } from '../domain/shared/record/entry-text.js';
import { afterOf, entriesOf, idOf } from './audit-entries.js';
import type { AuditQuery } from './audit-query.dto.js';
import { fraction, type Fraction } from './fraction.js';

export const DIRECTIONS = ['ORDINARY', 'LIGHTER', 'MITIGATED', 'HEAVIER', 'WEIGHED'] as const;
export type Direction = (typeof DIRECTIONS)[number];

/** A violation as a penalty decision dealt with it. */
export interface DecidedFine {
  readonly violationId: string;
  readonly provision: string;
  /** As decided; null where no fine was set for it. */
  readonly direction: string | null;
  readonly fine: string | null;
  /** What the last evaluation came to; null without one. */
  readonly outcome: string | null;
  /** Row of a grade schedule, `schedule/row`; null without one. */
  readonly grade: string | null;
  /** The range of the direction by the last evaluation, yuan; null without one. */
  readonly range: { readonly min: string; readonly max: string } | null;
  /** 0 at the lowest fine of the range, 1 at the highest; null outside it, and where the range is a single sum. */
  readonly position: Fraction | null;
}

/** A penalty decision with the range it moved in. */
export interface PenaltyDecided {
  readonly caseId: string;
  readonly sequence: number;
  readonly at: string;
  readonly officer: string;
  readonly office: string;
  readonly district: string;
  readonly number: string;
  readonly madeOn: string;
  readonly reasons: string;
  readonly departure: { readonly discussedOn: string; readonly reasons: string } | null;
  readonly withdrawn: boolean;
  /** How often it was changed since. */
  readonly changed: number;
  /** As they stand today: each violation's figure is the last one that was set for it. */
  readonly fines: readonly DecidedFine[];
}

interface Figure {
  readonly violationId: string;
  readonly direction: Direction;
  readonly fine: string;
}

/** A figure as a change of the decision states it: in yuan, or as a multiple. */
type ChangedFigure = Omit<Figure, 'fine'> & { readonly fine?: string; readonly multiple?: string };

interface Decision {
  readonly number: string;
  readonly decision: {
    readonly madeOn: string;
    readonly reasons: string;
    readonly figures?: readonly Figure[];
    readonly violations?: readonly { readonly id: string; readonly provision: string }[];
    readonly departure: PenaltyDecided['departure'];
  };
}

type Evaluated = Pick<EvaluationAnswer, 'violations'>;

interface Asked {
  readonly violations: readonly {
    readonly id: string;
    readonly grade?: { readonly scheduleId: string; readonly rowId: string };
  }[];
}

interface CaseRow {
  readonly district: string;
  readonly request: string | null;
  readonly answer: string | null;
  readonly withdrawn: number;
}

const OF_CASE = `SELECT "case"."district" AS "district", "evaluation"."request" AS "request",
  "evaluation"."answer" AS "answer",
  EXISTS (SELECT 1 FROM "record_entry" WHERE "subject" = 'case/' || "case"."id" AND "action" = 'DECISION_WITHDRAWN')
    AS "withdrawn"
  FROM "penalty_case" "case" LEFT JOIN "case_evaluation" "evaluation" ON "evaluation"."case_id" = "case"."id"
  WHERE "case"."id" = ? ORDER BY "evaluation"."sequence" DESC LIMIT 1`;

/** Every penalty decision that a query selects, oldest first; matters under the agreement are left out. */
export async function* penaltyDecisions(
  manager: EntityManager,
  query: AuditQuery,
): AsyncGenerator<PenaltyDecided> {
  for await (const entry of entriesOf(manager, ['CASE_DECIDED'], query)) {
    const said = afterOf(entry) as Decision;
    const [row] = await manager.query<CaseRow[]>(OF_CASE, [idOf(entry)]);
    if (said.decision.violations === undefined || row === undefined) continue;
    yield decided(entry, said, row, await changesOf(manager, entry.subject));
  }
}

const CHANGES = `SELECT "after" FROM "record_entry" WHERE "subject" = ? AND "action" = 'DECISION_CHANGED'
  AND "sequence" >= 1 ORDER BY "sequence"`;

/** The figures of every change of a decision, in their order; a change that names none leaves them. */
async function changesOf(
  manager: EntityManager,
  subject: string,
): Promise<readonly (readonly ChangedFigure[])[]> {
  const rows = await manager.query<Pick<StoredEntry, 'after'>[]>(CHANGES, [subject]);
  return rows.map(
    (row) => (afterOf(row) as { stated?: { figures?: readonly ChangedFigure[] } }).stated?.figures ?? [],
  );
}

/** The figures that stand: those decided, each replaced by the last change that names its violation. */
function standingFigures(
  figures: readonly Figure[],
  changes: readonly (readonly ChangedFigure[])[],
  evaluated: Evaluated | null,
): ReadonlyMap<string, Figure> {
  const standing = new Map(figures.map((figure) => [figure.violationId, figure]));
  for (const { fine, multiple, violationId, direction } of changes.flat()) {
    const violation = evaluated?.violations.find(({ id }) => id === violationId);
    const told =
      fine ??
      (violation === undefined || multiple === undefined
        ? null
        : formatMoney(fineOfFigure({ violationId, direction, multiple }, violation)));
    if (told !== null) standing.set(violationId, { violationId, direction, fine: told });
  }
  return standing;
}

function decided(
  entry: StoredEntry,
  { number, decision }: Decision,
  row: CaseRow,
  changes: readonly (readonly ChangedFigure[])[],
): PenaltyDecided {
  const evaluated = row.answer === null ? null : (JSON.parse(row.answer) as Evaluated);
  const asked = row.request === null ? null : (JSON.parse(row.request) as Asked);
  const figures = standingFigures(decision.figures ?? [], changes, evaluated);
  return {
    caseId: idOf(entry),
    sequence: entry.sequence,
    at: entry.at,
    officer: entry.actor,
    office: entry.office,
    district: row.district,
    number,
    madeOn: decision.madeOn,
    reasons: decision.reasons,
    departure: decision.departure,
    withdrawn: row.withdrawn === 1,
    changed: changes.length,
    fines: (decision.violations ?? []).map(({ id, provision }) => {
      const figure = figures.get(id);
      const judged = evaluated?.violations.find((each) => each.id === id);
      const open = judged?.directions.find(({ direction }) => direction === figure?.direction);
      const grade = asked?.violations.find((each) => each.id === id)?.grade;
      const range = open === undefined ? null : { min: open.fineMin, max: open.fineMax };
      return {
        violationId: id,
        provision,
        direction: figure?.direction ?? null,
        fine: figure?.fine ?? null,
        outcome: judged?.outcome ?? null,
        grade: grade === undefined ? null : `${grade.scheduleId}/${grade.rowId}`,
        range,
        position: figure === undefined || range === null ? null : positionOf(figure.fine, range),
      };
    }),
  };
}

/** @returns null outside the range, and in a range of a single sum. */
export function positionOf(
  fine: string,
  range: { readonly min: string; readonly max: string },
): Fraction | null {
  const [at, min, max] = [money(fine), money(range.min), money(range.max)];
  return at < min || at > max || min === max ? null : fraction(at - min, max - min);
}
