import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';

/** The only place where new identifiers come from. */
@Injectable()
export class Ids {
  /** A fresh random UUID. */
  next(): string {
    return randomUUID();
  }
}
