import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openTestApp, type TestApp } from '../support/test-app.js';

interface Operation {
  readonly operationId: string;
  readonly security?: unknown;
  readonly responses: Readonly<Record<string, { readonly content?: Readonly<Record<string, unknown>> }>>;
}

interface Document {
  readonly openapi: string;
  readonly info: { readonly title: string };
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: {
    readonly schemas: Readonly<Record<string, { readonly properties?: unknown }>>;
    readonly securitySchemes: unknown;
  };
}

let bureau: TestApp;
let document: Document;

beforeAll(async () => {
  bureau = await openTestApp();
  document = (await bureau.request('GET', '/api/openapi.json')).json() as Document;
});

afterAll(async () => {
  await bureau.close();
});

const operations = (): Operation[] => Object.values(document.paths).flatMap((path) => Object.values(path));

/** Every `$ref`, wherever it stands. */
function referencesIn(value: unknown): unknown[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value as Record<string, unknown>).flatMap(([name, member]) =>
    name === '$ref' ? [member] : referencesIn(member),
  );
}

const SCHEMAS = '#/components/schemas/';

const isThere = (reference: unknown): boolean =>
  typeof reference === 'string' &&
  reference.startsWith(SCHEMAS) &&
  Object.hasOwn(document.components.schemas, reference.slice(SCHEMAS.length));

describe('GET /api/openapi.json', () => {
  it('describes the API', () => {
    expect(document.openapi).toMatch(/^3\./);
    expect(document.info.title).toContain('医保基金');
    expect(Object.keys(document.paths)).toEqual(
      expect.arrayContaining(['/health', '/api/v1/auth/login', '/api/v1/auth/me']),
    );
  });

  it('declares the bearer token, and where it is not needed', () => {
    expect(document).toMatchObject({ security: [{ bearer: [] }] });
    expect(document.components.securitySchemes).toMatchObject({ bearer: { type: 'http', scheme: 'bearer' } });
    expect(document.paths['/api/v1/auth/login']?.['post']?.security).toEqual([{}]);
    expect(document.paths['/api/v1/auth/me']?.['get']?.security).toBeUndefined();
  });

  it('documents the problem of every operation', () => {
    const problems = operations().map((each) => each.responses['default']?.content);
    expect(new Set(problems.map((content) => JSON.stringify(content)))).toEqual(
      new Set(['{"application/problem+json":{"schema":{"$ref":"#/components/schemas/ProblemAnswer"}}}']),
    );
  });

  it('describes the forms by their fields', () => {
    expect(document.components.schemas['LoginForm']).toEqual({
      type: 'object',
      properties: {
        username: {
          type: 'string',
          description: '用户名',
          minLength: 1,
          maxLength: 64,
          example: 'city-bureau',
        },
        password: { type: 'string', description: '密码', minLength: 1, maxLength: 200 },
      },
      required: ['username', 'password'],
    });
  });

  it('describes what a form holds by the forms of its members', () => {
    const { properties } = document.components.schemas['DeterminationForm'] ?? {};
    expect(properties).toMatchObject({
      source: { allOf: [{ $ref: '#/components/schemas/SourceForm' }] },
      findings: { type: 'array', items: { $ref: '#/components/schemas/DeterminationFindingForm' } },
    });
  });

  it('refers to nothing that is not there, and names every operation once', () => {
    const references = referencesIn(document);
    expect(references.length).toBeGreaterThan(0);
    expect(references.filter((reference) => !isThere(reference))).toEqual([]);
    const ids = operations().map(({ operationId }) => operationId);
    expect(new Set(ids).size).toBe(ids.length);
  });
});

describe('GET /api/docs', () => {
  it('is a page whose scripts and styles load under its own security policy', async () => {
    const page = await bureau.request('GET', '/api/docs');
    expect(page.status).toBe(200);
    expect(page.headers.get('content-type')).toMatch(/^text\/html/);
    const policy = page.headers.get('content-security-policy');
    expect(policy).toContain("script-src 'self'");
    expect(policy).not.toContain('upgrade-insecure-requests');
    expect(page.text).not.toMatch(/<script(?![^>]*\bsrc=)[^>]*>\s*\S/);
    const assets = [...page.text.matchAll(/(?:src|href)="\.\/(docs\/[^"]+)"/g)].map(
      ([, path]) => `/api/${path ?? ''}`,
    );
    expect(assets.length).toBeGreaterThan(3);
    for (const asset of assets) expect((await bureau.request('GET', asset)).status).toBe(200);
  });
});
