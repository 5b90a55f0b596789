import { Injectable, type PipeTransform } from '@nestjs/common';
import { Upload } from '../platform/http/upload.js';
import type { SentClaims } from './claim-batches.service.js';
import { claimRowsOf } from './claims-file.js';

/** Reads a body as a file of claim lines, or refuses it with all its faults. */
@Injectable()
export class ClaimsBodyPipe implements PipeTransform<unknown, Promise<SentClaims>> {
  async transform(body: unknown): Promise<SentClaims> {
    const rows = await claimRowsOf(body);
    return { rows, bytes: body instanceof Upload ? body.bytes : Buffer.alloc(0) };
  }
}
