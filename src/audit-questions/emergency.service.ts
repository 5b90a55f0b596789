import { Injectable } from '@nestjs/common';
import { addMoney, type Fen, formatMoney, money, NO_MONEY } from '../domain/shared/money.js';
import { Database } from '../platform/database/database.js';
import { afterOf, entriesOf } from './audit-entries.js';
import type { AuditQuery } from './audit-query.dto.js';
import type { EmergencyAnswer, EmergencyLinesAnswer } from './emergency.dto.js';
import { percent } from './fraction.js';

interface Judged {
  readonly institution: string;
  readonly totals: readonly { readonly verdict: string; readonly lines: number; readonly amount: string }[];
}

interface Sum {
  readonly lines: number;
  readonly fen: Fen;
}

interface Sums {
  readonly exempt: Sum;
  readonly all: Sum;
}

const NOTHING: Sum = { lines: 0, fen: NO_MONEY };

const plus = (sum: Sum, { lines, amount }: { readonly lines: number; readonly amount: string }): Sum => ({
  lines: sum.lines + lines,
  fen: addMoney(sum.fen, money(amount)),
});

/** Tells which institutions’ services were paid because they were emergencies (S26). */
@Injectable()
export class EmergencyService {
  constructor(private readonly database: Database) {}

  /** By institution, most exempt money first. */
  async lines(query: AuditQuery): Promise<EmergencyLinesAnswer> {
    const sums = new Map<string, Sums>();
    for await (const entry of entriesOf(this.database.read, ['CLAIMS_JUDGED'], query)) {
      const { institution, totals } = afterOf(entry) as Judged;
      const before = sums.get(institution) ?? { exempt: NOTHING, all: NOTHING };
      const exempt = totals.filter(({ verdict }) => verdict === 'EXEMPT').reduce(plus, before.exempt);
      sums.set(institution, { exempt, all: totals.reduce(plus, before.all) });
    }
    const all = [...sums.entries()].sort(([one, a], [other, b]) =>
      a.exempt.fen === b.exempt.fen ? (one < other ? -1 : 1) : a.exempt.fen > b.exempt.fen ? -1 : 1,
    );
    return { citation: 'PQ2025:15', items: all.map(([institution, each]) => answerOf(institution, each)) };
  }
}

const answerOf = (institution: string, { exempt, all }: Sums): EmergencyAnswer => ({
  institution,
  exemptLines: exempt.lines,
  exemptAmount: formatMoney(exempt.fen),
  lines: all.lines,
  amount: formatMoney(all.fen),
  shareOfLines: percent(BigInt(exempt.lines), BigInt(all.lines)),
  shareOfAmount: percent(exempt.fen, all.fen),
});
