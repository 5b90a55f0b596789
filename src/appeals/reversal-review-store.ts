import type { EntityManager } from 'typeorm';
import type { CalendarDate } from '../domain/shared/calendar-date.js';
import type { Fault } from '../domain/shared/result.js';
import { type Account, CITY } from '../identity/identity.module.js';
import { Problem, RuleViolation } from '../platform/http/problem.js';
import { officeKindOf, type ContentFinding, type WholeDetermination } from '../scoring/scoring.module.js';
import type { Plain } from './plain.js';
import type { EffectAnswer } from './reversal-effect.dto.js';
import type { DeterminationReviewAnswer, ReviewOpeningForm } from './reversal-review.dto.js';
import { DeterminationReviewEntity, type ReviewGround } from './reversal-review.entity.js';

/** What an opening or a review states, as it is kept. */
export interface ReviewContent {
  readonly reasons: string;
  /** Of an opening alone. */
  readonly opening?: Omit<Plain<ReviewOpeningForm>, 'reasons'>;
  readonly findings?: readonly ContentFinding[];
  readonly notResponsible?: readonly string[];
  readonly effects?: readonly EffectAnswer[];
}

/** @throws Problem FORBIDDEN */
export function requireOfficeOrSuperior(account: Account, { head }: WholeDetermination): void {
  const kind = officeKindOf(account);
  const own = account.office === head.office && kind === head.officeKind;
  const bureauOver = account.office === head.office && head.officeKind === 'AGENCY' && kind === 'BUREAU';
  const cityOver = account.office === CITY && head.office !== CITY;
  if (own || bureauOver || cityOver) return;
  throw new Problem('FORBIDDEN', '由作出责任认定的单位或其上级启动复核（PQ2025:16）。');
}

/** @throws RuleViolation SECOND_PERSON_REQUIRED when whoever opened the review would also decide it. */
export function requireOtherThanOpener(
  { username }: Account,
  rows: readonly DeterminationReviewEntity[],
): void {
  const last = rows.at(-1);
  if (last?.outcome !== 'OPENED' || last.actor !== username) return;
  const detail = '启动复核的人员不得作出复核结论，请由他人办理。';
  throw new RuleViolation([{ pointer: '', code: 'SECOND_PERSON_REQUIRED', detail, citation: 'PQ2025:42' }]);
}

const SOURCE_OF_GROUND: Readonly<Partial<Record<ReviewGround, string>>> = {
  LICENCE_RESTORED: 'LICENCE_REVOKED',
  CIRCULAR_WITHDRAWN: 'CIRCULAR',
};

/** @returns GROUND_NOT_FOR_SOURCE, DATE_ORDER */
export function openingFaults(
  { ground, on }: ReviewOpeningForm,
  { head }: WholeDetermination,
  today: CalendarDate,
): Fault[] {
  const source = SOURCE_OF_GROUND[ground] ?? head.sourceKind;
  return [
    ...(source === head.sourceKind
      ? []
      : [
          {
            pointer: '/ground',
            code: 'GROUND_NOT_FOR_SOURCE',
            detail: '责任认定书不以此为依据。',
            citation: 'PQ2025:37',
          },
        ]),
    ...(on >= head.pointsDay && on <= today
      ? []
      : [
          {
            pointer: '/on',
            code: 'DATE_ORDER',
            detail: `文书之日 ${on} 须在记分时点 ${head.pointsDay} 与今日 ${today} 之间，请核对。`,
            citation: 'PQ2025:37',
          },
        ]),
  ];
}

/** The openings and reviews of a determination, in order. */
export const reviewsOf = (
  manager: EntityManager,
  determinationId: string,
): Promise<DeterminationReviewEntity[]> =>
  manager.find(DeterminationReviewEntity, {
    where: { determinationId },
    order: { recordedAt: 'ASC' },
  });

/** An opening or a review as sent. */
export function reviewAnswer(row: DeterminationReviewEntity): DeterminationReviewAnswer {
  const { id, determinationId, outcome, content, recordedAt, actor } = row;
  const stated = JSON.parse(content) as ReviewContent;
  const { reasons, opening = null, findings = [], notResponsible = [], effects = [] } = stated;
  return {
    id,
    determinationId,
    outcome,
    opening,
    reasons,
    findings,
    notResponsible,
    effects,
    recordedAt,
    by: actor,
  };
}
