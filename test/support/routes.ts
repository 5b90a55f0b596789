import type { TestApp } from './test-app.js';

/** An operation of the API reference, as far as rights go. */
export interface Operation {
  readonly description?: string;
  readonly security?: readonly object[];
  readonly 'x-right'?: string;
  readonly 'x-who-may-call'?: string;
}

/** `METHOD /path/{parameter}` of everything that the API reference tells of. */
export async function operationsOf(app: TestApp): Promise<ReadonlyMap<string, Operation>> {
  const document = (await app.request('GET', '/api/openapi.json')).json() as {
    readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  };
  return new Map(
    Object.entries(document.paths).flatMap(([path, operations]) =>
      Object.entries(operations).map(([method, operation]) => [`${method.toUpperCase()} ${path}`, operation]),
    ),
  );
}

const NODE = /^(?<indent>[│ ]*)[├└]── (?<part>\S+)(?: \((?<methods>[^)]*)\))?$/u;
const INDENT = 4;

/** `METHOD /path/{parameter}` of everything the server itself listens to below `/api/v1` and outside `/api`. */
export function servedRoutes({ app }: TestApp): string[] {
  const parents: string[] = [];
  const routes: string[] = [];
  for (const line of app.getHttpAdapter().getInstance().printRoutes({ commonPrefix: false }).split('\n')) {
    const { indent, part, methods } = NODE.exec(line)?.groups ?? {};
    if (indent === undefined || part === undefined) continue;
    const depth = indent.length / INDENT;
    parents.length = depth;
    parents.push(part);
    const path = parents.join('').replace(/:(\w+)/gu, '{$1}');
    for (const method of methods?.split(', ') ?? []) routes.push(`${method} ${path}`);
  }
  const ofReference = /^\S+ \/api\/(?:docs|openapi\.json)/u;
  return routes.filter((route) => !route.startsWith('HEAD ') && !ofReference.test(route));
}
