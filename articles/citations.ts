import { posix } from 'node:path';
import type { SourceFile } from './source-files.js';

const ONE = String.raw`[A-Z][A-Z0-9]*:[1-9]\d*(?:\.[1-9]\d*)?(?:\([1-9]\d*\))?`;

/** A citation in full; where a range begins, as in 13–15, no provision is named. */
const CITATION = new RegExp(String.raw`(?<!\w)${ONE}(?![\d(–]|\.\d)`, 'gu');

/** Alone between backticks a citation is an example of what one looks like. */
const EXAMPLE = new RegExp(`\`${ONE}\``, 'gu');

const CONSTANT = new RegExp(String.raw`export const (\w+)(?:: \w+)? = '(${ONE})';`, 'gu');

const IMPORT = /import (?:type )?\{([^}]*)\} from '(\.[^']*)'/gu;

/** The citations that stand in a text. */
export const citationsIn = (text: string): string[] => text.replaceAll(EXAMPLE, '').match(CITATION) ?? [];

/** Constants that stand for one provision: `path#NAME` → citation. */
function constantsOf(files: readonly SourceFile[]): ReadonlyMap<string, string> {
  const found = files.flatMap(({ path, text }) =>
    [...text.matchAll(CONSTANT)].map(
      ([, name = '', citation = '']) => [`${path}#${name}`, citation] as const,
    ),
  );
  return new Map(found);
}

/** What a file imports from the package: `path#NAME`. */
function importsOf({ path, text }: SourceFile): string[] {
  return [...text.matchAll(IMPORT)].flatMap(([, names = '', from = '']) => {
    const source = posix.join(posix.dirname(path), from).replace(/\.js$/u, '.ts');
    return names
      .split(',')
      .map((name) => name.replace(/^\s*type\s/u, '').trim())
      .map((name) => `${source}#${name.split(/\s+as\s+/u)[0] ?? ''}`);
  });
}

/** The files that name each provision, by citation or by a constant that stands for it; in the order given. */
export function filesByCitation(
  files: readonly SourceFile[],
  constantsFrom: readonly SourceFile[],
): ReadonlyMap<string, readonly string[]> {
  const constants = constantsOf(constantsFrom);
  const byCitation = new Map<string, string[]>();
  for (const file of files) {
    const byConstant = importsOf(file).flatMap((name) => constants.get(name) ?? []);
    for (const citation of new Set([...citationsIn(file.text), ...byConstant])) {
      byCitation.set(citation, [...(byCitation.get(citation) ?? []), file.path]);
    }
  }
  return byCitation;
}
