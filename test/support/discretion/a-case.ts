import type {
  Circumstance,
  Direction,
  Facts,
  ProposedFigure,
  ViolationFacts,
} from '../../../src/domain/discretion/facts.js';
import { RESIDUAL_ITEMS, type ItemCode } from '../../../src/domain/discretion/items.js';
import type { OffenderKind } from '../../../src/domain/rulebook/instrument.js';
import { date } from '../../../src/domain/shared/calendar-date.js';
import { decimal } from '../../../src/domain/shared/decimal.js';
import { money } from '../../../src/domain/shared/money.js';

/** Who an article is for; a test names the offender only where it is another. */
const offenderOf = (provision: string): OffenderKind => {
  if (/^REG735:3[67]/.test(provision)) return 'AGENCY';
  return provision.startsWith('REG735:41') ? 'INDIVIDUAL' : 'DESIGNATED_INSTITUTION';
};

const hasAmount = (provision: string): boolean => /^REG735:(37|38|40|41\.2)/.test(provision);

type Unnumbered = Omit<ViolationFacts, 'id' | 'conductId'> & {
  readonly id: string | null;
  readonly conductId: string | null;
};

/** One violation: 10,000 yuan where the article counts an amount, ended and found under the law in force, no flags. */
export class ViolationBuilder {
  private constructor(private readonly stated: Unnumbered) {}

  static under(provision: string): ViolationBuilder {
    return new ViolationBuilder({
      id: null,
      provision,
      conductId: null,
      fraudulentIntent: false,
      amount: hasAmount(provision) ? money('10000.00') : null,
      conductEndedOn: date('2025-06-15'),
      discoveredOn: date('2025-06-25'),
      harmToLifeHealthOrFinancialSafety: false,
      refusedToCorrect: false,
      seriousConsequences: false,
      grade: null,
    });
  }

  private but(changes: Partial<Unnumbered>): ViolationBuilder {
    return new ViolationBuilder({ ...this.stated, ...changes });
  }

  called = (id: string): ViolationBuilder => this.but({ id });
  of = (amount: string): ViolationBuilder => this.but({ amount: money(amount) });
  withoutAmount = (): ViolationBuilder => this.but({ amount: null });
  inGrade = (rowId: string, scheduleId = 'sample-2025'): ViolationBuilder =>
    this.but({ grade: { scheduleId, rowId } });
  inConduct = (conductId: string): ViolationBuilder => this.but({ conductId });
  toDefraud = (): ViolationBuilder => this.but({ fraudulentIntent: true });
  refusing = (): ViolationBuilder => this.but({ refusedToCorrect: true });
  withSeriousConsequences = (): ViolationBuilder => this.but({ seriousConsequences: true });
  harmingLifeHealthOrFinance = (): ViolationBuilder => this.but({ harmToLifeHealthOrFinancialSafety: true });
  ended = (day: string): ViolationBuilder => this.but({ conductEndedOn: date(day) });
  discovered = (day: string): ViolationBuilder => this.but({ discoveredOn: date(day) });

  get provision(): string {
    return this.stated.provision;
  }

  numbered(number: number): ViolationFacts {
    const id = this.stated.id ?? `v${number}`;
    return { ...this.stated, id, conductId: this.stated.conductId ?? id };
  }
}

export const violation = (provision: string): ViolationBuilder => ViolationBuilder.under(provision);

/** What a test says of a circumstance beside its item. */
export interface Entry {
  readonly factId?: string;
  readonly ground?: 'REFUSAL' | 'REPEAT';
  readonly basis?: string | null;
  readonly violationIds?: readonly string[];
}

export const circumstance = (code: ItemCode, entry: Entry = {}): Circumstance => ({
  code,
  violationIds: entry.violationIds ?? null,
  factId: entry.factId ?? null,
  ground: entry.ground ?? null,
  basis: entry.basis === undefined && RESIDUAL_ITEMS.has(code) ? '测试法第一条' : (entry.basis ?? null),
});

type Figure = { readonly multiple: string } | { readonly fine: string };

const proposedFigure = (figure: Figure): ProposedFigure =>
  'multiple' in figure
    ? { kind: 'MULTIPLE', multiple: decimal(figure.multiple) }
    : { kind: 'FINE', fine: money(figure.fine) };

/** Facts of a case, decided on 2025-07-01 against the offender that the first article is for. */
export class CaseBuilder {
  constructor(readonly facts: Facts) {}

  private but(changes: Partial<Facts>): CaseBuilder {
    return new CaseBuilder({ ...this.facts, ...changes });
  }

  by = (kind: OffenderKind): CaseBuilder => this.but({ offender: { kind, age: null } });
  aged = (age: number): CaseBuilder => this.but({ offender: { ...this.facts.offender, age } });
  decidedOn = (day: string): CaseBuilder => this.but({ decisionDate: date(day) });
  suspectedOfCrime = (): CaseBuilder => this.but({ suspectedCrime: true });

  /** One circumstance, with what it rests on. */
  given = (code: ItemCode, entry: Entry = {}): CaseBuilder =>
    this.but({ circumstances: [...this.facts.circumstances, circumstance(code, entry)] });

  /** Circumstances of all violations, each resting on a fact of its own. */
  givenAll = (...codes: readonly ItemCode[]): CaseBuilder =>
    codes.reduce<CaseBuilder>((so, code) => so.given(code), this);

  proposing = (direction: Direction, figure: Figure, violationId = 'v1'): CaseBuilder =>
    this.but({
      proposal: [...this.facts.proposal, { violationId, direction, figure: proposedFigure(figure) }],
    });
}

/** A case of these violations, called v1, v2, … unless a test calls them otherwise. */
export function aCase(...violations: readonly ViolationBuilder[]): CaseBuilder {
  return new CaseBuilder({
    decisionDate: date('2025-07-01'),
    offender: { kind: offenderOf(violations[0]?.provision ?? ''), age: null },
    suspectedCrime: false,
    violations: violations.map((each, index) => each.numbered(index + 1)),
    circumstances: [],
    proposal: [],
  });
}
