import { loadRulebookFiles } from '../src/rulebook/load-rulebook-files.js';
import type { Sources } from './coverage.js';
import { sourceFiles } from './source-files.js';

/** The shipped law and the sources of the program and its tests. */
export function shippedSources(root: string): Sources {
  const { instruments, readings } = loadRulebookFiles();
  return { instruments, readings, files: sourceFiles(root, ['src', 'test']) };
}
