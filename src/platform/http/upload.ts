import { applyDecorators, createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import { ApiBody, ApiConsumes } from '@nestjs/swagger';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { XLSX_TYPE } from '../files/workbook.js';
import { Problem } from './problem.js';

/** Media types that a route may take beside JSON. */
export const UPLOAD_TYPES = ['application/yaml', 'text/yaml', XLSX_TYPE] as const;
/** Tables as files. */
export const TABLE_TYPES = [XLSX_TYPE, 'text/csv'] as const;
/** Large tables as files, the last two a JSON object a line. */
export const BIG_TABLE_TYPES = [...TABLE_TYPES, 'application/jsonl', 'application/x-ndjson'] as const;
export type UploadType = (typeof UPLOAD_TYPES)[number] | (typeof BIG_TABLE_TYPES)[number];

/** What a large table may come to, packed as it is sent. */
const BIG_TABLE_BYTES = 16 * 1024 * 1024;

/** A body that is not JSON, untouched. */
export class Upload {
  constructor(
    readonly type: UploadType,
    readonly bytes: Buffer,
  ) {}
}

/** Lets a route take these media types beside JSON; every other route answers 415 to them. */
export const Accepts = (...types: readonly UploadType[]): MethodDecorator =>
  applyDecorators(RouteConfig({ uploads: types }), ApiConsumes('application/json', ...types));

/** Makes a route take one large table of these media types as its body, and nothing else. */
export const AcceptsBigTable = (...types: readonly UploadType[]): MethodDecorator =>
  applyDecorators(
    RouteConfig({ uploads: types, maxBytes: BIG_TABLE_BYTES }),
    ApiConsumes(...types),
    ApiBody({ schema: { type: 'string', format: 'binary' } }),
  );

/** The body as sent, no form yet: parsed JSON, or an {@link Upload}. */
export const SentBody = createParamDecorator(
  (_data: unknown, context: ExecutionContext): unknown =>
    context.switchToHttp().getRequest<FastifyRequest>().body,
);

/** Reads bodies of the upload types for the routes that accept them. */
export function acceptUploads(server: FastifyInstance): void {
  server.addHook('onRoute', (route) => {
    const { maxBytes } = (route.config ?? {}) as { readonly maxBytes?: number };
    if (maxBytes !== undefined) route.bodyLimit = maxBytes;
  });
  for (const type of new Set<UploadType>([...UPLOAD_TYPES, ...BIG_TABLE_TYPES])) {
    server.addContentTypeParser(type, { parseAs: 'buffer' }, (request, bytes, done) => {
      const { uploads } = request.routeOptions.config as { readonly uploads?: readonly string[] };
      if (uploads?.includes(type) === true) done(null, new Upload(type, Buffer.from(bytes)));
      else done(new Problem('UNSUPPORTED_MEDIA_TYPE'));
    });
  }
}
