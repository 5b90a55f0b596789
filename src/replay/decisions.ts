import {
  evaluationRequest,
  fineOfFigure,
  type CaseForm,
  type DecisionContent,
} from '../cases/cases.module.js';
import type { EvaluationAnswer } from '../discretion/discretion.module.js';
import { ENGINE_VERSION } from '../domain/discretion/engine-version.js';
import type { Rulebook } from '../domain/rulebook/rulebook.js';
import { addMoney, formatMoney, money, NO_MONEY } from '../domain/shared/money.js';
import { canonicalText } from '../platform/database/canonical-text.js';
import type { Json } from '../platform/database/record-entry.js';
import { answered } from './evaluations.js';
import { IS_PENALTY } from './held-cases.js';
import { lines, ofOtherEngine, replayed, type Replayed } from './replayed.js';
import { lineOf, rowsOf, type Stored } from './stored.js';

interface DecisionRow {
  readonly case_id: string;
  readonly number: string;
  readonly content: string;
  readonly at: string;
  readonly facts: string;
}

type Figure = DecisionContent['figures'][number];

/** A figure as it was stated: as a multiple, or else in yuan. */
const statedFigure = ({ violationId, direction, multiple, fine }: Figure): object =>
  multiple === null ? { violationId, direction, fine } : { violationId, direction, multiple };

function fineAgain(figure: Figure, { violations }: EvaluationAnswer): Figure {
  const violation = violations.find(({ id }) => id === figure.violationId);
  if (violation === undefined) throw new Error(`no violation ${figure.violationId}`);
  const stated = statedFigure(figure) as Parameters<typeof fineOfFigure>[0];
  return { ...figure, fine: formatMoney(fineOfFigure(stated, violation)) };
}

/** A decision with everything in it that follows from the rules taken from the rules. */
function decidedAgain(content: DecisionContent, facts: CaseForm, rulebook: Rulebook): DecisionContent {
  const request = evaluationRequest(facts, content.madeOn, content.figures.map(statedFigure));
  const answer = answered(request, rulebook);
  // P32: before the first benchmark the figures stand as they were decided.
  const bare = !answer.ok && answer.faults.every(({ code }) => code === 'NO_RULEBOOK_IN_FORCE');
  if (!answer.ok && !bare) throw new Error(JSON.stringify(answer.faults));
  const figures = answer.ok
    ? content.figures.map((figure) => fineAgain(figure, answer.value))
    : content.figures;
  return {
    ...content,
    figures,
    totalFine: formatMoney(figures.map(({ fine }) => money(fine)).reduce(addMoney, NO_MONEY)),
    totalRefund: answer.ok ? answer.value.totals.refund : '0.00',
    violations: content.violations.map((each) => ({
      ...each,
      basis:
        (answer.ok ? answer.value.violations.find(({ id }) => id === each.id)?.basis : null) ?? each.basis,
    })),
  };
}

const decisionIn = (after: string | null | undefined): Json =>
  (JSON.parse(after ?? '{}') as { readonly decision?: Json }).decision ?? null;

/** Every penalty decision: fines, sums and articles, as they are stored and as the record has them. */
export async function* decisions(stored: Stored): AsyncGenerator<Replayed> {
  const rows = rowsOf<DecisionRow>(stored, {
    select: `row.*, (SELECT facts.content FROM case_revision facts
      WHERE facts.case_id = row.case_id AND facts.at <= row.at ORDER BY facts.revision DESC LIMIT 1) AS "facts"`,
    source: 'case_event row',
    where: `row.event = 'DECIDED' AND ${IS_PENALTY}`,
    recorded: 'row.at',
  });
  for await (const { case_id: caseId, number, content, at, facts } of rows) {
    const line = await lineOf(stored.manager, `case/${caseId}`, 'CASE_DECIDED');
    const text = lines(content, canonicalText(decisionIn(line?.after)));
    const told = { kind: 'DECISION', id: `${caseId} ${number}`, at } as const;
    const engine = stored.rulebooks.engineAt(at);
    if (engine !== null && engine !== ENGINE_VERSION) {
      yield ofOtherEngine(told, text);
      continue;
    }
    yield replayed(told, text, stored.rulebooks.knownAt(at), (found) => {
      const again = decidedAgain(
        JSON.parse(content) as DecisionContent,
        JSON.parse(facts) as CaseForm,
        found,
      );
      return lines(JSON.stringify(again), canonicalText(JSON.parse(JSON.stringify(again)) as Json));
    });
  }
}
