import type { Writable } from 'node:stream';
import helmet from '@fastify/helmet';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { LogController, type FastifyServerOptions } from 'fastify';
import type { Environment } from '../config/environment.js';
import type { Ids } from '../ids/ids.js';
import { logEveryRequest } from '../logs/access-log.js';
import { sendProblem } from './problem.filter.js';
import { acceptUploads } from './upload.js';

const BODY_LIMIT = 1024 * 1024;
/** How long a client may take to send a whole request. */
const REQUEST_TIMEOUT_MS = 60_000;

/** 200 characters of four bytes, each written as `%XX`. */
const MAX_PARAMETER = 2400;

/** The HTTP server before Nest puts its routes on it; its log is the log of the program. */
export function httpAdapter(environment: Environment, ids: Ids, logTo?: Writable): FastifyAdapter {
  const options: FastifyServerOptions = {
    bodyLimit: BODY_LIMIT,
    genReqId: () => ids.next(),
    requestTimeout: REQUEST_TIMEOUT_MS,
    logController: new LogController({ disableRequestLogging: true, requestIdLogLabel: 'requestId' }),
    logger: {
      level: environment.logLevel,
      redact: ['req.headers.authorization', 'req.headers.cookie'],
      ...(logTo && { stream: logTo }),
    },
    // Poisonous names must reach the form, which reports them as unknown members.
    onProtoPoisoning: 'ignore',
    onConstructorPoisoning: 'ignore',
    return503OnClosing: false,
    routerOptions: { maxParamLength: MAX_PARAMETER },
    frameworkErrors: (error, request, reply) => {
      sendProblem(error, request, reply);
    },
  };
  return new FastifyAdapter(options);
}

/** Media types, security headers, request ids and the access log. */
export async function dressServer(app: NestFastifyApplication): Promise<void> {
  const server = app.getHttpAdapter().getInstance();
  server.removeContentTypeParser('text/plain');
  acceptUploads(server);
  await app.register(helmet, {
    contentSecurityPolicy: { directives: { upgradeInsecureRequests: null } },
  });
  server.addHook('onRequest', (request, reply, done) => {
    void reply.headers({ 'x-request-id': request.id, 'cache-control': 'no-store' });
    done();
  });
  logEveryRequest(server);
}
