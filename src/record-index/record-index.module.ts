import { Module } from '@nestjs/common';
import { RecordIndexService } from './record-index.service.js';

export { indexCheck, RecordIndexService } from './record-index.service.js';
export { WholeIndexGuard } from './whole-index.guard.js';
export { personCodes } from './person-codes.js';
export { bearingOf } from './bearings.js';
export { EarlierEntries } from './earlier-entries.js';
export { dayBounds } from './shanghai-days.js';
export { citationsIn } from './stated.js';
export { borneSql, isDerived, type Borne, type BorneSql } from './bearing-query.js';

/** What every entry of the record bears on, derived from the record, for finding entries fast. */
@Module({ providers: [RecordIndexService], exports: [RecordIndexService] })
export class RecordIndexModule {}
