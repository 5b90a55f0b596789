import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

const WINDOWS = process.platform === 'win32';

/** Installs the dependencies of a fresh clone; does nothing where there are some already. */
export function ensureInstalled() {
  if (existsSync('node_modules')) return;
  if (process.env.NODE_ENV === 'production') {
    console.error('node_modules 不存在：生产环境不自动安装依赖，请先运行 npm ci，再运行 npm start。');
    process.exit(1);
  }
  run('npm', ['ci'], { shell: WINDOWS });
}

/** Runs a command to its end; ends this process with its exit code unless it succeeds. */
export function run(command, args, options = {}) {
  const { status, error } = spawnSync(command, args, { stdio: 'inherit', ...options });
  if (error) console.error(error.message);
  if (status !== 0) process.exit(status ?? 1);
}
