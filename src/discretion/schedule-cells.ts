import type { CellReading } from './schedule-headings.js';

const FLAGS: Readonly<Record<string, boolean>> = { true: true, false: false, 是: true, 否: false };

/** Between the bases of a row: spaces, commas, 、 and ； */
const SEPARATORS = /[\s、，,；;]+/u;

/**
 * The value of a cell as the JSON of a request would state it. A number becomes its shortest decimal text, so that
 * the floating-point number 1.1 is "1.1"; what does not fit is handed on for the form to refuse.
 */
export function valueAs(reading: CellReading, value: string | number | boolean): unknown {
  switch (reading) {
    case 'TEXT':
      return String(value);
    case 'COUNT':
      return typeof value === 'string' && /^\d{1,15}$/.test(value) ? Number(value) : value;
    case 'FLAG':
      return FLAGS[String(value).toLowerCase()] ?? value;
    case 'LIST':
      return String(value)
        .split(SEPARATORS)
        .filter((word) => word !== '');
  }
}
