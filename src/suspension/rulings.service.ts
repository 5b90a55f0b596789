import { Injectable } from '@nestjs/common';
import type { Account } from '../identity/identity.module.js';
import { Clock } from '../platform/clock/clock.js';
import { Database } from '../platform/database/database.js';
import type { RecordEntry } from '../platform/database/record-entry.js';
import { RuleViolation } from '../platform/http/problem.js';
import {
  rulebookAnswer,
  RulebookService,
  RulingService,
  type RulingForm,
} from '../rulebook/rulebook.module.js';
import { RecountService } from './recount.service.js';
import type { RulingAnswer } from './rulings.dto.js';

/** Takes in official rulings, and judges anew everything that they bear on. */
@Injectable()
export class RulingsService {
  constructor(
    private readonly database: Database,
    private readonly rulebooks: RulebookService,
    private readonly rulings: RulingService,
    private readonly recounts: RecountService,
    private readonly clock: Clock,
  ) {}

  /**
   * @returns the rulebook that now holds the ruling, and every day that moved.
   * @throws RuleViolation naming every fault.
   */
  async take(form: RulingForm, account: Account): Promise<RulingAnswer> {
    return this.database.write(async (tx, at) => {
      const faults = await this.rulings.faults(tx, form);
      if (faults.length > 0) throw new RuleViolation(faults);
      const imported: RecordEntry[] = [];
      const { moved, record } = await this.recounts.recount(tx, account, at, async () => {
        imported.push(await this.rulings.append(tx, form, account, at));
      });
      const rulebook = rulebookAnswer(await this.rulebooks.asSeenBy(tx), this.clock.today());
      const [first, ...others] = [...imported, ...record];
      if (first === undefined) throw new Error('a ruling without its line in the record');
      return { result: { rulebook, moved }, record: [first, ...others] };
    });
  }
}
