import { AsyncLocalStorage } from 'node:async_hooks';
import type { FastifyInstance } from 'fastify';
import { type Checkpoint, shortCheckpoint } from '../database/checkpoint.js';

/** What tells the newest checkpoint of the record that a server writes to. */
interface Record {
  latest(): Promise<Checkpoint | null>;
}

const served = new AsyncLocalStorage<Record>();

/** Puts the record within reach of whatever writes a paper while a request is answered. */
export function reachRecord(server: FastifyInstance, record: Record): void {
  server.addHook('preHandler', (_request, _reply, done) => {
    served.run(record, done);
  });
}

/** The newest checkpoint as the foot of a paper has it; null outside of a request, and while there is none. */
export async function recordFooter(): Promise<string | null> {
  const checkpoint = (await served.getStore()?.latest()) ?? null;
  return checkpoint === null ? null : shortCheckpoint(checkpoint);
}
