import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

export const ROOT = fileURLToPath(new URL('../..', import.meta.url));

export interface Run {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a script of the package as a user's command does, from the package's folder. */
export const runScript = (
  script: string,
  args: readonly string[],
  variables: Readonly<Record<string, string>> = {},
): Run => runProgram([`scripts/${script}.mjs`, ...args], variables);

/** Runs a program of Node in a process of its own, from the package's folder or another one. */
export function runProgram(
  args: readonly string[],
  variables: Readonly<Record<string, string>> = {},
  cwd: string = ROOT,
): Run {
  const { status, stdout, stderr } = spawnSync(process.execPath, args, {
    cwd,
    encoding: 'utf8',
    env: { ...process.env, NODE_OPTIONS: '', NO_COLOR: '1', ...variables },
  });
  return { status, stdout, stderr };
}
