import type { FastifyInstance, FastifyRequest } from 'fastify';

/**
 * One line a request: who is not told, nor what was said. Bodies, query strings and credentials never
 * reach the log; the route is its pattern, so that no person's code does either.
 */
export function logEveryRequest(server: FastifyInstance): void {
  server.addHook('onResponse', (request, reply, done) => {
    request.log.info(
      {
        method: request.method,
        route: routeOf(request),
        status: reply.statusCode,
        ms: Math.round(reply.elapsedTime),
      },
      'request',
    );
    done();
  });
}

function routeOf(request: FastifyRequest): string {
  return request.routeOptions.url ?? '(none)';
}
