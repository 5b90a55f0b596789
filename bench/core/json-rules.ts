import { jsonRulesEngine, type Almanac } from '../packages.js';
import type { Engine, OpenRange, Verdict } from './decision.js';
import { AGGRAVATE, CHARGES, FRAUD, LOSS, MAY, NO_PENALTY, REFUSAL, SHALL, WAIVER } from './law.js';

const when = (fact: string, operator: string, value: unknown): object => ({ fact, operator, value });
const is = (fact: string, value: unknown): object => when(fact, 'equal', value);
const of = (fact: string): object => ({ fact });

const none = (fact: string): object => is(fact, 0);
const some = (fact: string): object => when(fact, 'greaterThan', 0);

const rule = (type: string, all: readonly object[], params: object): object => ({
  conditions: { all },
  event: { type, params },
});

/** Asked before the rest: what it finds becomes facts of the case. */
const charge = (all: readonly object[], found: Readonly<Record<string, unknown>>): object => ({
  ...rule('charge', all, found),
  priority: 2,
  onSuccess: (_event: unknown, facts: Almanac) => {
    for (const [fact, value] of Object.entries(found)) facts.addRuntimeFact(fact, value);
  },
});

const fineOf = (basis: string): typeof LOSS => (basis === 'REG735:38' ? LOSS : FRAUD);

const charges = CHARGES.flatMap(({ basis, provisions, afterIntent, suspended }) => {
  const charged = when('provision', 'in', provisions);
  const plain = { basis, suspended, ...fineOf(basis) };
  if (afterIntent === basis) return [charge([charged], plain)];
  const intended = { all: [is('fraudulentIntent', true), some('amount')] };
  return [
    charge([charged, intended], { basis: afterIntent, suspended: 'ALWAYS', ...fineOf(afterIntent) }),
    charge([charged, { not: intended }], plain),
  ];
});

const spared = { any: NO_PENALTY.map((item) => when('items', 'contains', item)) };
const waived = when('items', 'contains', WAIVER);

const outcomes = [
  rule('outcome', [spared], { outcome: 'NO_PENALTY' }),
  rule('outcome', [{ not: spared }, none('amount')], { outcome: 'NO_FINE' }),
  rule('outcome', [{ not: spared }, some('amount'), waived], { outcome: 'WAIVER_PERMITTED' }),
  rule('outcome', [{ not: spared }, some('amount'), { not: waived }], { outcome: 'PENALISE' }),
];

const suspensions = [
  rule('suspension', [{ not: spared }, is('suspended', 'ALWAYS')], {}),
  rule(
    'suspension',
    [
      { not: spared },
      is('suspended', 'TRIGGERED'),
      { any: [is('refusedToCorrect', true), is('seriousConsequences', true)] },
    ],
    {},
  ),
];

interface Bounds {
  readonly min: string;
  readonly max: string;
  readonly minInclusive?: boolean;
  readonly maxInclusive?: boolean;
}

/** A row of the table of directions; where a bound is in or out by comparison, there is one row for each. */
const direction = (name: string, all: readonly object[], bounds: Bounds): object => {
  const { min, max, minInclusive = true, maxInclusive = true } = bounds;
  const fines = { fineMin: of(`${min}Fine`), fineMax: of(`${max}Fine`) };
  const params = { direction: name, min: of(min), max: of(max), minInclusive, maxInclusive, ...fines };
  return rule('direction', [{ not: spared }, some('amount'), ...all], params);
};

const lighter = [none('aggravate'), some('mitigating'), when('gradeMin', 'lessThan', of('midpoint'))];
const heavier = [some('aggravate'), none('mitigating'), when('gradeMax', 'greaterThan', of('midpoint'))];

const directions = [
  direction('ORDINARY', [none('aggravate'), none('shall')], { min: 'gradeMin', max: 'gradeMax' }),
  direction('LIGHTER', [...lighter, when('gradeMax', 'lessThan', of('midpoint'))], {
    min: 'gradeMin',
    max: 'gradeMax',
  }),
  direction('LIGHTER', [...lighter, when('gradeMax', 'greaterThanInclusive', of('midpoint'))], {
    min: 'gradeMin',
    max: 'midpoint',
    maxInclusive: false,
  }),
  direction('MITIGATED', [none('aggravate'), some('mitigating'), when('low', 'lessThan', of('gradeMin'))], {
    min: 'low',
    max: 'gradeMin',
    maxInclusive: false,
  }),
  direction('HEAVIER', [...heavier, when('gradeMin', 'greaterThan', of('midpoint'))], {
    min: 'gradeMin',
    max: 'gradeMax',
  }),
  direction('HEAVIER', [...heavier, when('gradeMin', 'lessThanInclusive', of('midpoint'))], {
    min: 'midpoint',
    max: 'gradeMax',
    minInclusive: false,
  }),
  direction('WEIGHED', [some('aggravate'), some('mitigating')], { min: 'low', max: 'gradeMax' }),
];

interface Span {
  readonly min: number;
  readonly max: number;
}

type Sum = (facts: Almanac) => Promise<unknown>;

const counted = (order: readonly string[], items: readonly string[]): number =>
  order.filter((item) => items.includes(item)).length;

const number = (facts: Almanac, ...ids: readonly string[]): Promise<number[]> =>
  Promise.all(ids.map((id) => facts.factValue<number>(id)));

const fineAt =
  (multiple: string): Sum =>
  async (facts) => {
    const [amount = 0, times = 0] = await number(facts, 'amount', multiple);
    return Math.floor(amount * times * 100 + 0.5) / 100;
  };

/** What the engine has no words for, counts and sums, as facts that are computed when they are asked for. */
const SUMS: Readonly<Record<string, Sum>> = {
  shall: async (facts) => counted(SHALL, await facts.factValue('items')),
  may: async (facts) => counted(MAY, await facts.factValue('items')),
  aggravate: async (facts) => {
    const items = await facts.factValue<readonly string[]>('items');
    const refused = await facts.factValue<boolean>('refusedToCorrect');
    return counted(AGGRAVATE, refused ? [...items, REFUSAL] : items);
  },
  mitigating: async (facts) => {
    const [shall = 0, may = 0] = await number(facts, 'shall', 'may');
    return shall + may;
  },
  grade: async (facts) => {
    const [aggravate = 0, mitigating = 0] = await number(facts, 'aggravate', 'mitigating');
    return facts.factValue(aggravate >= 2 && mitigating === 0 ? 'highest' : 'row');
  },
  gradeMin: async (facts) => (await facts.factValue<Span>('grade')).min,
  gradeMax: async (facts) => (await facts.factValue<Span>('grade')).max,
  low: async (facts) => {
    const [gradeMin = 0, taken = 0, floor = 0] = await number(facts, 'gradeMin', 'mitigating', 'floor');
    return Math.max(gradeMin - taken, floor);
  },
  gradeMinFine: fineAt('gradeMin'),
  gradeMaxFine: fineAt('gradeMax'),
  midpointFine: fineAt('midpoint'),
  lowFine: fineAt('low'),
};

/** json-rules-engine: charge, outcome, suspension and directions are rules of its own; sums are facts. */
export function jsonRules(): Engine {
  const { Engine: RulesEngine } = jsonRulesEngine();
  const rules = [...charges, ...outcomes, ...suspensions, ...directions];
  const engine = new RulesEngine(rules, { replaceFactsInEventParams: true });
  for (const [id, sum] of Object.entries(SUMS)) engine.addFact(id, (_params, facts) => sum(facts));
  return {
    name: 'json-rules-engine',
    decide: async (question) => {
      const { events, almanac } = await engine.run({ ...question });
      const paramsOf = (type: string): object[] =>
        events.filter((event) => event.type === type).map(({ params }) => params);
      const [shall = 0, may = 0, aggravate = 0] = await number(almanac, 'shall', 'may', 'aggravate');
      return {
        ...Object.assign({}, ...paramsOf('charge'), ...paramsOf('outcome')),
        shall,
        may,
        aggravate,
        departmentSuspended: paramsOf('suspension').length > 0,
        directions: paramsOf('direction') as OpenRange[],
      } as Verdict;
    },
  };
}
