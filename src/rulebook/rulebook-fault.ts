/** One fault in the law as data: which file or import, which key, what is wrong and what is expected. */
export interface DataFault {
  readonly source: string;
  /** Key path: `provisions[29](DB2025:15).figures.floorLoss.value`. */
  readonly path: string;
  readonly message: string;
}

/** The law as data is not fit to decide by; the message lists every fault found. */
export class RulebookFault extends Error {
  override readonly name = 'RulebookFault';

  constructor(readonly faults: readonly DataFault[]) {
    const lines = faults.map(({ source, path, message }) => `${source}: ${path}: ${message}`);
    super([`法规数据有 ${faults.length} 处问题：`, ...lines].join('\n'));
  }
}

/** Throws when there is any fault. */
export function refuseFaults(faults: readonly DataFault[]): void {
  if (faults.length > 0) throw new RulebookFault(faults);
}
