import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { DecisionFollowers, type DecisionReversed } from '../cases/cases.module.js';
import { ClocksService } from '../clocks/clocks.module.js';
import type { Account } from '../identity/identity.module.js';
import { LedgerService } from '../ledger/ledger.module.js';
import { Clock } from '../platform/clock/clock.js';
import type { RecordEntry } from '../platform/database/record-entry.js';
import {
  determinationsOfCase,
  determineAnewSubject,
  issueSubject,
  LinkedMeasureEntity,
  noticesOfDetermination,
  type ScoredNotice,
  type WholeDetermination,
} from '../scoring/scoring.module.js';
import { ObjectionGroundService } from './objection-ground.service.js';
import { RaisedNoticesService } from './raised-notices.service.js';
import { raisedByAll } from './reversal-raised.js';
import { ReversalService, type Reversed } from './reversal.service.js';

export const determinationSubject = (id: string): string => `determination/${id}`;

/** What rests on one determination, of one person. */
interface Resting {
  readonly personId: string;
  readonly notices: readonly ScoredNotice[];
  readonly links: readonly LinkedMeasureEntity[];
}

/** When the decision under a determination falls or changes, what rests on it follows (PQ2025:16.3, 37; S31). */
@Injectable()
export class ReversalGroundService implements OnModuleInit {
  constructor(
    private readonly decisions: DecisionFollowers,
    private readonly reversals: ReversalService,
    private readonly raises: RaisedNoticesService,
    private readonly objections: ObjectionGroundService,
    private readonly ledger: LedgerService,
    private readonly clocks: ClocksService,
    private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.decisions.add((tx, reversed, account, at) => this.follow(tx, reversed, account, at));
  }

  /** Revokes every score and voids every linked measure that rests on a determination, each person once. */
  async revokeAll(
    tx: EntityManager,
    determination: WholeDetermination,
    reason: string,
    account: Account,
    at: string,
  ): Promise<readonly { readonly personCode: string; readonly reversed: Reversed }[]> {
    const done: { personCode: string; reversed: Reversed }[] = [];
    for (const { personId, notices, links } of await this.restingOn(tx, determination)) {
      const reversed = await this.reversals.reverse(
        tx,
        {
          personId,
          reversals: notices.map((notice) => ({ notice, findings: null })),
          links,
          reason,
          pointerOf: () => '',
        },
        account,
        at,
      );
      const ended = await this.objections.lose(tx, notices, reason, account, at);
      const row = determination.people.find((each) => each.personId === personId);
      const personCode = notices[0]?.head.personCode ?? row?.personCode ?? personId;
      done.push({ personCode, reversed: { ...reversed, record: [...reversed.record, ...ended] } });
    }
    await this.closeClocks(tx, determination, at);
    return done;
  }

  private async follow(
    tx: EntityManager,
    { caseId, kind, documentNo, acknowledged, reasons }: DecisionReversed,
    account: Account,
    at: string,
  ): Promise<readonly RecordEntry[]> {
    const lines: RecordEntry[] = [];
    const reversals: Reversed[] = [];
    for (const determination of await determinationsOfCase(tx, caseId)) {
      if (kind === 'CHANGED') await this.askForReview(tx, determination, at);
      else {
        const done = await this.revokeAll(tx, determination, documentNo, account, at);
        lines.push(...done.flatMap(({ reversed }) => reversed.record));
        reversals.push(...done.map((each) => each.reversed));
      }
    }
    const raising = { by: `case/${caseId}`, acknowledged, reasons };
    return [...lines, ...(await this.raises.settle(tx, raisedByAll(reversals), raising, account, at))];
  }

  /** A person has to look at it: what a changed decision means for each of the people is not for a program to say. */
  async askForReview(tx: EntityManager, { head }: WholeDetermination, at: string): Promise<void> {
    await this.clocks.open(
      tx,
      {
        kind: 'REVIEW_DETERMINATION',
        subject: determinationSubject(head.id),
        office: head.office,
        officeKind: head.officeKind,
        title: `所依据的决定已变更，复核责任认定书 ${head.number}`,
        citation: 'PQ2025:16',
        from: this.clock.today(),
        term: null,
      },
      at,
    );
  }

  private async restingOn(tx: EntityManager, { head }: WholeDetermination): Promise<readonly Resting[]> {
    const byPerson = new Map<string, Omit<Resting, 'personId'>>();
    const restingOf = (personId: string): Omit<Resting, 'personId'> =>
      byPerson.get(personId) ?? { notices: [], links: [] };
    for (const notice of await noticesOfDetermination(tx, head.id)) {
      const { id, personId } = notice.head;
      const facts = await this.ledger.factsOf(tx, personId);
      if (facts.some((fact) => fact.type === 'REVOKE' && fact.scoreId === id)) continue;
      const resting = restingOf(personId);
      byPerson.set(personId, { ...resting, notices: [...resting.notices, notice] });
    }
    for (const link of await tx.findBy(LinkedMeasureEntity, { determinationId: head.id })) {
      const facts = await this.ledger.factsOf(tx, link.personId);
      if (facts.some((fact) => fact.type === 'LINK_VOIDED' && fact.linkId === link.id)) continue;
      const resting = restingOf(link.personId);
      byPerson.set(link.personId, { ...resting, links: [...resting.links, link] });
    }
    return [...byPerson].map(([personId, resting]) => ({ personId, ...resting }));
  }

  private async closeClocks(
    tx: EntityManager,
    { head, people }: WholeDetermination,
    at: string,
  ): Promise<void> {
    await this.clocks.close(tx, 'REVIEW_DETERMINATION', determinationSubject(head.id), at);
    for (const { personCode } of people) {
      await this.clocks.close(tx, 'ISSUE_NOTICE', issueSubject(head.id, personCode), at);
      if (head.caseId === null) continue;
      const anew = determineAnewSubject(head.caseId, personCode);
      await this.clocks.close(tx, 'DETERMINE_RESPONSIBILITY', anew, at);
    }
  }
}
