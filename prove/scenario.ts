import type { Circumstance, Facts, Offender } from '../src/domain/discretion/facts.js';
import {
  ITEMS,
  OUT_OF_TIME,
  REFUSAL_OR_REPEAT,
  RESIDUAL_ITEMS,
  type ItemCode,
} from '../src/domain/discretion/items.js';
import type { OffenderKind } from '../src/domain/rulebook/instrument.js';
import { date } from '../src/domain/shared/calendar-date.js';
import { money, type Fen } from '../src/domain/shared/money.js';

export type Ground = 'REFUSAL' | 'REPEAT';

/** The facts of one violation, reduced to what the rules may look at. */
export interface Scenario {
  readonly provision: string;
  readonly offender: OffenderKind;
  readonly withAmount: boolean;
  readonly fraudulentIntent: boolean;
  readonly refusedToCorrect: boolean;
  readonly seriousConsequences: boolean;
  readonly rowId: string | null;
  readonly items: readonly ItemCode[];
  /** The grounds given for 18(2); at least one whenever 18(2) is among the items. */
  readonly grounds: readonly Ground[];
}

/** Every scenario with an amount has this one. */
export const AMOUNT: Fen = money('10000.00');

const ENDED = date('2025-06-15');
const IN_TIME = date('2025-06-25');
const TOO_LATE = date('2027-06-16');
const DECIDED = date('2027-07-01');
const DECIDED_IN_TIME = date('2025-07-01');

const entry = (code: ItemCode, ground: Ground | null): Circumstance => ({
  code,
  violationIds: null,
  factId: null,
  ground,
  basis: RESIDUAL_ITEMS.has(code) ? '行政处罚法' : null,
});

const ENTRIES = new Map<ItemCode, Circumstance>(ITEMS.map((code) => [code, entry(code, null)]));
const GROUND_ENTRIES: Readonly<Record<Ground, Circumstance>> = {
  REFUSAL: entry(REFUSAL_OR_REPEAT, 'REFUSAL'),
  REPEAT: entry(REFUSAL_OR_REPEAT, 'REPEAT'),
};

const entriesOf = ({ items, grounds }: Scenario): Circumstance[] =>
  items.flatMap((code) =>
    code === REFUSAL_OR_REPEAT ? grounds.map((ground) => GROUND_ENTRIES[ground]) : (ENTRIES.get(code) ?? []),
  );

const OFFENDERS: Readonly<Record<OffenderKind, Offender>> = {
  AGENCY: { kind: 'AGENCY', age: null },
  DESIGNATED_INSTITUTION: { kind: 'DESIGNATED_INSTITUTION', age: null },
  INDIVIDUAL: { kind: 'INDIVIDUAL', age: null },
};

/** The request that states the scenario: discovered out of time exactly when 16(5) is among its items. */
export function factsOf(scenario: Scenario): Facts {
  const late = scenario.items.includes(OUT_OF_TIME);
  return {
    decisionDate: late ? DECIDED : DECIDED_IN_TIME,
    offender: OFFENDERS[scenario.offender],
    suspectedCrime: false,
    violations: [
      {
        id: 'v1',
        provision: scenario.provision,
        conductId: 'v1',
        fraudulentIntent: scenario.fraudulentIntent,
        amount: scenario.withAmount ? AMOUNT : null,
        conductEndedOn: ENDED,
        discoveredOn: late ? TOO_LATE : IN_TIME,
        harmToLifeHealthOrFinancialSafety: false,
        refusedToCorrect: scenario.refusedToCorrect,
        seriousConsequences: scenario.seriousConsequences,
        grade: scenario.rowId === null ? null : { scheduleId: 'sample-2025', rowId: scenario.rowId },
      },
    ],
    circumstances: entriesOf(scenario),
    proposal: [],
  };
}
