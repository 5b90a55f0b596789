import { execFile } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from '@jest/globals';

const PROBES = resolve('test/architecture/probes');
const CRUISER = resolve('node_modules/dependency-cruiser/bin/dependency-cruise.mjs');
const CONFIG = resolve('.dependency-cruiser.mjs');

interface Rules {
  readonly default: { readonly forbidden: readonly { readonly name: string; readonly severity: string }[] };
}

const rules = ((await import(CONFIG)) as Rules).default.forbidden;
const ruleOf = (probe: string): string => probe.split('.')[0] ?? probe;
const probes = readdirSync(PROBES).filter((probe) => probe !== 'clean');

/** The names of the rules that a tree breaks, each once. */
async function brokenRules(tree: string): Promise<string[]> {
  const folders = ['src', 'test', 'web', 'scripts'].filter((folder) => existsSync(join(tree, folder)));
  const { stdout } = await promisify(execFile)(
    process.execPath,
    [CRUISER, ...folders, '--config', CONFIG, '--output-type', 'json'],
    { cwd: tree, maxBuffer: 64 * 1024 * 1024 },
  );
  const { summary } = JSON.parse(stdout) as { summary: { violations: { rule: { name: string } }[] } };
  return [...new Set(summary.violations.map(({ rule }) => rule.name))];
}

describe('the boundaries', () => {
  it('are all errors, and every one has a probe', () => {
    expect(rules.filter(({ severity }) => severity !== 'error')).toEqual([]);
    expect(new Set(probes.map(ruleOf))).toEqual(new Set(rules.map(({ name }) => name)));
  });

  it.each(probes)('are found broken in the probe %s, and only there', async (probe) => {
    expect(await brokenRules(join(PROBES, probe))).toEqual([ruleOf(probe)]);
  });

  it('allow what the design allows', async () => {
    expect(await brokenRules(join(PROBES, 'clean'))).toEqual([]);
  });

  it('hold in the program', async () => {
    expect(await brokenRules(resolve('.'))).toEqual([]);
  });
});
