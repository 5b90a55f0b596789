const DAY = /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?$/;
const YES: readonly string[] = ['是', 'true', 'TRUE'];
const NO: readonly string[] = ['否', 'false', 'FALSE'];

/** A day however a spreadsheet wrote it, `2025/7/1` too, as `YYYY-MM-DD`; any other text as it is. */
export function dayWord(text: string): string {
  const [, year, month = '', day = ''] = DAY.exec(text) ?? [];
  return year === undefined ? text : `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
}

/** 是 or 否, however it was written; anything else as it is. */
export function flagWord(value: string | number | boolean): unknown {
  if (typeof value === 'boolean') return value;
  if (YES.includes(String(value))) return true;
  return NO.includes(String(value)) ? false : value;
}
