import { readFileSync } from 'node:fs';
import { isMap, isScalar, parseDocument, visit, type Document } from 'yaml';

/** Members that are counted, not measured: their numbers stay numbers. */
const COUNTED = new Set(['age', 'ordinal']);

/** Amounts and multiples keep the digits as written: `57227.40` never becomes a floating-point number. */
function keepDigits(document: Document): void {
  visit(document, {
    Pair(_index, { key, value }) {
      const counted = isScalar(key) && COUNTED.has(String(key.value));
      if (counted || !isScalar(value) || typeof value.value !== 'number') return;
      value.value = value.source ?? String(value.value);
    },
  });
}

/**
 * Reads a YAML or JSON file as plain JSON.
 * @throws Error with line and column, in words for the user, when it cannot be read.
 */
export function readFactsFile(path: string): unknown {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch {
    throw new Error(`无法读取文件 ${path}，请核对路径。`);
  }
  const document = parseDocument(text, { prettyErrors: true, uniqueKeys: true });
  const [first] = document.errors;
  if (first) throw new Error(`${path} 不是有效的 YAML 或 JSON：${first.message}`);
  if (!isMap(document.contents)) throw new Error(`${path} 的内容须为一组“名称: 值”。`);
  keepDigits(document);
  return document.toJS({ maxAliasCount: 100 }) as unknown;
}
