import { Injectable } from '@nestjs/common';
import { ClocksService } from '../clocks/clocks.module.js';
import type { EvaluationAnswer } from '../discretion/discretion.module.js';
import { addMoney, formatMoney, money, NO_MONEY } from '../domain/shared/money.js';
import type { Fault } from '../domain/shared/result.js';
import { lawOn } from '../domain/discretion/law.js';
import type { Rulebook } from '../domain/rulebook/rulebook.js';
import { date } from '../domain/shared/calendar-date.js';
import type { Account } from '../identity/identity.module.js';
import { Clock } from '../platform/clock/clock.js';
import { Database } from '../platform/database/database.js';
import { RuleViolation } from '../platform/http/problem.js';
import { RulebookService } from '../rulebook/rulebook.module.js';
import { conductsOf, judge, questionOf, recordFaults, type CaseQuestion } from './case-judgement.js';
import { requireDecider } from './case-rights.js';
import { loadCase, requireStep, type LoadedCase } from './case-store.js';
import type { DecidedFigure, DecisionContent } from './decision-content.js';
import type { PenaltyDecisionForm } from './decision.dto.js';
import { decisionDateFaults, storeDecision } from './decision-store.js';
import { determinationClock } from './determination-clock.js';
import { evaluationRequest } from './evaluation-request.js';
import { figureFaults, fineOfFigure, missingFigures } from './figure-faults.js';
import { OffenderPastService } from './offender-past.service.js';
import { inStepRequest } from './step-faults.js';

/** Records the bare facts of a penalty decision, and refuses one that the law does not allow. */
@Injectable()
export class PenaltyDecisionService {
  constructor(
    private readonly database: Database,
    private readonly rulebooks: RulebookService,
    private readonly past: OffenderPastService,
    private readonly clock: Clock,
    private readonly clocks: ClocksService,
  ) {}

  /**
   * Records a decision made on a case. One made before any benchmark of the rulebook is recorded as it was.
   * @throws RuleViolation naming everything that does not hold; Problem FORBIDDEN (DB2025:4), CONFLICT, NOT_FOUND.
   */
  async decide(id: string, form: PenaltyDecisionForm, account: Account): Promise<void> {
    return this.database.write(async (tx, at) => {
      const loaded = await loadCase(tx, id, account);
      requireDecider(account, 'PENALTY', loaded.head.district);
      const rulebook = await this.rulebooks.asSeenBy(tx);
      const beforeBenchmark = lawOn(rulebook, date(form.madeOn)) === null;
      const state =
        beforeBenchmark && loaded.head.state !== 'DECIDED' ? 'DECIDED' : requireStep(loaded.head, 'DECIDE');
      const past = await this.past.pastOf(tx, loaded.head);
      const dateFaults = [
        ...decisionDateFaults(form, this.clock.today()),
        ...departureFaults(form),
        ...inStepRequest(recordFaults(loaded.content, rulebook, past, form.madeOn), 'madeOn'),
      ];
      const content = beforeBenchmark
        ? bareDecision(form, loaded, rulebook, dateFaults)
        : lawfulDecision(form, loaded, rulebook, dateFaults);
      const due = determinationClock(
        loaded.head,
        { office: account.office, officeKind: 'BUREAU' },
        form.madeOn,
      );
      if (due !== null) await this.clocks.open(tx, due, at);
      return storeDecision(tx, loaded.head, { state, number: form.number, content }, at, account);
    });
  }
}

function soundQuestion(form: PenaltyDecisionForm, { content }: LoadedCase, rulebook: Rulebook): CaseQuestion {
  const question = questionOf(evaluationRequest(content, form.madeOn, form.figures), rulebook);
  if (!question.ok) throw new RuleViolation(inStepRequest(question.faults, 'madeOn'));
  return question.value;
}

/** DB2025:22: discussed before it is decided. */
const departureFaults = ({ departure, madeOn }: PenaltyDecisionForm): Fault[] =>
  departure !== undefined && departure.discussedOn > madeOn
    ? [
        {
          pointer: '/departure/discussedOn',
          code: 'DATE_ORDER',
          detail: `集体讨论日 ${departure.discussedOn} 晚于作出日 ${madeOn}，请核对。`,
          citation: 'DB2025:22',
        },
      ]
    : [];

/** P33: a fine never takes the place of a transfer. */
const transferFaults = (suspectedCrime: boolean, form: PenaltyDecisionForm): Fault[] =>
  suspectedCrime && form.figures.length > 0
    ? [
        {
          pointer: '/figures',
          code: 'TRANSFER_REQUIRED',
          detail: '涉嫌犯罪的应当移送司法机关，不得以罚款代替，不能记录罚款决定。',
          citation: 'DB2025:5',
        },
      ]
    : [];

/** P33, P37: what must be settled before any fine decision is issued. */
function issuingFaults(form: PenaltyDecisionForm, answer: EvaluationAnswer): Fault[] {
  const faults = transferFaults(answer.transferToJudicialOrgan, form);
  const unchecked = answer.violations.some(({ needsOfficer }) =>
    needsOfficer.some(({ code }) => code === 'NATIONAL_RULES_UNAVAILABLE'),
  );
  if (unchecked && form.nationalRulesChecked === undefined) {
    const detail = '国家医疗保障局令第7号已施行，作出决定前须核对并在 nationalRulesChecked 中说明。';
    faults.push({
      pointer: '/nationalRulesChecked',
      code: 'NATIONAL_RULES_UNCHECKED',
      detail,
      citation: 'DB2025:6',
    });
  }
  return faults;
}

function decidedFigures(form: PenaltyDecisionForm, answer: EvaluationAnswer): DecidedFigure[] {
  return form.figures.map((figure) => {
    const violation = answer.violations.find(({ id }) => id === figure.violationId);
    if (violation === undefined) throw new Error(`figure for ${figure.violationId}`);
    return {
      violationId: figure.violationId,
      direction: figure.direction,
      multiple: figure.multiple ?? null,
      fine: formatMoney(fineOfFigure(figure, violation)),
    };
  });
}

function lawfulDecision(
  form: PenaltyDecisionForm,
  loaded: LoadedCase,
  rulebook: Rulebook,
  dateFaults: readonly Fault[],
): DecisionContent {
  const question = soundQuestion(form, loaded, rulebook);
  const answered = judge(question, rulebook);
  if (!answered.ok) throw new RuleViolation([...dateFaults, ...inStepRequest(answered.faults, 'madeOn')]);
  const answer = answered.value;
  const faults = [
    ...dateFaults,
    ...figureFaults(form.figures, answer, form.departure ?? null),
    ...missingFigures(form.figures, answer, conductsOf(question)),
    ...issuingFaults(form, answer),
  ];
  if (faults.length > 0) throw new RuleViolation(faults);
  return contentOf(form, question, decidedFigures(form, answer), answer.totals.refund);
}

const withoutBenchmark = ({ code }: Fault): boolean => code !== 'NO_RULEBOOK_IN_FORCE';

/** P32: before the first benchmark the rulebook cannot judge the range; the figures stand as they were decided. */
function bareDecision(
  form: PenaltyDecisionForm,
  loaded: LoadedCase,
  rulebook: Rulebook,
  dateFaults: readonly Fault[],
): DecisionContent {
  const question = soundQuestion(form, loaded, rulebook);
  const answered = judge(question, rulebook);
  const inYuan = form.figures.flatMap(({ fine }, index) =>
    fine === undefined
      ? [
          {
            pointer: `/figures/${index}/fine`,
            code: 'FINE_REQUIRED',
            detail: '基准施行之前的决定，须写明罚款金额（fine）。',
          },
        ]
      : [],
  );
  const faults = [
    ...dateFaults,
    ...inYuan,
    ...transferFaults(loaded.content.suspectedCrime, form),
    ...(answered.ok ? [] : inStepRequest(answered.faults.filter(withoutBenchmark), 'madeOn')),
  ];
  if (faults.length > 0) throw new RuleViolation(faults);
  const figures = form.figures.map(({ violationId, direction, fine }) => ({
    violationId,
    direction,
    multiple: null,
    fine: formatMoney(money(fine ?? '0')),
  }));
  return contentOf(form, question, figures, '0.00');
}

function contentOf(
  form: PenaltyDecisionForm,
  question: CaseQuestion,
  figures: readonly DecidedFigure[],
  totalRefund: string,
): DecisionContent {
  return {
    madeOn: form.madeOn,
    servedOn: form.servedOn ?? null,
    figures,
    totalFine: formatMoney(figures.map(({ fine }) => money(fine)).reduce(addMoney, NO_MONEY)),
    totalRefund,
    violations: question.violations.map(({ id, basis, conductEndedOn }) => ({
      id,
      provision: question.form.violations.find((each) => each.id === id)?.provision ?? '',
      basis,
      conductEndedOn,
    })),
    reasons: form.reasons,
    nationalRulesChecked: form.nationalRulesChecked ?? null,
    departure: form.departure ?? null,
  };
}
