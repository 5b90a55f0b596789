import type { FastifyInstance } from 'fastify';

const METHODS = 'GET, HEAD, POST, PUT, DELETE';
const SENT = 'authorization, content-type, x-acting-for';
const SHOWN = 'x-request-id, retry-after, content-disposition';
/** Seconds that a browser may keep the answer to its question. */
const KEPT_SECONDS = 600;

/**
 * Lets scripts of exactly these origins call the API, with the token they hold: no cookies, no wildcard. To all
 * others nothing is said, so that a browser refuses them.
 */
export function answerOtherOrigins(server: FastifyInstance, origins: readonly string[]): void {
  if (origins.length === 0) return;
  server.addHook('onRequest', (request, reply, done) => {
    void reply.header('vary', 'origin');
    const { origin, 'access-control-request-method': asked } = request.headers;
    if (origin === undefined || !origins.includes(origin)) {
      done();
      return;
    }
    void reply.headers({ 'access-control-allow-origin': origin, 'access-control-expose-headers': SHOWN });
    if (request.method !== 'OPTIONS' || asked === undefined) {
      done();
      return;
    }
    void reply
      .headers({
        'access-control-allow-methods': METHODS,
        'access-control-allow-headers': SENT,
        'access-control-max-age': KEPT_SECONDS,
      })
      .code(204)
      .send();
  });
}
