import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Fault } from '../../domain/shared/result.js';
import { noticeNumberUsed } from './scored-notices.js';

/** Whether a paper of another module has a number. */
export type NumberUsed = (manager: EntityManager, number: string) => Promise<boolean>;

/** One number for one paper, whether it tells of points, of a measure, or corrects one of these. */
@Injectable()
export class PaperNumbersService {
  private readonly others: NumberUsed[] = [];

  /** Lets a module above say which numbers its papers have. */
  alsoAsk(used: NumberUsed): void {
    this.others.push(used);
  }

  /** @returns DUPLICATE_ID at `/number` where a paper has the number. */
  async faults(manager: EntityManager, number: string): Promise<Fault[]> {
    let used = await noticeNumberUsed(manager, number);
    for (const other of this.others) used = used || (await other(manager, number));
    if (!used) return [];
    return [{ pointer: '/number', code: 'DUPLICATE_ID', detail: `文号 ${number} 已用于另一文书，请核对。` }];
  }
}
