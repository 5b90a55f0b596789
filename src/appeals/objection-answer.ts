import type { ClockView } from '../clocks/clocks.module.js';
import type { ObjectionPeriod } from '../domain/procedure/objection-window.js';
import type { SeesPaper } from '../scoring/scoring.module.js';
import type {
  AgencyOutcomeAnswer,
  ObjectionAnswer,
  ObjectionDueAnswer,
  ObjectionPeriodAnswer,
  ObjectionSummary,
} from './objection-answer.dto.js';
import type { DecidedContent } from './objection-decision.service.js';
import type { ObjectionEntity, Side } from './objection.entity.js';
import type { ObjectionForm } from './objection.dto.js';
import type { ObjectionRead } from './objection-reader.service.js';
import { objectionOutcome } from './objection-outcome.js';
import { standingFilings } from './objection-parties.js';
import { contentSeen, effectSeen } from './objection-sight.js';
import { lastOf } from './objection-store.js';
import type { EffectAnswer } from './reversal-effect.dto.js';
import { toldOf } from './outcome-telling.js';
import type { Plain } from './plain.js';

export const objectionSummary = (head: ObjectionEntity): Plain<ObjectionSummary> => ({
  id: head.id,
  noticeId: head.noticeId,
  noticeNumber: head.noticeNumber,
  personCode: head.personCode,
  institution: head.institution,
  district: head.district,
  route: head.route,
  state: head.state,
  filedBy: head.filedBy,
  filedOn: head.filedOn,
  openedAt: head.openedAt,
  changedAt: head.changedAt,
});

const periodAnswer = ({ receipt, ...period }: ObjectionPeriod): ObjectionPeriodAnswer => ({
  receivedBy: receipt.by,
  receivedOn: receipt.on,
  ...period,
});

const dueAnswer = ({ office, from, dueOn, extensionDays }: ClockView): ObjectionDueAnswer => ({
  office,
  from,
  dueOn,
  extensionDays,
});

/** What a side objected first. */
const filedOf = (steps: ObjectionRead['steps'], side: Side): ObjectionForm | undefined =>
  steps
    .filter(({ step }) => step === 'FILED' || step === 'JOINED')
    .map(({ content }) => JSON.parse(content) as ObjectionForm)
    .findLast(({ filedBy }) => filedBy === side);

function effectOfDecision(decided: DecidedContent | null, sees: SeesPaper): EffectAnswer | null {
  const effect = decided?.effect ?? null;
  return effect === null ? null : effectSeen(effect, sees);
}

/** What the agency decided, once the bureau has decided too. */
function agencyOutcome(steps: ObjectionRead['steps'], sees: SeesPaper): AgencyOutcomeAnswer | null {
  const [first, second] = steps.filter(({ step }) => step === 'DECIDED');
  if (first === undefined || second === undefined) return null;
  const decided = JSON.parse(first.content) as DecidedContent;
  return { outcome: decided.outcome, effect: effectOfDecision(decided, sees) };
}

/** An objection as sent, with its history. */
export function objectionAnswer({ head, steps, period, clock, sight }: ObjectionRead): ObjectionAnswer {
  const { sees, outside } = sight;
  const filed = filedOf(steps, head.filedBy);
  const decided = lastOf(steps, 'DECIDED') as DecidedContent | null;
  return {
    ...objectionSummary(head),
    grounds: filed?.grounds ?? '',
    requested: filed?.requested ?? '',
    sides: standingFilings(steps).map(({ filedBy, filedOn, grounds, requested, recordedAt }) => ({
      side: filedBy,
      filedOn: filedOn ?? null,
      grounds,
      requested,
      recordedAt,
    })),
    missing: JSON.parse(head.missing) as string[],
    period: period === null ? null : periodAnswer(period),
    due: clock === null ? null : dueAnswer(clock),
    outcome: decided?.outcome ?? null,
    effect: effectOfDecision(decided, sees),
    agencyOutcome: agencyOutcome(steps, sees),
    outcomeTold: toldOf(steps, objectionOutcome(steps)),
    monthsOpen: (JSON.parse(head.monthsOpen) as string[]).filter(sees),
    steps: steps.map(({ sequence, step, state, content, recordedAt, actor, office }) => ({
      sequence,
      step,
      state,
      content: contentSeen(JSON.parse(content) as object, sees),
      recordedAt,
      by: outside ? null : actor,
      office,
    })),
  };
}
