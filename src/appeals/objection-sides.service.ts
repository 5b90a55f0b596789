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
import { ObjectionEntity, type Side } from './objection.entity.js';
import { filerFaults, signatureFaults, stillMissing } from './objection-faults.js';
import { ObjectionLoadingService, type ObjectionAtHand } from './objection-loading.service.js';
import { standingFilings, type Filing } from './objection-parties.js';
import type { Standing } from './objection-rights.js';
import { happenedLine, lastOf, moveOn, requireObjectionStep, type Happening } from './objection-store.js';
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

  /** What the agency decided goes on to the bureau of its level (PQ2025:35); the other side may join. */
  async objectFurther(id: string, form: Plain<FurtherObjectionForm>, account: Account): Promise<void> {
    return this.step(
      id,
      account,
      async ({ head, steps }, as, tx) => {
        await requireLast(tx, head);
        const takes = head.state === 'FURTHER_OBJECTED' ? 'JOIN_FURTHER' : 'OBJECT_FURTHER';
        requireObjectionStep(head, takes);
        if (takes === 'JOIN_FURTHER') requireOtherSide(steps, form.filedBy);
        requireSomethingRefused(steps);
        const faults = filerFaults(form.filedBy, as);
        if (faults.length > 0) throw new RuleViolation(faults);
        const told = { filedBy: form.filedBy, as };
        return { takes, as: 'FURTHER_OBJECTION', content: { ...form, as }, told };
      },
      async (tx, after, before, at) => {
        if (before.state !== 'FURTHER_OBJECTED') await this.clocks.further(tx, after, this.clock.today(), at);
      },
    );
  }

  /**
   * Withdrawn by who filed; at the counter on a written withdrawal. It takes that side out alone while the other stands.
   * @throws RuleViolation; Problem FORBIDDEN, CONFLICT.
   */
  async withdraw(id: string, form: Plain<ObjectionWithdrawalForm>, account: Account): Promise<void> {
    return this.step(
      id,
      account,
      ({ head, steps }, as) => {
        requireObjectionStep(head, 'WITHDRAW');
        const filings = standingFilings(steps);
        const side = withdrawing(filings, as, form);
        const [other] = filings.filter(({ filedBy }) => filedBy !== side);
        const content = { ...form, filedBy: side, as };
        const said = { as: 'WITHDRAWN', content, told: { as, filedBy: side } } as const;
        const further = head.state === 'FURTHER_OBJECTED';
        if (other !== undefined)
          return { ...said, takes: 'LEAVE', change: further ? {} : { filedBy: other.filedBy } };
        return { ...said, takes: 'WITHDRAW', change: further ? {} : { standingFor: null } };
      },
      async (tx, after, before, at) => {
        if (after.state !== before.state) await this.clocks.ended(tx, after, at);
      },
    );
  }

  private async step(
    id: string,
    account: Account,
    judge: (atHand: ObjectionAtHand, as: Standing, tx: EntityManager) => Happening | Promise<Happening>,
    then: (tx: EntityManager, after: ObjectionEntity, before: ObjectionEntity, at: string) => Promise<void>,
  ): Promise<void> {
    return this.database.write(async (tx, at) => {
      const atHand = await this.loading.objection(tx, id, account);
      const as = await this.loading.standing(tx, atHand.head, account);
      const happening = await judge(atHand, as, tx);
      const after = await moveOn(tx, atHand.head, happening, account, at);
      await then(tx, after, atHand.head, at);
      return { result: undefined, record: happenedLine(account, atHand.head, after, happening) };
    });
  }
}

/** What the bureau is to look at was decided last: not before an objection that came after it. @throws Problem CONFLICT */
async function requireLast(tx: EntityManager, { id, noticeId }: ObjectionEntity): Promise<void> {
  const later = await tx.findOneBy(ObjectionEntity, { standingFor: noticeId });
  if (later === null || later.id === id) return;
  const detail = `对此通知书其后另有异议申诉（${later.id}）；待其办结，对其办理结果提出（PQ2025:35）。`;
  throw new Problem('CONFLICT', detail);
}

/** @throws Problem CONFLICT */
function requireOtherSide(steps: ObjectionAtHand['steps'], side: Side): void {
  if (standingFilings(steps).some(({ filedBy }) => filedBy === side))
    throw new Problem('CONFLICT', '该方已经移交同级行政部门处理，不重复提出。');
}

/** @throws Problem CONFLICT when everything asked for was granted. */
function requireSomethingRefused(steps: ObjectionAtHand['steps']): void {
  const decided = lastOf(steps, 'DECIDED') as { readonly outcome: Outcome } | null;
  if (decided?.outcome === 'UPHELD')
    throw new Problem('CONFLICT', '申诉已全部采纳、记分已撤销，没有可再申诉的。');
}

/**
 * The side that withdraws: whoever filed, for itself; at the counter the one named, on paper.
 * @throws Problem FORBIDDEN; RuleViolation WRITTEN_WITHDRAWAL_REQUIRED, REQUIRED
 */
function withdrawing(
  filings: readonly Filing[],
  as: Standing,
  { documentNo, filedBy }: ObjectionWithdrawalForm,
): Side {
  const [only] = filings.length === 1 ? filings : [];
  const side = as === 'COUNTER' ? (filedBy ?? only?.filedBy) : as;
  if (as === 'COUNTER' && documentNo === undefined) {
    const detail = '窗口办理撤回，须有提出者的书面撤回，写明编号（documentNo）。';
    throw new RuleViolation([
      { pointer: '/documentNo', code: 'WRITTEN_WITHDRAWAL_REQUIRED', detail, citation: 'PQ2025:34' },
    ]);
  }
  if (side === undefined) {
    const detail = '机构和本人都提出了申诉，须写明由哪一方撤回（filedBy）。';
    throw new RuleViolation([{ pointer: '/filedBy', code: 'REQUIRED', detail, citation: 'PQ2025:34' }]);
  }
  if (!filings.some((each) => each.filedBy === side))
    throw new Problem('FORBIDDEN', '由提出申诉的一方撤回（PQ2025:34）。');
  return side;
}
