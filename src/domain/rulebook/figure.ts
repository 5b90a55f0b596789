import type { Figure, Instrument, Unit } from './instrument.js';

/** A figure of law by citation and key; throws where the text has none. */
export function figure(instrument: Instrument, citation: string, key: string): Figure {
  const provision = instrument.provisions.find((each) => each.citation === citation);
  const found = provision?.figures[key];
  if (found === undefined) throw new Error(`${citation} has no figure ${key}`);
  return found;
}

export interface RequiredFigure {
  readonly citation: string;
  readonly key: string;
  readonly unit: Unit;
}

const required = (citation: string, key: string, unit: Unit): RequiredFigure => ({ citation, key, unit });

/** The figures that rules compute with: every version of a text they are of must have them. */
export const REQUIRED_FIGURES: readonly RequiredFigure[] = [
  required('DB2025:13(1)', 'fromAge', 'age'),
  required('DB2025:13(1)', 'underAge', 'age'),
  required('DB2025:15', 'reductionPerItem', 'multiple'),
  required('DB2025:15', 'floorLoss', 'multiple'),
  required('DB2025:15', 'floorFraud', 'multiple'),
  required('DB2025:16(1)', 'underAge', 'age'),
  required('DB2025:16(5)', 'limitation', 'years'),
  required('DB2025:16(5)', 'extendedLimitation', 'years'),
  required('DB2025:18(2)', 'repeatWithin', 'years'),
  required('DB2025:18(2)', 'repeatCount', 'count'),
  required('DB2025:19.1', 'aggravatingCount', 'count'),
];

/** The texts that rules look up; a rulebook without one of them would decide wrongly in silence. */
export const REQUIRED_INSTRUMENTS: readonly string[] = ['DB2025', 'REG735', 'NHSA7'];
