import { applyDecorators, createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import { ApiConsumes } from '@nestjs/swagger';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { XLSX_TYPE } from '../files/workbook.js';
import { Problem } from './problem.js';

/** Media types that a route may take beside JSON. */
export const UPLOAD_TYPES = ['application/yaml', 'text/yaml', XLSX_TYPE] as const;
export type UploadType = (typeof UPLOAD_TYPES)[number];

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

/** The body as sent, no form yet: parsed JSON, or an {@link Upload}. */
export const SentBody = createParamDecorator(
  (_data: unknown, context: ExecutionContext): unknown =>
    context.switchToHttp().getRequest<FastifyRequest>().body,
);

/** Reads bodies of the upload types for the routes that accept them. */
export function acceptUploads(server: FastifyInstance): void {
  for (const type of UPLOAD_TYPES) {
    server.addContentTypeParser(type, { parseAs: 'buffer' }, (request, bytes, done) => {
      const { uploads } = request.routeOptions.config as { readonly uploads?: readonly string[] };
      if (uploads?.includes(type) === true) done(null, new Upload(type, Buffer.from(bytes)));
      else done(new Problem('UNSUPPORTED_MEDIA_TYPE'));
    });
  }
}
