import type { EntityManager } from 'typeorm';
import { money } from '../domain/shared/money.js';
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
  readonly fines: readonly DecidedFine[];
}

interface Decision {
  readonly number: string;
  readonly decision: {
    readonly madeOn: string;
    readonly reasons: string;
    readonly figures?: readonly {
      readonly violationId: string;
      readonly direction: string;
      readonly fine: string;
    }[];
    readonly violations?: readonly { readonly id: string; readonly provision: string }[];
    readonly departure: PenaltyDecided['departure'];
  };
}

interface Evaluated {
  readonly violations: readonly {
    readonly id: string;
    readonly directions: readonly {
      readonly direction: string;
      readonly fineMin: string;
      readonly fineMax: string;
    }[];
  }[];
}

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
    yield decided(entry, said, row);
  }
}

function decided(entry: StoredEntry, { number, decision }: Decision, row: CaseRow): PenaltyDecided {
  const evaluated = row.answer === null ? null : (JSON.parse(row.answer) as Evaluated);
  const asked = row.request === null ? null : (JSON.parse(row.request) as Asked);
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
    fines: (decision.violations ?? []).map(({ id, provision }) => {
      const figure = decision.figures?.find(({ violationId }) => violationId === id);
      const open = evaluated?.violations
        .find((each) => each.id === id)
        ?.directions.find(({ direction }) => direction === figure?.direction);
      const grade = asked?.violations.find((each) => each.id === id)?.grade;
      const range = open === undefined ? null : { min: open.fineMin, max: open.fineMax };
      return {
        violationId: id,
        provision,
        direction: figure?.direction ?? null,
        fine: figure?.fine ?? null,
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
