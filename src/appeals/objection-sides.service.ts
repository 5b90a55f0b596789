import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Account } from '../identity/identity.module.js';
import { Clock } from '../platform/clock/clock.js';
import { Database } from '../platform/database/database.js';
import { Problem, RuleViolation } from '../platform/http/problem.js';
import { ObjectionClocksService } from './objection-clocks.service.js';
import type {
  FurtherObjectionForm,
  ObjectionSupplementForm,
  ObjectionWithdrawalForm,
  Outcome,
} from './objection.dto.js';
import type { ObjectionEntity, Side } from './objection.entity.js';
import { filerFaults, missingOf, signatureFaults, type Missing } from './objection-faults.js';
import { ObjectionLoadingService, type ObjectionAtHand } from './objection-loading.service.js';
import type { Standing } from './objection-rights.js';
import { happenedLine, lastOf, moveOn, requireObjectionStep, type Happening } from './objection-store.js';
import type { ObjectionHappening } from './objection-step.entity.js';
import type { Plain } from './plain.js';

/** What those who object do after filing: supply what was missing, object further, withdraw. */
@Injectable()
export class ObjectionSidesService {
  constructor(
    private readonly database: Database,
    private readonly loading: ObjectionLoadingService,
    private readonly clocks: ObjectionClocksService,
    private readonly clock: Clock,
  ) {}

  /** Supplies a signature, a seal or evidence. @throws RuleViolation DATE_ORDER; Problem FORBIDDEN, CONFLICT. */
  async supplement(id: string, form: Plain<ObjectionSupplementForm>, account: Account): Promise<void> {
    return this.step(
      id,
      account,
      ({ head, notice }) => {
        const faults = signatureFaults(form, notice.head.issuedOn, this.clock.today());
        if (faults.length > 0) throw new RuleViolation(faults);
        const missing = stillMissing(head, form);
        const inPart = head.state === 'SUPPLEMENT_ASKED' && missing.length > 0;
        return {
          takes: inPart ? 'SUPPLEMENT_IN_PART' : 'SUPPLEMENT',
          as: 'SUPPLEMENTED',
          content: { ...form, missing },
          told: { missing },
          change: { missing: JSON.stringify(missing) },
        };
      },
      async (tx, after, before, at) => {
        if (before.state === 'SUPPLEMENT_ASKED' && after.state === 'FILED')
          await this.clocks.completed(tx, after, this.clock.today(), at);
      },
    );
  }

  /** What the agency decided goes on to the bureau of its level (PQ2025:35). */
  async objectFurther(id: string, form: Plain<FurtherObjectionForm>, account: Account): Promise<void> {
    return this.step(
      id,
      account,
      ({ head, steps }, as) => {
        requireObjectionStep(head, 'OBJECT_FURTHER');
        requireSomethingRefused(steps);
        const faults = filerFaults(form.filedBy, as);
        if (faults.length > 0) throw new RuleViolation(faults);
        const told = { filedBy: form.filedBy, as };
        return { takes: 'OBJECT_FURTHER', as: 'FURTHER_OBJECTION', content: { ...form, as }, told };
      },
      (tx, after, _before, at) => this.clocks.further(tx, after, this.clock.today(), at),
    );
  }

  /** Withdrawn by who filed; at the counter on a written withdrawal. @throws RuleViolation; Problem FORBIDDEN, CONFLICT. */
  async withdraw(id: string, form: Plain<ObjectionWithdrawalForm>, account: Account): Promise<void> {
    return this.step(
      id,
      account,
      ({ head, steps }, as) => {
        const before = head.state === 'FURTHER_OBJECTED' ? 'FURTHER_OBJECTION' : 'FILED';
        requireObjectionStep(head, 'WITHDRAW');
        requireFiler(filerOf(steps, before) ?? head.filedBy, as, form);
        const change = before === 'FILED' ? { standingFor: null } : {};
        return { takes: 'WITHDRAW', as: 'WITHDRAWN', content: { ...form, as }, told: { as }, change };
      },
      (tx, after, _before, at) => this.clocks.decided(tx, after, at),
    );
  }

  private async step(
    id: string,
    account: Account,
    judge: (atHand: ObjectionAtHand, as: Standing) => Happening,
    then: (tx: EntityManager, after: ObjectionEntity, before: ObjectionEntity, at: string) => Promise<void>,
  ): Promise<void> {
    return this.database.write(async (tx, at) => {
      const atHand = await this.loading.objection(tx, id, account);
      const as = await this.loading.standing(tx, atHand.head, account);
      const happening = judge(atHand, as);
      const after = await moveOn(tx, atHand.head, happening, account, at);
      await then(tx, after, atHand.head, at);
      return { result: undefined, record: happenedLine(account, atHand.head, after, happening) };
    });
  }
}

const filerOf = (steps: ObjectionAtHand['steps'], as: ObjectionHappening): Side | undefined =>
  (lastOf(steps, as) as { readonly filedBy: Side } | null)?.filedBy;

const stillMissing = ({ missing }: ObjectionEntity, form: ObjectionSupplementForm): Missing[] => {
  const notHere = missingOf(form);
  return (JSON.parse(missing) as Missing[]).filter((each) => notHere.includes(each));
};

/** @throws Problem CONFLICT when everything asked for was granted. */
function requireSomethingRefused(steps: ObjectionAtHand['steps']): void {
  const decided = lastOf(steps, 'DECIDED') as { readonly outcome: Outcome } | null;
  if (decided?.outcome === 'UPHELD')
    throw new Problem('CONFLICT', '申诉已全部采纳、记分已撤销，没有可再申诉的。');
}

/** @throws Problem FORBIDDEN; RuleViolation WRITTEN_WITHDRAWAL_REQUIRED */
function requireFiler(filedBy: Side, as: Standing, { documentNo }: ObjectionWithdrawalForm): void {
  if (as !== 'COUNTER' && as !== filedBy)
    throw new Problem('FORBIDDEN', '由提出申诉的一方撤回（PQ2025:34）。');
  if (as === 'COUNTER' && documentNo === undefined) {
    const detail = '窗口办理撤回，须有提出者的书面撤回，写明编号（documentNo）。';
    throw new RuleViolation([
      { pointer: '/documentNo', code: 'WRITTEN_WITHDRAWAL_REQUIRED', detail, citation: 'PQ2025:34' },
    ]);
  }
}
