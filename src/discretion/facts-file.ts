import { readFileSync } from 'node:fs';
import { readYaml } from './yaml-data.js';

/**
 * Reads a YAML or JSON file as plain JSON.
 * @throws Error with line and column, in words for the user, when it cannot be read.
 */
export function readFactsFile(path: string): unknown {
  const read = readYaml(readBytes(path).toString('utf8'));
  if (!read.ok) throw new Error(`${path} 不是有效的 YAML 或 JSON：${read.message}`);
  return read.value;
}

/** @throws Error in words for the user. */
export function readBytes(path: string): Buffer {
  try {
    return readFileSync(path);
  } catch {
    throw new Error(`无法读取文件 ${path}，请核对路径。`);
  }
}
