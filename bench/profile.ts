import { Session, type Profiler, type Runtime } from 'node:inspector/promises';
import { findSourceMap, type SourceOrigin } from 'node:module';
import { relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { packageRoot } from '../src/platform/config/package-root.js';

const INTERVAL_MICROSECONDS = 200;
const FUNCTIONS = 25;
const NOT_BUSY = ['(idle)', '(root)'];
const BY_ITSELF = ['(garbage collector)', '(program)'];

type Frame = Runtime.CallFrame;

const fromRoot = (path: string): string => relative(packageRoot(), path).split(sep).join('/');

const isOurs = (file: string): boolean => file.startsWith('dist/');

/** The file of a function, from the package's folder; empty for what is built in. */
const fileOf = ({ url }: Frame): string => (url.startsWith('file:') ? fromRoot(fileURLToPath(url)) : url);

interface Place {
  readonly file: string;
  readonly line: number;
}

/** Where a function of ours was written, in TypeScript; of others, where it runs. */
function placeOf(frame: Frame): Place {
  const file = fileOf(frame);
  const line = frame.lineNumber + 1;
  const ours = isOurs(file) ? findSourceMap(fileURLToPath(frame.url)) : undefined;
  const origin = ours?.findOrigin(line, frame.columnNumber + 1) as Partial<SourceOrigin> | undefined;
  if (origin?.fileName === undefined) return { file, line };
  return { file: fromRoot(fileURLToPath(origin.fileName)), line: origin.lineNumber ?? 0 };
}

/** `src/domain`, `fastify`; null for what is built in or belongs to Node. */
function partOf(frame: Frame): string | null {
  const file = fileOf(frame);
  const inPackage = /node_modules\/((?:@[^/]+\/)?[^/]+)\//u.exec(file)?.[1];
  if (inPackage !== undefined) return inPackage;
  return isOurs(file) ? placeOf(frame).file.split('/').slice(0, -1).slice(0, 2).join('/') : null;
}

const add = (sums: Map<string, number>, key: string, hits: number): void => {
  sums.set(key, (sums.get(key) ?? 0) + hits);
};

const lines = (title: string, sums: ReadonlyMap<string, number>, total: number, most: number): string[] => [
  title,
  ...[...sums]
    .sort(([, a], [, b]) => b - a)
    .slice(0, most)
    .map(([what, hits]) => `${((hits * 100) / total).toFixed(1).padStart(6)} %  ${what}`),
];

/**
 * Where the time went, as shares of the time that was not idle: by function the time spent in it itself, by part also
 * that spent in what is built in or belongs to Node, on behalf of the nearest caller.
 */
export function summary({ nodes }: Profiler.Profile): string {
  const callers = new Map(
    nodes.flatMap((node) => (node.children ?? []).map((child) => [child, node] as const)),
  );
  const responsible = (node: Profiler.ProfileNode): string => {
    const caller = callers.get(node.id);
    return partOf(node.callFrame) ?? (caller ? responsible(caller) : '(Node)');
  };
  const parts = new Map<string, number>();
  const functions = new Map<string, number>();
  let total = 0;
  for (const node of nodes) {
    const { callFrame, hitCount = 0 } = node;
    const name = callFrame.functionName || '(anonymous)';
    if (NOT_BUSY.includes(name)) continue;
    total += hitCount;
    add(parts, BY_ITSELF.includes(name) ? name : responsible(node), hitCount);
    const { file, line } = placeOf(callFrame);
    add(functions, file === '' ? name : `${name}  ${file}:${line}`, hitCount);
  }
  return [
    ...lines('by part:', parts, total, FUNCTIONS),
    ...lines('by function:', functions, total, FUNCTIONS),
  ].join('\n');
}

/** Starts to profile this process; the answer stops it and tells where the time went. */
export async function startProfile(): Promise<() => Promise<string>> {
  const session = new Session();
  session.connect();
  await session.post('Profiler.enable');
  await session.post('Profiler.setSamplingInterval', { interval: INTERVAL_MICROSECONDS });
  await session.post('Profiler.start');
  return async () => {
    const { profile } = await session.post('Profiler.stop');
    session.disconnect();
    return summary(profile);
  };
}
