import { Injectable, type PipeTransform } from '@nestjs/common';
import { Upload } from '../../platform/http/upload.js';
import { staffRowsOf } from './staff-file.js';
import type { SentStaff } from './staff-imports.service.js';

/** Reads a body as a staff list, or refuses it with all its faults. */
@Injectable()
export class StaffBodyPipe implements PipeTransform<unknown, Promise<SentStaff>> {
  async transform(body: unknown): Promise<SentStaff> {
    const rows = await staffRowsOf(body);
    return { rows, bytes: body instanceof Upload ? body.bytes : Buffer.alloc(0) };
  }
}
