import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import type { CodePattern } from '../domain/registry/codes.js';
import { packageRoot } from '../platform/config/package-root.js';

const FILE = join(packageRoot(), 'config', 'conventions', 'code-patterns.yaml');

const RELIABILITY = ['OFFICIAL', 'SECOND_HAND', 'UNCONFIRMED'] as const;

function isPattern(text: string): boolean {
  try {
    new RegExp(text, 'u');
    return text.startsWith('^') && text.endsWith('$');
  } catch {
    return false;
  }
}

const convention = z
  .strictObject({
    id: z.string().min(1),
    title: z.string().min(1),
    pattern: z.string().refine(isPattern, { error: '须为以 ^ 起、以 $ 止的正则表达式' }),
    example: z.string().min(1),
    reliability: z.enum(RELIABILITY),
    note: z.string().min(1),
  })
  .refine(({ pattern, example }) => !isPattern(pattern) || new RegExp(pattern, 'u').test(example), {
    error: '示例与正则表达式不符',
    path: ['example'],
  });

const conventions = z.strictObject({
  institutions: z.array(convention).min(1),
  persons: z.array(convention).min(1),
});

/** The known conventions for codes of institutions and of persons. */
export interface CodePatterns {
  readonly institutions: readonly CodePattern[];
  readonly persons: readonly CodePattern[];
}

/** Injection token of the {@link CodePatterns}. */
export const CODE_PATTERNS = Symbol('code patterns');

type Convention = z.infer<typeof convention>;

const patternOf = ({ id, title, pattern }: Convention): CodePattern => ({
  id,
  title,
  pattern: new RegExp(pattern, 'u'),
});

/**
 * Reads the conventions of a file.
 * @throws Error naming the file and every place in it that cannot be used; the boot stops on it.
 */
export function loadCodePatterns(file: string = FILE): CodePatterns {
  const parsed = conventions.safeParse(parse(readFileSync(file, 'utf8')));
  if (!parsed.success) {
    const places = parsed.error.issues.map(({ path, message }) => `  ${path.join('.')}：${message}`);
    throw new Error([`${file} 有误，请改正后重新启动：`, ...places].join('\n'));
  }
  const { institutions, persons } = parsed.data;
  return { institutions: institutions.map(patternOf), persons: persons.map(patternOf) };
}
