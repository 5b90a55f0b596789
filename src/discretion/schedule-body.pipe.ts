import { Injectable, type PipeTransform } from '@nestjs/common';
import { InvalidRequest } from '../platform/http/problem.js';
import { readSchedule, type SentSchedule } from './schedule-reading.js';

/** Reads a body as a schedule, whether JSON, YAML or xlsx, or refuses it with all its faults. */
@Injectable()
export class ScheduleBodyPipe implements PipeTransform<unknown, Promise<SentSchedule>> {
  async transform(body: unknown): Promise<SentSchedule> {
    const read = await readSchedule(body);
    if (!read.ok) throw new InvalidRequest(read.faults);
    return read.value;
  }
}
