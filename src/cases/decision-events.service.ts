import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { ClocksService } from '../clocks/clocks.module.js';
import type { Fault } from '../domain/shared/result.js';
import type { Account } from '../identity/identity.module.js';
import { Clock } from '../platform/clock/clock.js';
import { Database } from '../platform/database/database.js';
import type { RecordEntry } from '../platform/database/record-entry.js';
import { Problem, RuleViolation } from '../platform/http/problem.js';
import { CaseEntity } from './case.entity.js';
import { CaseEventEntity, type CaseEvent } from './case-event.entity.js';
import { requireDecider } from './case-rights.js';
import { appendEvent, eventsOf, loadCase } from './case-store.js';
import { caseSubject } from './determination-clock.js';
import { DecisionFollowers } from './decision-followers.js';
import type { ReversalForm, DecisionServiceForm } from './decision.dto.js';
import { serviceDateFaults } from './decision-store.js';
import { asJson, offenderOf, recordOf, refuseNaming } from './record-of.js';

interface Decided {
  readonly head: CaseEntity;
  readonly madeOn: string;
  readonly violationIds: readonly string[];
  readonly events: readonly CaseEventEntity[];
}

interface DecidedContent {
  readonly madeOn: string;
  /** None in a matter under the agreement. */
  readonly violations?: readonly { readonly id: string }[];
}

const happened = ({ events }: Decided, event: CaseEvent): boolean =>
  events.some((each) => each.event === event);

/** What becomes of a decision after it was made: served, changed, withdrawn. It is itself never edited. */
@Injectable()
export class DecisionEventsService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly clocks: ClocksService,
    private readonly followers: DecisionFollowers,
  ) {}

  /** Records the day a decision was served. @throws RuleViolation; Problem CONFLICT when it is recorded already. */
  async serve(id: string, form: DecisionServiceForm, account: Account): Promise<void> {
    return this.append(id, 'SERVED', form, account, (decided) => {
      const [first] = decided.events.filter(({ event }) => event === 'DECIDED');
      const stated = (JSON.parse(first?.content ?? '{}') as { servedOn?: string | null }).servedOn;
      if (happened(decided, 'SERVED') || typeof stated === 'string') {
        throw new Problem('CONFLICT', '送达日已经记录，不能再次记录。');
      }
      const faults = serviceDateFaults(decided.madeOn, form.servedOn, this.clock.today());
      if (faults.length > 0) throw new RuleViolation(faults);
    });
  }

  /**
   * Records that a decision was changed or withdrawn; what rests on it follows in the same change.
   * @throws RuleViolation; Problem CONFLICT when it is withdrawn.
   */
  async reverse(id: string, form: ReversalForm, account: Account): Promise<void> {
    const { kind, documentNo, acknowledged, reasons } = form;
    const check = (decided: Decided): void => {
      if (happened(decided, 'WITHDRAWN')) throw new Problem('CONFLICT', '决定已被撤销，不能再变更或撤销。');
      if (form.on < decided.madeOn || form.on > this.clock.today()) {
        const detail = `变更或撤销之日须在作出日 ${decided.madeOn} 与今日 ${this.clock.today()} 之间。`;
        throw new RuleViolation([{ pointer: '/on', code: 'DATE_ORDER', detail }]);
      }
      const faults = [
        ...references('figures', form.figures, decided),
        ...references('bases', form.bases, decided),
        ...trackFaults(form, decided.head.track),
      ];
      if (faults.length > 0) throw new RuleViolation(faults);
    };
    return this.append(id, kind, form, account, check, (tx, at) =>
      this.followers.follow(tx, { caseId: id, kind, documentNo, acknowledged, reasons }, account, at),
    );
  }

  private async append(
    id: string,
    event: CaseEvent,
    form: object,
    account: Account,
    check: (decided: Decided) => void,
    follow: (tx: EntityManager, at: string) => Promise<readonly RecordEntry[]> = () => Promise.resolve([]),
  ): Promise<void> {
    return this.database.write(async (tx, at) => {
      const decided = await decidedCase(tx, id, account);
      requireDecider(account, decided.head.track, decided.head.district);
      check(decided);
      refuseNaming(offenderOf(decided.head), form);
      const row = await appendEvent(tx, id, { event, content: form }, at, account);
      await tx.update(CaseEntity, { id }, { changedAt: at });
      if (event === 'WITHDRAWN') await this.clocks.close(tx, 'DETERMINE_RESPONSIBILITY', caseSubject(id), at);
      const after = { sequence: row.sequence, stated: asJson(form) };
      const record = recordOf(account, { action: `DECISION_${event}`, caseId: id, after });
      return { result: undefined, record: [record, ...(await follow(tx, at))] };
    });
  }
}

/** What is changed is of violations of the decision, each once. */
function references(
  member: string,
  list: readonly { readonly violationId: string }[],
  { violationIds }: Decided,
): Fault[] {
  const ids = list.map(({ violationId }) => violationId);
  return ids.flatMap((id, index) => {
    const pointer = `/${member}/${index}/violationId`;
    if (!violationIds.includes(id)) {
      return [{ pointer, code: 'UNKNOWN_REFERENCE', detail: `决定中没有编号为 ${id} 的违法行为。` }];
    }
    return ids.indexOf(id) < index
      ? [{ pointer, code: 'DUPLICATE_ID', detail: `对违法行为 ${id} 的变更重复，请只保留一条。` }]
      : [];
  });
}

/** Measures are of the agreement, articles of a penalty. */
function trackFaults({ measures }: ReversalForm, track: CaseEntity['track']): Fault[] {
  if (track === 'AGREEMENT' || measures.length === 0) return [];
  const detail = '处罚决定没有协议处理措施；变更处罚依据的填写 bases。';
  return [{ pointer: '/measures', code: 'TRACK_MISMATCH', detail }];
}

async function decidedCase(tx: EntityManager, id: string, account: Account): Promise<Decided> {
  const { head } = await loadCase(tx, id, account);
  const events = await eventsOf(tx, id);
  const decision = events.find(({ event }) => event === 'DECIDED');
  if (decision === undefined) throw new Problem('CONFLICT', '案件尚未作出决定。');
  const { madeOn, violations = [] } = JSON.parse(decision.content) as DecidedContent;
  return { head, events, madeOn, violationIds: violations.map(({ id: each }) => each) };
}
