import { Injectable, type PipeTransform } from '@nestjs/common';
import type { MaintainedList } from './comparison.dto.js';
import { readMaintained } from './list-reading.js';

/** Reads a body as a list of what an institution maintains, whether JSON, csv or xlsx, or refuses it. */
@Injectable()
export class MaintainedListPipe implements PipeTransform<unknown, Promise<MaintainedList>> {
  transform(body: unknown): Promise<MaintainedList> {
    return readMaintained(body);
  }
}
