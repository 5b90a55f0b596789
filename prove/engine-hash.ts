import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const FOLDERS = ['shared', 'rulebook', 'discretion'];

const sourcesIn = (folder: string): string[] =>
  readdirSync(folder)
    .filter((name) => name.endsWith('.ts') && !name.endsWith('.spec.ts'))
    .sort();

/** SHA-256 over name and content of every source of the penalty rules. */
export function engineHash(root: string): string {
  const hash = createHash('sha256');
  for (const folder of FOLDERS) {
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
