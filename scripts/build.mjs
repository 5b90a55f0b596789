import { existsSync, mkdirSync, readdirSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { run } from './install.mjs';

const COMPILER = 'node_modules/typescript/bin/tsc';

/** Newest change below the folders, in milliseconds. */
function newestChange(folders) {
  const times = folders.flatMap((folder) =>
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => statSync(join(entry.parentPath, entry.name)).mtimeMs),
  );
  return Math.max(...times);
}

/**
 * Compiles a project unless it is up to date. A production install may come without the compiler; what was built
 * before is then run as it is.
 */
export function ensureBuilt(project, { folders, output }) {
  const stamp = join(output, '.built');
  if (!existsSync(COMPILER)) {
    if (existsSync(stamp)) return;
    console.error(`缺少 ${output} 与编译器：请先在装有开发依赖的环境运行 npm run build。`);
    process.exit(1);
  }
  const started = new Date();
  const newest = Math.max(newestChange(folders), statSync(project).mtimeMs);
  if (existsSync(stamp) && statSync(stamp).mtimeMs > newest) return;
  run(process.execPath, [COMPILER, '-p', project], { stdio: ['ignore', 2, 2] });
  mkdirSync(output, { recursive: true });
  writeFileSync(stamp, '');
  utimesSync(stamp, started, started);
}

export const PROGRAM = { folders: ['src'], output: 'dist' };
export const TOOLS = { folders: ['src', 'prove', 'articles', 'bench'], output: 'dist/tools' };
