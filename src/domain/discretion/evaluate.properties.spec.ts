import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { SOUND, WELL_FORMED } from '../../../test/support/discretion/arbitrary-facts.js';
import { SHIPPED } from '../../../test/support/discretion/rulebook.js';
import type { Fault, Result } from '../shared/result.js';
import type { Fen } from '../shared/money.js';
import type { Assessment, ViolationAssessment } from './assessment.js';
import { evaluate } from './evaluate.js';
import { PROVISIONS, type Circumstance, type Facts, type ViolationFacts } from './facts.js';
import { ITEMS, type ItemCode } from './items.js';

const ANY = fc.oneof({ weight: 2, arbitrary: SOUND }, { weight: 1, arbitrary: WELL_FORMED });
const RUNS = { numRuns: 60, seed: 735 };

const answerTo = (facts: Facts): Result<Assessment> => evaluate(facts, SHIPPED);

/** The answer to facts that are sound in law. */
function assess(facts: Facts): Assessment {
  const answer = answerTo(facts);
  if (!answer.ok) throw new Error(`refused: ${answer.faults.map(({ code }) => code).join(', ')}`);
  return answer.value;
}

/** Everything in a value, to the last figure, as one text: compared faster than object by object. */
const inFull = (value: unknown): string =>
  JSON.stringify(value, (_key, each: unknown) => (typeof each === 'bigint' ? `${each}n` : each));

/** A violation's answer without ids and without the trace. */
const bare = ({ id: _id, conductId: _conduct, trace: _trace, ...rest }: ViolationAssessment): object => rest;

const codes = (faults: readonly Fault[]): string[] => [...new Set(faults.map(({ code }) => code))].sort();

/** An answer without ids, trace and words, or the kinds of fault: what the writing of the facts must not change. */
function gist(facts: Facts): string {
  const answer = answerTo(facts);
  if (!answer.ok) return inFull(codes(answer.faults));
  const { violations, totals, proposalFindings } = answer.value;
  return inFull([
    violations.map(bare),
    totals,
    proposalFindings.map(({ code, citation }) => [code, citation]),
  ]);
}

function freeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null) Object.values(value).forEach(freeze);
  return Object.freeze(value);
}

describe('any facts of sound form', () => {
  it('are answered or refused, and nothing is thrown; the same facts twice get the same answer; none is changed', () =>
    fc.assert(
      fc.property(ANY, (facts) => {
        const copy = structuredClone(facts);
        const answer = answerTo(freeze(facts));
        expect(inFull(answerTo(copy))).toBe(inFull(answer));
        if (answer.ok) expect(answer.value.violations).toHaveLength(facts.violations.length);
        else expect(answer.faults).not.toHaveLength(0);
      }),
      { ...RUNS, numRuns: 120 },
    ));

  it('that are sound in law are answered', () =>
    fc.assert(
      fc.property(SOUND, (facts) => {
        expect(answerTo(facts).ok).toBe(true);
      }),
      RUNS,
    ));

  it('are refused with pointers that resolve in the request, or name the missing member', () => {
    const member = (value: unknown, key: string): unknown =>
      typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[key] : undefined;
    /** Members that may be missing; and a proposed figure, which is one member here and two in the request. */
    const NEED_NOT_RESOLVE = new Set(['amount', 'basis', 'multiple']);
    const resolves = (facts: Facts, pointer: string): boolean => {
      const path = pointer.split('/').slice(1);
      const last = path.at(-1) ?? '';
      const parent = path.slice(0, -1).reduce<unknown>(member, facts);
      return NEED_NOT_RESOLVE.has(last) ? parent !== undefined : member(parent, last) !== undefined;
    };
    fc.assert(
      fc.property(WELL_FORMED, (facts) => {
        const answer = answerTo(facts);
        const faults = answer.ok ? [] : answer.faults;
        expect(faults.filter(({ pointer }) => !resolves(facts, pointer))).toEqual([]);
      }),
      RUNS,
    );
  });
});

describe('how the same circumstances are written does not matter (DB2025:15, P9)', () => {
  const shuffled = (facts: Facts): fc.Arbitrary<Circumstance[]> => {
    const { length } = facts.circumstances;
    return fc.shuffledSubarray([...facts.circumstances], { minLength: length, maxLength: length });
  };

  const oneByOne = (facts: Facts): Circumstance[] =>
    facts.circumstances.flatMap((entry) =>
      (entry.violationIds ?? facts.violations.map(({ id }) => id)).map((id) => ({
        ...entry,
        violationIds: [id],
      })),
    );

  it('not their order', () =>
    fc.assert(
      fc.property(
        ANY.chain((facts) => fc.tuple(fc.constant(facts), shuffled(facts))),
        ([facts, circumstances]) => {
          expect(gist({ ...facts, circumstances })).toBe(gist(facts));
        },
      ),
      RUNS,
    ));

  it('not how often one is given', () =>
    fc.assert(
      fc.property(ANY, fc.array(fc.nat(), { minLength: 1, maxLength: 4 }), (facts, again) => {
        const { circumstances } = facts;
        const repeated = again.flatMap((index) => circumstances[index % circumstances.length] ?? []);
        expect(gist({ ...facts, circumstances: [...circumstances, ...repeated] })).toBe(gist(facts));
      }),
      RUNS,
    ));

  it('not whether it is given for several violations at once or for each by itself', () =>
    fc.assert(
      fc.property(ANY, (facts) => {
        expect(gist({ ...facts, circumstances: oneByOne(facts) })).toBe(gist(facts));
      }),
      RUNS,
    ));
});

/** How many items of each kind; everything else that the answer may depend on is in the violations. */
interface Classes {
  readonly shall: number;
  readonly may: number;
  readonly aggravate: number;
  readonly noPenalty: number;
  readonly waiver: boolean;
  readonly repeat: boolean;
}

const CLASSES: fc.Arbitrary<Classes> = fc
  .record({
    shall: fc.nat({ max: 5 }),
    may: fc.nat({ max: 3 }),
    aggravate: fc.nat({ max: 3 }),
    noPenalty: fc.constantFrom(0, 0, 1),
    waiver: fc.boolean(),
    repeat: fc.boolean(),
  })
  .map((classes) => ({ ...classes, repeat: classes.repeat && !classes.waiver }));

/** Items of one kind that any offender can meet, that are no element of the charge and rule nothing else out. */
const INTERCHANGEABLE = {
  shall: ['DB2025:13(2)', 'DB2025:13(3)', 'DB2025:13(4)', 'DB2025:13(5)', 'DB2025:13(6)'],
  may: ['DB2025:14(1)', 'DB2025:14(2)', 'DB2025:14(4)'],
  noPenalty: ['DB2025:16(4)', 'DB2025:16(6)'],
  aggravate: ['DB2025:18(3)', 'DB2025:18(4)', 'DB2025:18(5)'],
} as const satisfies Record<string, readonly ItemCode[]>;

const entry = (code: ItemCode, ground: Circumstance['ground'] = null): Circumstance => ({
  code,
  violationIds: null,
  factId: null,
  ground,
  basis: '测试法第一条',
});

const someOf = (items: readonly ItemCode[], count: number): fc.Arbitrary<ItemCode[]> =>
  fc.shuffledSubarray([...items], { minLength: count, maxLength: count });

/** One way of having so many items of each kind. */
const circumstancesOf = (classes: Classes): fc.Arbitrary<Circumstance[]> =>
  fc
    .tuple(
      someOf(INTERCHANGEABLE.shall, classes.shall),
      someOf(INTERCHANGEABLE.may, classes.may),
      someOf(INTERCHANGEABLE.aggravate, classes.aggravate),
      someOf(INTERCHANGEABLE.noPenalty, classes.noPenalty),
    )
    .map((kinds) => [
      ...kinds.flat().map((code) => entry(code)),
      ...(classes.waiver ? [entry('DB2025:17')] : []),
      ...(classes.repeat ? [entry('DB2025:18(2)', 'REPEAT')] : []),
    ]);

const OWN_ELEMENT = ['REG735:39(7)', 'REG735:40.1(2)'];

const article = (provision: string): string => provision.replace(/\(\d\)$/, '');

describe('the answer depends on nothing but the classes of the facts', () => {
  const withoutElements = SOUND.map((facts) => ({
    ...facts,
    violations: facts.violations.filter(({ provision }) => !OWN_ELEMENT.includes(provision)),
    circumstances: [],
    proposal: [],
  }));

  it('other items of the same article, in the same number, give the same answer', () =>
    fc.assert(
      fc.property(
        withoutElements,
        CLASSES.chain((classes) => fc.tuple(circumstancesOf(classes), circumstancesOf(classes))),
        (facts, [some, others]) => {
          expect(gist({ ...facts, circumstances: others })).toBe(gist({ ...facts, circumstances: some }));
        },
      ),
      RUNS,
    ));

  it('another item of the same article of the regulation gives the same answer', () => {
    const moved = (each: ViolationFacts, pick: number): ViolationFacts => {
      const others = PROVISIONS.filter((other) => article(other) === article(each.provision)).filter(
        (other) => !OWN_ELEMENT.includes(other),
      );
      return { ...each, provision: others[pick % others.length] ?? each.provision };
    };
    fc.assert(
      fc.property(withoutElements, CLASSES.chain(circumstancesOf), fc.nat(), (facts, circumstances, pick) => {
        const violations = facts.violations.map((each) => moved(each, pick));
        expect(gist({ ...facts, circumstances, violations })).toBe(gist({ ...facts, circumstances }));
      }),
      RUNS,
    );
  });

  it('what violations, conducts and facts are called does not matter', () => {
    const renamed = (facts: Facts): Facts => ({
      ...facts,
      violations: facts.violations.map((each) => ({
        ...each,
        id: `行为-${each.id}`,
        conductId: `事-${each.conductId}`,
      })),
      circumstances: facts.circumstances.map((each) => ({
        ...each,
        violationIds: each.violationIds?.map((id) => `行为-${id}`) ?? null,
        factId: each.factId === null ? null : `实-${each.factId}`,
      })),
      proposal: facts.proposal.map((each) => ({ ...each, violationId: `行为-${each.violationId}` })),
    });
    fc.assert(
      fc.property(SOUND, (facts) => {
        expect(gist(renamed(facts))).toBe(gist(facts));
      }),
      RUNS,
    );
  });
});

describe('violations of other conducts (P23)', () => {
  const conductsOf = (facts: Facts): string[] => [
    ...new Set(facts.violations.map(({ conductId }) => conductId)),
  ];

  /** The same case with the violations of one conduct only. */
  function alone(facts: Facts, conductId: string): Facts {
    const violations = facts.violations.filter((each) => each.conductId === conductId);
    const ids = new Set(violations.map(({ id }) => id));
    return {
      ...facts,
      violations,
      circumstances: facts.circumstances.map((each) => ({
        ...each,
        violationIds: each.violationIds?.filter((id) => ids.has(id)) ?? null,
      })),
      proposal: facts.proposal.filter(({ violationId }) => ids.has(violationId)),
    };
  }

  it('leave a violation’s answer unchanged, to the last word of its trace', () =>
    fc.assert(
      fc.property(SOUND, (facts) => {
        const apart = conductsOf(facts).flatMap((conductId) => assess(alone(facts, conductId)).violations);
        const answers = new Map(apart.map((each) => [each.id, inFull(each)]));
        for (const each of assess(facts).violations) expect(inFull(each)).toBe(answers.get(each.id));
      }),
      RUNS,
    ));

  it('leave what is found of its proposal unchanged', () =>
    fc.assert(
      fc.property(SOUND, (facts) => {
        const apart = conductsOf(facts).flatMap(
          (conductId) => assess(alone(facts, conductId)).proposalFindings,
        );
        const together = assess(facts).proposalFindings;
        expect(new Set(apart.map(inFull))).toEqual(new Set(together.map(inFull)));
      }),
      RUNS,
    ));

  it('add their own fine and refund to the totals, and nothing else', () => {
    const sum = (parts: readonly (Fen | null)[]): bigint | null =>
      parts.reduce<bigint | null>((all, part) => (all === null || part === null ? null : all + part), 0n);
    fc.assert(
      fc.property(SOUND, (facts) => {
        const parts = conductsOf(facts).map((conductId) => assess(alone(facts, conductId)).totals);
        expect(assess(facts).totals).toEqual({
          fineMin: sum(parts.map(({ fineMin }) => fineMin)),
          fineMax: sum(parts.map(({ fineMax }) => fineMax)),
          refund: sum(parts.map(({ refund }) => refund)),
        });
      }),
      RUNS,
    );
  });

  it('of one conduct, the highest fine is that of its highest violation, and so is the refund', () => {
    const highest = (sums: readonly Fen[]): Fen =>
      sums.reduce((high, each) => (each > high ? each : high), 0n as Fen);
    fc.assert(
      fc.property(SOUND, (facts) => {
        const violations = facts.violations.map((each) => ({ ...each, conductId: 'c' }));
        const { totals, violations: answers } = assess({ ...facts, violations });
        const fines = answers.flatMap(({ directions }) => directions.map(({ fineMax }) => fineMax));
        expect(totals.refund).toBe(highest(answers.map(({ refund }) => refund)));
        if (totals.fineMax !== null) expect(totals.fineMax).toBe(highest(fines));
      }),
      RUNS,
    );
  });
});

describe('the trace of any answer', () => {
  it('has every item exactly once as an item, and neither a rule without article nor an empty detail', () =>
    fc.assert(
      fc.property(SOUND, (facts) => {
        for (const { trace } of assess(facts).violations) {
          const start = trace.findIndex(({ rule }) => rule === ITEMS[0]);
          const items = trace.slice(start, start + ITEMS.length).map(({ rule }) => rule);
          expect(items.join()).toBe(ITEMS.join());
          const wordless = trace.filter(
            ({ rule, detail }) => !/^(DB2025|REG735|行政处罚法):\d/.test(rule) || detail === '',
          );
          expect(wordless).toHaveLength(0);
        }
      }),
      RUNS,
    ));
});
