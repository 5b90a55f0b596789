import { addYears, type CalendarDate } from '../shared/calendar-date.js';
import type { Fault } from '../shared/result.js';
import type { Circumstance } from './facts.js';
import { FIRST_TIME, REFUSAL_OR_REPEAT, type ItemCode } from './items.js';
import type { DiscretionLaw } from './law.js';

/** A violation that an earlier, standing decision found on the same offender. */
export interface PastViolation {
  readonly caseId: string;
  readonly decisionNo: string;
  readonly madeOn: CalendarDate;
  /** The article after intent: of the same nature is what falls under the same article. */
  readonly basis: string;
  readonly conductEndedOn: CalendarDate;
}

/** A violation of the case under judgement. */
export interface JudgedViolation {
  readonly id: string;
  readonly basis: string;
  readonly conductEndedOn: CalendarDate;
}

/** A circumstance that the record suggests; the officer decides. */
export interface PastProposal {
  readonly violationId: string;
  readonly code: ItemCode;
  readonly ground: 'REPEAT' | null;
  readonly citation: string;
  readonly reading: string;
  readonly detail: string;
  readonly earlier: readonly PastViolation[];
}

/** P17: of the same nature, its conduct at most the rolling year of 18(2) away. */
export function p17RepeatsWithinYear(
  law: DiscretionLaw,
  violation: JudgedViolation,
  earlier: PastViolation,
): boolean {
  const years = law.rules.repeatWithinYears;
  return (
    earlier.basis === violation.basis &&
    earlier.conductEndedOn <= addYears(violation.conductEndedOn, years) &&
    violation.conductEndedOn <= addYears(earlier.conductEndedOn, years)
  );
}

const inWords = ({ decisionNo, madeOn, basis, conductEndedOn }: PastViolation): string =>
  `${decisionNo}（${madeOn} 作出，${basis}，行为终了 ${conductEndedOn}）`;

function repeatProposal(
  law: DiscretionLaw,
  violation: JudgedViolation,
  past: readonly PastViolation[],
): PastProposal[] {
  const earlier = past.filter((each) => p17RepeatsWithinYear(law, violation, each));
  if (earlier.length === 0) return [];
  return [
    {
      violationId: violation.id,
      code: REFUSAL_OR_REPEAT,
      ground: 'REPEAT',
      citation: REFUSAL_OR_REPEAT,
      reading: 'P17',
      detail: `一年内已有同一性质的违法行为：${earlier.map(inWords).join('、')}；请认定是否构成从重情形。`,
      earlier,
    },
  ];
}

const firstTimeProposal = (violation: JudgedViolation): PastProposal => ({
  violationId: violation.id,
  code: FIRST_TIME,
  ground: null,
  citation: FIRST_TIME,
  reading: 'P26',
  detail: '档案中没有该当事人先前的决定，可视为初次违法；是否危害后果轻微并及时改正，请认定。',
  earlier: [],
});

/** What the record of earlier decisions suggests for each violation: first time (17), or a repeat (18(2)). */
export function proposalsFromPast(
  law: DiscretionLaw,
  violations: readonly JudgedViolation[],
  past: readonly PastViolation[],
): PastProposal[] {
  return violations.flatMap((violation) =>
    past.length === 0 ? [firstTimeProposal(violation)] : repeatProposal(law, violation, past),
  );
}

/** A circumstance with the reason why it is ticked although the record says otherwise. */
export interface TickedCircumstance extends Circumstance {
  readonly recordReason: string | null;
}

function againstRecord(
  entry: TickedCircumstance,
  violations: readonly JudgedViolation[],
  past: readonly PastViolation[],
  law: DiscretionLaw,
): string | null {
  if (entry.code === FIRST_TIME && past.length > 0) {
    return `档案中已有该当事人的决定：${past.map(inWords).join('、')}`;
  }
  if (entry.code !== REFUSAL_OR_REPEAT || entry.ground !== 'REPEAT') return null;
  const covered = violations.filter(({ id }) => entry.violationIds?.includes(id) ?? true);
  const without = covered.filter((each) => !past.some((earlier) => p17RepeatsWithinYear(law, each, earlier)));
  return without.length === 0
    ? null
    : `档案中没有与违法行为 ${without.map(({ id }) => id).join('、')} 同一性质、一年之内的决定`;
}

/** Ticks of 17 or of a repeat that the record contradicts and that give no reason. */
export function ticksAgainstRecord(
  law: DiscretionLaw,
  circumstances: readonly TickedCircumstance[],
  violations: readonly JudgedViolation[],
  past: readonly PastViolation[],
): Fault[] {
  return circumstances.flatMap((entry, index) => {
    const against = entry.recordReason === null ? againstRecord(entry, violations, past, law) : null;
    if (against === null) return [];
    return [
      {
        pointer: `/circumstances/${index}/recordReason`,
        code: 'AGAINST_RECORD',
        detail: `${against}；仍要认定的，请写明理由（recordReason）。`,
        citation: entry.code,
      },
    ];
  });
}
