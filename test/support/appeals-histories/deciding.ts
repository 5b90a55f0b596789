import type { ObjectionEntity, Side } from '../../../src/appeals/objection.entity.js';
import type { Chance } from './chance.js';
import { revised, revoked } from './grounds.js';
import { supposed } from './judging.js';
import type { OperationKind } from './kinds.js';
import { graver, milder } from './milder.js';
import { findingForms, happened, type HistoryState, type Notice } from './state.js';
import type { FindingBody } from '../scoring.js';

/** An objection as it stands now, with the notice it is about. */
export interface AtHand {
  readonly objection: ObjectionEntity;
  /** Who stands by it: one side, or both. */
  readonly sides: readonly Side[];
  readonly notice: Notice;
}

/** Whoever has it in hand: an account that neither determined nor scored. */
export function handler({ objection: { state, route } }: AtHand): string {
  const ofCity = route === 'MUNICIPAL';
  if (state === 'FURTHER_OBJECTED') return ofCity ? 'city-bureau-head' : 'district-bureau';
  if (state === 'ACCEPTED' || !ofCity) return 'district-agency-2';
  return 'city-agency-2';
}

/** The months that the user sees are left to choose of the score itself, were these its findings. */
async function ownMonths(
  history: HistoryState,
  notice: Notice,
  findings: readonly FindingBody[],
  chance: Chance,
): Promise<number | null> {
  const event = {
    type: 'REVISE',
    on: history.bureau.day,
    scoreId: notice.id,
    findings: findingForms(findings),
  };
  const [before, after] = [
    await supposed(history, notice.person, []),
    await supposed(history, notice.person, [event]),
  ];
  const measureIn = (preview: typeof after) => preview?.scores.find(({ id }) => id === notice.id)?.measure;
  const allowed = measureIn(after)?.allowedMonths;
  const was = measureIn(before)?.months ?? null;
  if (allowed === undefined || (was !== null && was <= allowed.max && was >= allowed.min)) return null;
  return allowed.min + chance.below(allowed.max - allowed.min + 1);
}

const OUTCOMES = [
  'UPHELD',
  'UPHELD_IN_PART',
  'UPHELD_IN_PART',
  'UPHELD_IN_PART',
  'UPHELD_IN_PART',
  'REFUSED',
  'REFUSED',
] as const;
const WITHOUT_LESS = ['UPHELD', 'REFUSED', 'REFUSED'] as const;

/** Decides in one of the three ways, with the months of the score itself now and then. */
export async function decide(history: HistoryState, atHand: AtHand, chance: Chance): Promise<void> {
  const { bureau } = history;
  const { objection, notice } = atHand;
  const path = `/objections/${objection.id}/decision`;
  const less = milder(notice.findings, chance);
  const isLess = JSON.stringify(less) !== JSON.stringify(notice.findings);
  const outcome = chance.of(isLess ? OUTCOMES : WITHOUT_LESS);
  const findings = outcome === 'UPHELD_IN_PART' ? less : [];
  const ofAgency = objection.state === 'DETERMINER_HEARD';
  const months =
    outcome === 'UPHELD_IN_PART' && ofAgency && chance.oneIn(4)
      ? await ownMonths(history, notice, findings, chance)
      : null;
  if (ofAgency && chance.oneIn(5))
    await bureau.transgress({
      kind: 'DECISION_BY_WHO_DETERMINED',
      username: notice.by,
      path,
      body: { outcome: 'REFUSED', reasons: '证据充分' },
      code: 'REVIEWER_CONFLICT',
    });
  const kinds: Readonly<Record<typeof outcome, OperationKind>> = {
    UPHELD: 'UPHELD',
    UPHELD_IN_PART: months === null ? 'UPHELD_IN_PART' : 'UPHELD_WITH_MONTHS',
    REFUSED: 'OBJECTION_REFUSED',
  };
  const told = await bureau.attempt({
    kind: kinds[outcome],
    username: handler(atHand),
    path,
    body: {
      outcome,
      reasons: '审核意见',
      ...(findings.length > 0 && { findings }),
      ...(months !== null && { months: [{ noticeId: notice.id, months, reasons: '情节一般' }] }),
    },
    line: 'OBJECTION_DECIDED',
  });
  if (told === null || outcome === 'REFUSED') return;
  if (outcome === 'UPHELD') revoked(history, notice);
  else revised(history, notice, findings);
  if (months !== null)
    happened(history, notice.person, { type: 'MONTHS', on: bureau.day, scoreId: notice.id, months });
}

/** Whether anything graver could be found than was. */
export const canRaise = ({ notice }: AtHand): boolean =>
  notice.findings.some(
    ({ circumstance, degree }) => degree !== 'PRINCIPAL' || !String(circumstance).startsWith('PQ2025:23'),
  );

/** Tries to make graver what was found. */
export async function raise(history: HistoryState, atHand: AtHand): Promise<void> {
  const { objection, notice } = atHand;
  await history.bureau.transgress({
    kind: 'REVISION_THAT_RAISES',
    username: handler(atHand),
    path: `/objections/${objection.id}/decision`,
    body: { outcome: 'UPHELD_IN_PART', reasons: '审核意见', findings: graver(notice.findings) },
    code: 'REVISION_RAISES',
  });
}
