/**
 * Every combination of what the answer can depend on: basis, offender, flags, amount or none, row of the sample, items
 * of 16 and 17, number in 13 and 14, and in 18: 18(1), an item that may be an element, how many others, the grounds.
 */
import {
  MAY_MITIGATE,
  NATURAL_PERSON_ITEMS,
  SHALL_MITIGATE,
  type ItemCode,
} from '../src/domain/discretion/items.js';
import type { Assessment } from '../src/domain/discretion/assessment.js';
import { maxOf, minOf, type Decimal } from '../src/domain/shared/decimal.js';
import type { Result } from '../src/domain/shared/result.js';
import type { OffenderKind } from '../src/domain/rulebook/instrument.js';
import type { Rulebook } from '../src/domain/rulebook/rulebook.js';
import { judge, type Reached } from './judge.js';
import type { Ground, Scenario } from './scenario.js';
import { note, type Tallies } from './tally.js';

type Setting = Omit<Scenario, 'items' | 'grounds'>;

const CHARGES: readonly { readonly provision: string; readonly withAmount: boolean }[] = [
  { provision: 'REG735:36(1)', withAmount: false },
  { provision: 'REG735:37', withAmount: true },
  { provision: 'REG735:38(3)', withAmount: true },
  { provision: 'REG735:38(3)', withAmount: false },
  { provision: 'REG735:39(4)', withAmount: false },
  { provision: 'REG735:39(7)', withAmount: false },
  { provision: 'REG735:40.1(3)', withAmount: true },
  { provision: 'REG735:40.1(2)', withAmount: true },
  { provision: 'REG735:41.1(1)', withAmount: true },
  { provision: 'REG735:41.1(1)', withAmount: false },
  { provision: 'REG735:41.2', withAmount: true },
];

const OFFENDERS: readonly OffenderKind[] = ['AGENCY', 'DESIGNATED_INSTITUTION', 'INDIVIDUAL'];
const BOTH = [false, true] as const;

/** Everything but the circumstances: charge × offender × flags × row. */
export function settings(rulebook: Rulebook): Setting[] {
  const rows = rulebook.schedules.find(({ id }) => id === 'sample-2025')?.rows.map(({ id }) => id) ?? [];
  return CHARGES.flatMap((charge) =>
    OFFENDERS.flatMap((offender) =>
      BOTH.flatMap((fraudulentIntent) =>
        BOTH.flatMap((refusedToCorrect) =>
          BOTH.flatMap((seriousConsequences) =>
            [null, ...rows].map((rowId) => ({
              ...charge,
              offender,
              fraudulentIntent,
              refusedToCorrect,
              seriousConsequences,
              rowId,
            })),
          ),
        ),
      ),
    ),
  );
}

const firstOf = <T>(list: readonly T[]): T[][] =>
  Array.from({ length: list.length + 1 }, (_each, count) => list.slice(0, count));

const ELEMENTS: Readonly<Record<string, ItemCode>> = {
  'REG735:39(7)': 'DB2025:18(3)',
  'REG735:40.1(2)': 'DB2025:18(4)',
};

const GROUNDS: readonly (readonly Ground[])[] = [[], ['REFUSAL'], ['REPEAT'], ['REFUSAL', 'REPEAT']];
const NO_PENALTY_CLASSES: readonly (readonly ItemCode[])[] = [[], ['DB2025:16(3)'], ['DB2025:16(4)']];
const WAIVER_CLASSES: readonly (readonly ItemCode[])[] = [[], ['DB2025:17']];

interface Aggravating {
  readonly items: readonly ItemCode[];
  readonly grounds: readonly Ground[];
}

function aggravatingClasses(provision: string): Aggravating[] {
  const element = ELEMENTS[provision];
  const others = (['DB2025:18(3)', 'DB2025:18(4)', 'DB2025:18(5)'] as const).filter(
    (item) => item !== element,
  );
  const grave: ItemCode[][] = [[], ['DB2025:18(1)']];
  const elements: ItemCode[][] = element === undefined ? [[]] : [[], [element]];
  return GROUNDS.flatMap((grounds) =>
    grave.flatMap((first) =>
      elements.flatMap((own) =>
        firstOf<ItemCode>(others).map((rest) => ({
          grounds,
          items: [...first, ...(grounds.length > 0 ? (['DB2025:18(2)'] as const) : []), ...own, ...rest],
        })),
      ),
    ),
  );
}

const standingFor = (offender: OffenderKind, items: readonly ItemCode[]): ItemCode[] =>
  items.filter((item) => offender === 'INDIVIDUAL' || !NATURAL_PERSON_ITEMS.has(item));

/** The lowest and highest figure offered; null where no range is. */
interface Offered {
  readonly lowest: Decimal;
  readonly highest: Decimal;
}

function offeredBy(answer: Result<Assessment> | null): Offered | null {
  const [first, ...rest] = answer?.ok ? (answer.value.violations[0]?.directions ?? []) : [];
  if (first === undefined) return null;
  return {
    lowest: rest.reduce((low, { min }) => minOf(low, min), first.min),
    highest: rest.reduce((high, { max }) => maxOf(high, max), first.max),
  };
}

/** A combination of classes with what it was offered. */
interface Cell {
  readonly scenario: Scenario;
  readonly offered: Offered | null;
}

function compare(
  fewer: Cell,
  more: Cell,
  id: 'one-more-mitigating' | 'one-more-aggravating',
  tallies: Tallies,
): void {
  if (fewer.offered === null || more.offered === null) return;
  const held =
    id === 'one-more-mitigating'
      ? more.offered.lowest <= fewer.offered.lowest
      : more.offered.highest >= fewer.offered.highest;
  note(tallies, id, held, () => JSON.stringify([fewer.scenario, more.scenario]));
}

const isOneMore = (fewer: Aggravating, more: Aggravating): boolean =>
  more.items.length === fewer.items.length + 1 && fewer.items.every((item) => more.items.includes(item));

/** Pairs of places in the list of which the second has one item more. */
const neighbours = (classes: readonly Aggravating[]): [number, number][] =>
  classes.flatMap((fewer, from) =>
    classes.flatMap((more, to): [number, number][] => (isOneMore(fewer, more) ? [[from, to]] : [])),
  );

const pairs = <T>(list: readonly T[]): [T, T][] =>
  list.slice(1).map((each, index) => [list[index] as T, each]);

/** Evaluates every combination of circumstances in one setting, and compares those that differ by one item. */
export function sweepSetting(
  setting: Setting,
  rulebook: Rulebook,
  tallies: Tallies,
  reached: Reached,
  atMost = Number.POSITIVE_INFINITY,
): void {
  const shallClasses = firstOf(standingFor(setting.offender, SHALL_MITIGATE)).slice(0, atMost);
  const mayClasses = firstOf(standingFor(setting.offender, MAY_MITIGATE)).slice(0, atMost);
  const aggravating = aggravatingClasses(setting.provision);
  const steps = neighbours(aggravating);
  for (const [noPenalty, waiver] of NO_PENALTY_CLASSES.flatMap((each) =>
    WAIVER_CLASSES.map((waived) => [each, waived] as const),
  )) {
    const cells = shallClasses.map((shall) =>
      mayClasses.map((may) =>
        aggravating.map(({ items, grounds }): Cell => {
          const scenario = {
            ...setting,
            items: [...shall, ...may, ...noPenalty, ...waiver, ...items],
            grounds,
          };
          return { scenario, offered: offeredBy(judge(scenario, rulebook, tallies, reached)) };
        }),
      ),
    );
    const mitigatingPairs = [
      ...pairs(cells).flatMap(([fewer, more]) => zip(fewer.flat(), more.flat())),
      ...cells.flatMap((row) => pairs(row).flatMap(([fewer, more]) => zip(fewer, more))),
    ];
    for (const [fewer, more] of mitigatingPairs) compare(fewer, more, 'one-more-mitigating', tallies);
    for (const each of cells.flat()) {
      for (const [from, to] of steps) {
        const [fewer, more] = [each[from], each[to]];
        if (fewer && more) compare(fewer, more, 'one-more-aggravating', tallies);
      }
    }
  }
}

const zip = <T>(a: readonly T[], b: readonly T[]): [T, T][] => a.map((each, index) => [each, b[index] as T]);
