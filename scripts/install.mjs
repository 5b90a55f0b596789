import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

const WINDOWS = process.platform === 'win32';

/**
 * Installs the dependencies of a folder's package in a fresh clone; does nothing where there are some already.
 * What is said meanwhile goes to standard error, so that standard output is the command's alone.
 */
export function ensureInstalled(folder = '.') {
  if (existsSync(join(folder, 'node_modules'))) return;
  if (process.env.NODE_ENV === 'production') {
    console.error('node_modules 不存在：生产环境不自动安装依赖，请先运行 npm ci，再运行 npm start。');
    process.exit(1);
  }
  run('npm', ['ci'], { cwd: folder, shell: WINDOWS, stdio: ['inherit', 2, 2] });
}

/** Runs a command to its end; ends this process with its exit code unless it succeeds. */
export function run(command, args, options = {}) {
  const { status, error } = spawnSync(command, args, { stdio: 'inherit', ...options });
  if (error) console.error(error.message);
  if (status !== 0) process.exit(status ?? 1);
}
