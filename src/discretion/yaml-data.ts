import {
  Composer,
  type CST,
  type Document,
  isMap,
  isScalar,
  Lexer,
  LineCounter,
  Parser,
  type Scalar,
  visit,
} from 'yaml';

/** The plain data of a text, or why it has none, in Chinese. */
export type YamlRead =
  { readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly message: string };

/** Members that are counted, not measured: their numbers stay numbers. */
const COUNTED = new Set(['age', 'ordinal']);

/** Bounds on what a text may ask of the parser. */
const MAX_DEPTH = 60;
const MAX_LEXEMES = 400_000;
const MAX_ALIASES = 100;

/** Reads YAML 1.2 or JSON that is not to be trusted, as a set of `name: value`. */
export function readYaml(text: string): YamlRead {
  const lines = new LineCounter();
  const tokens = tokensOf(text, lines);
  if (tokens === null) return refused('嵌套过深或内容过多');
  const [document, ...others] = new Composer({ uniqueKeys: false, prettyErrors: false }).compose(
    tokens,
    true,
  );
  if (document === undefined || others.length > 0) return refused('须只有一份文档');
  const [first] = document.errors;
  if (first !== undefined) return refused(`${placeOf(lines, first.pos[0])}：${first.message}`);
  if (!isMap(document.contents)) return refused('内容须为一组“名称: 值”');
  const repeated = repeatedKey(document);
  if (repeated !== null) {
    return refused(`${placeOf(lines, repeated.range?.[0] ?? 0)}：${String(repeated.value)} 重复`);
  }
  keepDigits(document);
  return plainData(document);
}

const refused = (message: string): YamlRead => ({ ok: false, message });

function tokensOf(text: string, lines: LineCounter): readonly CST.Token[] | null {
  lines.addNewLine(0);
  const parser = new Parser(lines.addNewLine);
  const tokens: CST.Token[] = [];
  let lexemes = 0;
  for (const lexeme of new Lexer().lex(text)) {
    tokens.push(...parser.next(lexeme));
    lexemes += 1;
    if (lexemes > MAX_LEXEMES || parser.stack.length > MAX_DEPTH) return null;
  }
  return [...tokens, ...parser.end()];
}

function placeOf(lines: LineCounter, at: number): string {
  const { line, col } = lines.linePos(at);
  return `第 ${line} 行第 ${col} 列`;
}

/** The first name that stands in a map for a second time; the library's own check takes the square of their number. */
function repeatedKey(document: Document): Scalar | null {
  let repeated: Scalar | undefined;
  visit(document, {
    Map(_index, { items }) {
      repeated = firstRepeat(items.flatMap(({ key }) => (isScalar(key) ? [key] : [])));
      return repeated === undefined ? undefined : visit.BREAK;
    },
  });
  return repeated ?? null;
}

function firstRepeat(keys: readonly Scalar[]): Scalar | undefined {
  const seen = new Set<string>();
  return keys.find(({ value }) => {
    const name = String(value);
    return seen.has(name) || !seen.add(name);
  });
}

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

function plainData(document: Document): YamlRead {
  try {
    return { ok: true, value: document.toJS({ maxAliasCount: MAX_ALIASES }) as unknown };
  } catch {
    return refused('别名（*）引用过多或无效');
  }
}
