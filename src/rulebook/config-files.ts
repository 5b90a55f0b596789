import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { parseDocument, type YAMLError } from 'yaml';
import { packageRoot } from '../platform/config/package-root.js';
import type { ReadData } from './read-data.js';

/** `config/` of this package. */
export const CONFIG_DIR = join(packageRoot(), 'config');

/** Customs, not law: no part of the rulebook nor of its hash. */
const CONVENTIONS = 'conventions';

/** Every file of the law below the folder, hidden ones left out, as sorted paths with forward slashes. */
export function listFiles(configDir: string): readonly string[] {
  if (!existsSync(configDir)) return [];
  return readdirSync(configDir, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(configDir, join(entry.parentPath, entry.name)).split(sep))
    .filter((segments) => !segments.some((segment) => segment.startsWith('.')))
    .filter(([folder]) => folder !== CONVENTIONS)
    .map((segments) => segments.join('/'))
    .sort();
}

/** The plain data of a YAML 1.2 file, or every fault of its syntax. */
export function readYaml(configDir: string, path: string): ReadData<unknown> {
  const document = parseDocument(readFileSync(join(configDir, path), 'utf8'), { prettyErrors: true });
  const problems = [...document.errors, ...document.warnings];
  if (problems.length === 0) return { ok: true, value: document.toJS() as unknown };
  const faults = problems.map((problem) => ({
    source: path,
    path: `第 ${problem.linePos?.[0].line ?? '?'} 行`,
    message: syntaxMessage(problem),
  }));
  return { ok: false, faults };
}

function syntaxMessage({ code, message }: YAMLError): string {
  if (code === 'DUPLICATE_KEY') return '键重复，同一处每个键只能出现一次';
  return `不是可读的 YAML：${message.split('\n')[0] ?? code}`;
}
