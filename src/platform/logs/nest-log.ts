import type { LoggerService } from '@nestjs/common';
import type { FastifyBaseLogger } from 'fastify';
import { impersonal, impersonalTrace } from './impersonal.js';

type Level = 'debug' | 'info' | 'warn' | 'error' | 'fatal';

/** Puts what is said through Nest's logger into the server's structured log; its talk at boot is for debugging. */
export function nestLog(server: FastifyBaseLogger): LoggerService {
  const at =
    (level: Level) =>
    (message: unknown, ...more: unknown[]): void => {
      const context = more.at(-1);
      const cause =
        message instanceof Error ? { err: message } : { trace: more.slice(0, -1).map(impersonalTrace) };
      server[level](
        { context, ...cause },
        impersonal(message instanceof Error ? message.message : String(message)),
      );
    };
  return { log: at('debug'), error: at('error'), warn: at('warn'), debug: at('debug'), fatal: at('fatal') };
}
