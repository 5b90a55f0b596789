import type { Writable } from 'node:stream';
import helmet from '@fastify/helmet';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { LogController, type FastifyServerOptions } from 'fastify';
import type { Environment } from '../config/environment.js';
import type { Ids } from '../ids/ids.js';
import { actingFor } from '../database/acting-for.js';
import { RecordKeeper } from '../database/record-keeper.js';
import { logEveryRequest } from '../logs/access-log.js';
import { HttpCounts } from '../metrics/http-counts.js';
import { loggedError } from '../logs/impersonal.js';
import { answerOtherOrigins } from './cors.js';
import { sendProblem } from './problem.filter.js';
import { reachRecord } from './record-footer.js';
import { acceptUploads } from './upload.js';

const BODY_LIMIT = 1024 * 1024;
/** How long a client may take to send a whole request. */
const REQUEST_TIMEOUT_MS = 60_000;

/** 200 characters of four bytes, each written as `%XX`. */
const MAX_PARAMETER = 2400;

/** For what is answered before helmet is asked. */
const PLAIN_HEADERS = {
  'cache-control': 'no-store',
  'content-security-policy': "default-src 'self';base-uri 'self';frame-ancestors 'self';object-src 'none'",
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'strict-transport-security': 'max-age=31536000; includeSubDomains',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'SAMEORIGIN',
};

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
      serializers: { err: (error: unknown) => ({ ...loggedError(error) }) },
      ...(logTo && { stream: logTo }),
    },
    // Poisonous names must reach the form, which reports them as unknown members.
    onProtoPoisoning: 'ignore',
    onConstructorPoisoning: 'ignore',
    return503OnClosing: false,
    trustProxy: environment.trustedProxies.length > 0 && [...environment.trustedProxies],
    routerOptions: { maxParamLength: MAX_PARAMETER },
    // Before any hook has run: an address that cannot be read.
    frameworkErrors: (error, request, reply) => {
      void reply.headers({ ...PLAIN_HEADERS, 'x-request-id': request.id });
      sendProblem(error, request, reply);
    },
  };
  return new FastifyAdapter(options);
}

/** Header in which a deputy names whom the request is made for. */
export const ACTING_FOR_HEADER = 'x-acting-for';

/** Media types, security headers, other origins, request ids, deputies and the access log. */
export async function dressServer(app: NestFastifyApplication, { corsOrigins }: Environment): Promise<void> {
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
  answerOtherOrigins(server, corsOrigins);
  // After the body is read: what runs before it does not reach the handler.
  server.addHook('preValidation', (request, _reply, done) => {
    if (request.headers[ACTING_FOR_HEADER] === undefined) done();
    else actingFor.run({ principal: null }, done);
  });
  reachRecord(server, app.get(RecordKeeper));
  app.get(HttpCounts).count(server);
  logEveryRequest(server);
}
