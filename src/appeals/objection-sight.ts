import type { EntityManager } from 'typeorm';
import type { Account } from '../identity/identity.module.js';
import { sightOfIds, spanSeen, type SeesPaper } from '../scoring/scoring.module.js';
import type { ObjectionEntity } from './objection.entity.js';
import type { ObjectionStepEntity } from './objection-step.entity.js';
import type { EffectAnswer, EffectStandingAnswer } from './reversal-effect.dto.js';

/** What of an objection an account may see. */
export interface ObjectionSight {
  readonly sees: SeesPaper;
  /** Institutions and persons see which office did what, not who there. */
  readonly outside: boolean;
}

/** The members of steps that name notices, or measures. */
interface Naming {
  readonly effect?: EffectAnswer | null;
  readonly monthsOpen?: readonly string[];
  readonly acknowledged?: readonly string[];
  readonly raised?: readonly { readonly noticeId: string }[];
  readonly months?: readonly { readonly noticeId: string }[];
}

const namedIn = ({ effect, monthsOpen = [], raised = [], months = [] }: Naming): string[] => [
  ...[effect?.before, effect?.after].flatMap((standing) =>
    standing === undefined
      ? []
      : [...standing.scores.map(({ id }) => id), ...standing.measures.map(({ cause }) => cause)],
  ),
  ...monthsOpen,
  ...[...raised, ...months].map(({ noticeId }) => noticeId),
];

/** An institution sees, beside the notice objected to, what its ledger of the person shows it; everybody else all. */
export async function sightOfObjection(
  manager: EntityManager,
  { noticeId, monthsOpen }: ObjectionEntity,
  steps: readonly ObjectionStepEntity[],
  account: Account,
): Promise<ObjectionSight> {
  const outside = account.role === 'INSTITUTION_CLERK' || account.role === 'PERSON';
  const named = steps.flatMap(({ content }) => namedIn(JSON.parse(content) as Naming));
  const ids = [...new Set([...named, ...(JSON.parse(monthsOpen) as string[])])];
  const sees = await sightOfIds(manager, ids, account);
  return { sees: (id) => id === noticeId || sees(id), outside };
}

const standingSeen = (standing: EffectStandingAnswer, sees: SeesPaper): EffectStandingAnswer => ({
  years: standing.years,
  scores: standing.scores.filter(({ id }) => sees(id)),
  measures: standing.measures.filter(({ cause }) => sees(cause)),
  timeline: standing.timeline.map((span) => spanSeen(span, sees)),
});

/** Totals in full, and of scores and measures those seen. */
export const effectSeen = ({ personCode, before, after }: EffectAnswer, sees: SeesPaper): EffectAnswer => ({
  personCode,
  before: standingSeen(before, sees),
  after: standingSeen(after, sees),
});

/** What was stated at a step, without the notices that are not seen. */
export function contentSeen(content: object, sees: SeesPaper): object {
  const { effect, monthsOpen, acknowledged, raised, months } = content as Naming;
  return {
    ...content,
    ...(effect !== undefined && { effect: effect === null ? null : effectSeen(effect, sees) }),
    ...(monthsOpen !== undefined && { monthsOpen: monthsOpen.filter(sees) }),
    ...(acknowledged !== undefined && { acknowledged: acknowledged.filter(sees) }),
    ...(raised !== undefined && { raised: raised.filter(({ noticeId }) => sees(noticeId)) }),
    ...(months !== undefined && { months: months.filter(({ noticeId }) => sees(noticeId)) }),
  };
}
