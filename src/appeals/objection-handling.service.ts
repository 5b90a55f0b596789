import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { workingDaysUntil } from '../domain/procedure/clock.js';
import { addDays, date } from '../domain/shared/calendar-date.js';
import type { Account } from '../identity/identity.module.js';
import { Clock } from '../platform/clock/clock.js';
import { Database } from '../platform/database/database.js';
import { RuleViolation } from '../platform/http/problem.js';
import { RulebookService } from '../rulebook/rulebook.module.js';
import { ObjectionClocksService } from './objection-clocks.service.js';
import type {
  DeterminerOpinionForm,
  ExpertAssessmentForm,
  FirstReviewForm,
  ObjectionAcceptanceForm,
} from './objection.dto.js';
import type { ObjectionEntity } from './objection.entity.js';
import { dayFaults } from './objection-faults.js';
import { ObjectionLoadingService, type ObjectionAtHand } from './objection-loading.service.js';
import {
  requireBureau,
  requireDecidingAgency,
  requireDeterminer,
  requireDistrictAgency,
  requireOtherReviewer,
} from './objection-rights.js';
import { appendStep, happenedLine, moveOn, requireObjectionStep, type Happening } from './objection-store.js';
import type { Plain } from './plain.js';

/** Handles objections up to the decision (PQ2025:34.2, 36): accepted, first reviewed, the determiner heard, assessed. */
@Injectable()
export class ObjectionHandlingService {
  constructor(
    private readonly database: Database,
    private readonly rulebooks: RulebookService,
    private readonly loading: ObjectionLoadingService,
    private readonly clocks: ObjectionClocksService,
    private readonly clock: Clock,
  ) {}

  /**
   * The district agency accepts; with something missing only with reasons, so that nobody is shut out for want of a seal.
   * @throws RuleViolation REASONS_REQUIRED
   */
  async accept(id: string, form: ObjectionAcceptanceForm, account: Account): Promise<void> {
    return this.step(id, account, ({ head }) => {
      requireDistrictAgency(account, head);
      requireObjectionStep(head, 'ACCEPT');
      const missing = JSON.parse(head.missing) as string[];
      if (missing.length > 0 && form.reasons === undefined) {
        const detail = `材料缺 ${missing.join('、')}；不全而受理的须说明理由（reasons）。`;
        throw new RuleViolation([
          { pointer: '/reasons', code: 'REASONS_REQUIRED', detail, citation: 'PQ2025:34' },
        ]);
      }
      const content = { missing, reasons: form.reasons ?? null };
      return { takes: 'ACCEPT', as: 'ACCEPTED', content, told: { missing } };
    });
  }

  /** A municipal score: refused, it ends here with the reasons told; agreed to, it goes up (PQ2025:34.2, S29). */
  async reviewFirst(id: string, form: FirstReviewForm, account: Account): Promise<void> {
    return this.step(
      id,
      account,
      ({ head, notice, steps }) => {
        requireDistrictAgency(account, head);
        const takes = form.agreed ? 'FIRST_REVIEW_AGREED' : 'FIRST_REVIEW_REFUSED';
        requireObjectionStep(head, takes);
        requireOtherReviewer(account, notice, spokeIn(steps));
        return { takes, as: 'FIRST_REVIEWED', content: form, told: { agreed: form.agreed } };
      },
      async (tx, after, at) => {
        if (!form.agreed) return this.clocks.decided(tx, after, at);
        const { id: objectionId, state } = after;
        await appendStep(tx, objectionId, { step: 'REFERRED', state, content: {} }, account, at);
        await this.clocks.referred(tx, after, at);
      },
    );
  }

  /** The opinion of the department that determined, entered by an account of it. */
  async hearDeterminer(id: string, form: DeterminerOpinionForm, account: Account): Promise<void> {
    return this.step(id, account, ({ head, notice }) => {
      requireDeterminer(account, notice);
      requireObjectionStep(head, 'HEAR_DETERMINER');
      const faults = dayFaults('/on', form.on, { from: head.filedOn, to: this.clock.today() }, 'PQ2025:34');
      if (faults.length > 0) throw new RuleViolation(faults);
      return { takes: 'HEAR_DETERMINER', as: 'DETERMINER_HEARD', content: form, told: { on: form.on } };
    });
  }

  /** An assessment by experts (PQ2025:36); its working days are added to the time (S30). */
  async assess(id: string, form: Plain<ExpertAssessmentForm>, account: Account): Promise<void> {
    let days = 0;
    return this.step(
      id,
      account,
      async (atHand, tx) => {
        requireHandlerNow(account, atHand.head);
        requireObjectionStep(atHand.head, 'ASSESS_BY_EXPERTS');
        const faults = this.assessmentFaults(form, atHand);
        if (faults.length > 0) throw new RuleViolation(faults);
        const { calendars } = await this.rulebooks.asSeenBy(tx);
        days = workingDaysUntil(addDays(date(form.from), -1), date(form.to), calendars);
        const told = { from: form.from, to: form.to, workingDays: days };
        const content = { ...form, workingDays: days };
        return { takes: 'ASSESS_BY_EXPERTS', as: 'EXPERT_ASSESSMENT', content, told };
      },
      (tx, after, at) => this.clocks.assessed(tx, after, days, at),
    );
  }

  private assessmentFaults({ from, to }: ExpertAssessmentForm, { head, steps }: ObjectionAtHand) {
    const citation = 'PQ2025:36';
    const faults = [
      ...dayFaults('/from', from, { from: head.filedOn, to: this.clock.today() }, citation),
      ...dayFaults('/to', to, { from, to: this.clock.today() }, citation),
    ];
    const earlier = steps
      .filter(({ step }) => step === 'EXPERT_ASSESSMENT')
      .map(({ content }) => JSON.parse(content) as ExpertAssessmentForm);
    const overlapping = earlier.find((each) => each.from <= to && from <= each.to);
    if (overlapping !== undefined) {
      const detail = `与已记录的评估（${overlapping.from} 至 ${overlapping.to}）重叠，同一日只延长一次。`;
      faults.push({ pointer: '/from', code: 'ASSESSMENT_OVERLAPS', detail, citation });
    }
    return faults;
  }

  private async step(
    id: string,
    account: Account,
    judge: (atHand: ObjectionAtHand, tx: EntityManager) => Happening | Promise<Happening>,
    then: (tx: EntityManager, after: ObjectionEntity, at: string) => Promise<void> = () => Promise.resolve(),
  ): Promise<void> {
    return this.database.write(async (tx, at) => {
      const atHand = await this.loading.objection(tx, id, account);
      const happening = await judge(atHand, tx);
      const after = await moveOn(tx, atHand.head, happening, account, at);
      await then(tx, after, at);
      return { result: undefined, record: happenedLine(account, atHand.head, after, happening) };
    });
  }
}

/** Whoever has it in hand: the district agency until it is referred, the deciding agency from then on, or the bureau. */
function requireHandlerNow(account: Account, head: ObjectionEntity): void {
  if (head.state === 'FURTHER_OBJECTED') requireBureau(account, head);
  else if (head.state === 'ACCEPTED') requireDistrictAgency(account, head);
  else requireDecidingAgency(account, head);
}

/** Those who spoke for the department that determined. */
export const spokeIn = (steps: ObjectionAtHand['steps']): ReadonlySet<string> =>
  new Set(steps.filter(({ step }) => step === 'DETERMINER_HEARD').map(({ actor }) => actor));
