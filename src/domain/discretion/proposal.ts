import type { Decimal } from '../shared/decimal.js';
import { compareWithProduct, formatMoney, yuanOfMoney, type Fen } from '../shared/money.js';
import type { OpenDirection, ProposalCode, ProposalFinding, ViolationAssessment } from './assessment.js';
import type { Charge } from './charge.js';
import type { Direction, ProposedFigure, ProposedFine } from './facts.js';
import { fineAt, type FineRange } from './fine-range.js';
import { figureInWords, DIRECTION_WORDS, rangeInWords } from './wording.js';

/** A violation as assessed, with what a proposal is measured by. */
export interface Proposable {
  readonly assessment: ViolationAssessment;
  readonly charge: Charge;
  readonly range: FineRange | null;
}

type Side = 'min' | 'max';

const insideMultiple = (multiple: Decimal, open: OpenDirection, side: Side): boolean => {
  const distance = side === 'min' ? multiple - open.min : open.max - multiple;
  return distance > 0n || (distance === 0n && open[`${side}Inclusive`]);
};

/** An included bound is compared as shown, rounded to the fen; an excluded one exactly. */
function insideFine(fine: Fen, open: OpenDirection, side: Side, amount: Fen, range: FineRange): boolean {
  if (open[`${side}Inclusive`]) return side === 'min' ? fine >= open.fineMin : fine <= open.fineMax;
  const difference =
    range.fine.kind === 'FIXED'
      ? yuanOfMoney(fine) - open[side]
      : compareWithProduct(fine, amount, open[side]);
  return side === 'min' ? difference > 0 : difference < 0;
}

/** Whether a figure lies in an open direction's range. */
export function figureInside(
  figure: ProposedFigure,
  open: OpenDirection,
  amount: Fen,
  range: FineRange,
): boolean {
  return (['min', 'max'] as const).every((side) =>
    figure.kind === 'MULTIPLE'
      ? insideMultiple(figure.multiple, open, side)
      : insideFine(figure.fine, open, side, amount, range),
  );
}

/** The fine a proposed figure comes to, rounded to the fen. */
const fineProposed = (figure: ProposedFigure, { charge, range }: Proposable & { range: FineRange }): Fen =>
  figure.kind === 'FINE' ? figure.fine : fineAt(range.fine, charge.amount, figure.multiple);

const inWords = (figure: ProposedFigure): string =>
  figure.kind === 'FINE' ? `${formatMoney(figure.fine)} 元` : figureInWords(figure.multiple, 'MULTIPLE');

const RANGE_CITATIONS: Readonly<Record<Direction, string>> = {
  ORDINARY: 'DB2025:9',
  LIGHTER: 'DB2025:10',
  MITIGATED: 'DB2025:15',
  HEAVIER: 'DB2025:10',
  WEIGHED: 'DB2025:19.2',
};

/** Art. 15 takes multiples off; under art. 39, which has none, a mitigated fine rests on art. 10 alone (P18). */
const rangeCitation = (direction: Direction, { fine }: FineRange): string =>
  direction === 'MITIGATED' && fine.kind === 'FIXED' ? 'DB2025:10' : RANGE_CITATIONS[direction];

const NO_FINE_WORDS: Readonly<Record<string, string>> = {
  NO_PENALTY: '依法不予处罚',
  NO_FINE: '未具备法定罚款条件',
};

const openInWords = ({ directions }: ViolationAssessment, range: FineRange): string =>
  directions.length === 0
    ? '目前没有可选的方向'
    : `可选：${directions
        .map((open) => `${DIRECTION_WORDS[open.direction]} ${rangeInWords(open, range.fine.kind)}`)
        .join('、')}`;

const finding = (
  proposed: ProposedFine,
  code: ProposalCode,
  citation: string,
  detail: string,
): ProposalFinding => ({ violationId: proposed.violationId, code, citation, detail });

function findingOnItsOwn(proposed: ProposedFine, subject: Proposable): ProposalFinding | null {
  const { assessment, charge, range } = subject;
  if (range === null) {
    const citation = assessment.outcome === 'NO_PENALTY' ? 'DB2025:16' : assessment.basis;
    const reason = NO_FINE_WORDS[assessment.outcome] ?? '';
    return finding(proposed, 'NO_FINE_POSSIBLE', citation, `${reason}，不能提出罚款。`);
  }
  const open = assessment.directions.find(({ direction }) => direction === proposed.direction);
  const word = DIRECTION_WORDS[proposed.direction];
  if (open === undefined) {
    const detail = `本案不能选择“${word}”。${openInWords(assessment, range)}。`;
    return finding(proposed, 'DIRECTION_NOT_OPEN', whyNotOpen(proposed.direction, range), detail);
  }
  if (!figureInside(proposed.figure, open, charge.amount, range)) {
    const fines = `${formatMoney(open.fineMin)}–${formatMoney(open.fineMax)} 元`;
    const detail = `${inWords(proposed.figure)}不在“${word}”的幅度 ${rangeInWords(open, range.fine.kind)}（罚款 ${fines}）之内；方括号含本数，圆括号不含本数。`;
    return finding(proposed, 'OUTSIDE_RANGE', rangeCitation(proposed.direction, range), detail);
  }
  return null;
}

/** The article that closes a direction: the figures (P4, P11) where the items allow it, else the items. */
function whyNotOpen(direction: Direction, range: FineRange): string {
  if (range.allowed.includes(direction)) return rangeCitation(direction, range);
  const { counts } = range;
  const mitigating = counts.shall + counts.may;
  if (counts.aggravate > 0 && mitigating > 0) return 'DB2025:19.2';
  if (counts.aggravate > 0) return 'DB2025:18';
  if (counts.shall > 0) return 'DB2025:13';
  return mitigating > 0 ? 'DB2025:14' : 'DB2025:9';
}

/** P23: of several sound proposals on one conduct only the highest stands; of equal ones the first. */
function finedTwice(
  sound: readonly { readonly proposed: ProposedFine; readonly fine: Fen }[],
): ProposalFinding[] {
  const [first, ...rest] = sound;
  if (first === undefined) return [];
  const highest = rest.reduce((best, each) => (each.fine > best.fine ? each : best), first);
  return sound
    .filter((each) => each !== highest)
    .map(({ proposed }) =>
      finding(
        proposed,
        'CONDUCT_FINED_TWICE',
        '行政处罚法:29',
        `同一行为只能罚款一次，取较高者：违法行为 ${highest.proposed.violationId} 拟罚 ${formatMoney(highest.fine)} 元。`,
      ),
    );
}

/** What is wrong with the proposed fines; empty when each is lawful. In the order of the proposal. */
export function proposalFindings(
  proposal: readonly ProposedFine[],
  subjects: ReadonlyMap<string, Proposable>,
): ProposalFinding[] {
  const findings = new Map<ProposedFine, ProposalFinding>();
  const soundByConduct = new Map<string, { proposed: ProposedFine; fine: Fen }[]>();
  for (const proposed of proposal) {
    const subject = subjects.get(proposed.violationId);
    if (subject === undefined) throw new Error(`proposal for unknown violation ${proposed.violationId}`);
    const own = findingOnItsOwn(proposed, subject);
    if (own !== null) findings.set(proposed, own);
    else if (subject.range !== null) {
      const fine = fineProposed(proposed.figure, { ...subject, range: subject.range });
      const sound = soundByConduct.get(subject.assessment.conductId) ?? [];
      soundByConduct.set(subject.assessment.conductId, [...sound, { proposed, fine }]);
    }
  }
  const twice = new Map(
    [...soundByConduct.values()].flatMap(finedTwice).map((each) => [each.violationId, each]),
  );
  return proposal.flatMap((proposed) => findings.get(proposed) ?? twice.get(proposed.violationId) ?? []);
}
