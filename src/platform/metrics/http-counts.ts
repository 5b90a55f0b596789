import { Injectable } from '@nestjs/common';
import type { FastifyInstance } from 'fastify';

export const STATUS_CLASSES = ['1xx', '2xx', '3xx', '4xx', '5xx'] as const;
type StatusClass = (typeof STATUS_CLASSES)[number];

const CLASS_SIZE = 100;

/** Counts answers by the class of their status, since the start; nothing else of a request is kept. */
@Injectable()
export class HttpCounts {
  private readonly counts = new Map<StatusClass, number>();

  /** Counts every answer of the server from now on. */
  count(server: FastifyInstance): void {
    server.addHook('onResponse', (_request, reply, done) => {
      const status = STATUS_CLASSES[Math.floor(reply.statusCode / CLASS_SIZE) - 1];
      if (status !== undefined) this.counts.set(status, this.of(status) + 1);
      done();
    });
  }

  of(status: StatusClass): number {
    return this.counts.get(status) ?? 0;
  }
}
