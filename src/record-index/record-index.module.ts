import { Module } from '@nestjs/common';
import { RecordIndexService } from './record-index.service.js';

export { dayBounds } from './shanghai-days.js';
export { citationsIn } from './stated.js';
export { borneSql, type Borne, type BorneSql } from './bearing-query.js';

/** What every entry of the record bears on, derived from the record, for finding entries fast. */
@Module({ providers: [RecordIndexService] })
export class RecordIndexModule {}
