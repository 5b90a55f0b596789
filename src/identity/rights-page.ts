import { postsInWords, ROLE_WORDS, WITHIN_WORDS } from './rights-in-words.js';
import { RIGHTS, rightRow, type RightName } from './rights-table.js';
import { ROLES } from './role.js';

/** A route, `METHOD /path`, and the right it asks for; null: who may call it is told in words. */
export interface RouteRight {
  readonly route: string;
  readonly right: string | null;
  readonly who: string;
}

const HEAD = `# Rights

Written by \`npm run rights\` from \`src/identity/rights-table.ts\`; a test fails when it is stale. The guard of every route,
the checks in the services and the end of each description in the API reference come from the same table. The first table
tells for each role how far a right reaches: 全市 the whole city, 本区 its own district, 本机构 its own institution, 本人 its
own file; an empty cell is a refusal. 岗位 keeps a right to posts of bureaus and agencies, 密钥 opens it to machine keys of
that scope, 四眼 names the earlier act that the same person must not have done.

`;

const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;

const table = (heads: readonly string[], rows: readonly (readonly string[])[]): string =>
  [row(heads), row(heads.map(() => '---')), ...rows.map(row)].join('\n');

function cellsOf(name: RightName): string[] {
  const { says, held, posts, machineScope, fourEyes, citation } = rightRow(name);
  const reaches = ROLES.map((role) => {
    const within = held[role];
    return within === undefined ? '' : WITHIN_WORDS[within];
  });
  const inWords = posts === undefined ? '' : postsInWords(posts);
  return [`\`${name}\``, says, ...reaches, inWords, machineScope ?? '', fourEyes ?? '', citation ?? ''];
}

/** docs/rights.md: right × role, then route → right in the order given. */
export function rightsPage(routes: readonly RouteRight[]): string {
  const heads = ['right', '内容', ...ROLES.map((role) => ROLE_WORDS[role]), '岗位', '密钥', '四眼', '依据'];
  const rights = table(heads, (Object.keys(RIGHTS) as RightName[]).map(cellsOf));
  const ways = table(
    ['route', 'right'],
    routes.map(({ route, right, who }) => [`\`${route}\``, right === null ? who : `\`${right}\``]),
  );
  return `${HEAD}${rights}\n\n## Routes\n\n${ways}\n`;
}

interface Described {
  readonly paths: Readonly<Record<string, Readonly<Record<string, object>>>>;
}

const textAt = (operation: object, member: string): string | null => {
  const found: unknown = Object.entries(operation).find(([name]) => name === member)?.[1];
  return typeof found === 'string' ? found : null;
};

/** The routes of an OpenAPI document, by path and method. */
export const routesOf = ({ paths }: Described): RouteRight[] =>
  Object.entries(paths)
    .flatMap(([path, operations]) =>
      Object.entries(operations).map(([method, operation]) => ({
        route: `${method.toUpperCase()} ${path}`,
        right: textAt(operation, 'x-right'),
        who: textAt(operation, 'x-who-may-call') ?? '无须登录',
      })),
    )
    .sort((one, other) => (keyOf(one) < keyOf(other) ? -1 : 1));

const keyOf = ({ route }: RouteRight): string => route.split(' ').reverse().join(' ');
