import { type CanActivate, Injectable } from '@nestjs/common';
import { RecordIndexService } from './record-index.service.js';

/** Lets nobody ask what would be answered with gaps: 409 RECORD_BROKEN where the index does not reach the end of the record. */
@Injectable()
export class WholeIndexGuard implements CanActivate {
  constructor(private readonly index: RecordIndexService) {}

  async canActivate(): Promise<true> {
    await this.index.requireReach();
    return true;
  }
}
