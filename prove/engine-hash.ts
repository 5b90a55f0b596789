import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Folders of `src/domain` that decide on penalties, and those that decide on points. */
export const PENALTY_FOLDERS: readonly string[] = ['shared', 'rulebook', 'discretion'];
export const POINTS_FOLDERS: readonly string[] = [
  'shared',
  'rulebook',
  'procedure',
  'scoring',
  'qualification',
];

const sourcesIn = (folder: string): string[] =>
  readdirSync(folder)
    .filter((name) => name.endsWith('.ts') && !name.endsWith('.spec.ts'))
    .sort();

/** SHA-256 over name and content of every source in folders of `src/domain`. */
export function engineHash(root: string, folders: readonly string[]): string {
  const hash = createHash('sha256');
  for (const folder of folders) {
    const path = join(root, 'src', 'domain', folder);
    for (const name of sourcesIn(path)) {
      hash
        .update(`${folder}/${name}\0`)
        .update(readFileSync(join(path, name)))
        .update('\0');
    }
  }
  return hash.digest('hex');
}
