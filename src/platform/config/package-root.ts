import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

function upFrom(folder: string): string {
  if (existsSync(join(folder, 'package.json'))) return folder;
  const parent = dirname(folder);
  if (parent === folder) throw new Error('no package.json above the program');
  return upFrom(parent);
}

/** The folder of `package.json`, from wherever the program was compiled to. */
export const packageRoot = (): string => upFrom(dirname(fileURLToPath(import.meta.url)));
