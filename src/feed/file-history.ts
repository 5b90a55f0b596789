/** Two files joined, or parted again, at an instant. */
export interface FileMove {
  readonly kind: 'MERGED' | 'PARTED';
  readonly into: string;
  readonly other: string;
  readonly recordedAt: string;
}

/** Which file a person belonged to at any instant. Pure. */
export class FileHistory {
  /** @param moves in the order of recording. */
  constructor(private readonly moves: readonly FileMove[]) {}

  /** The file of a person after everything recorded by the instant. */
  fileAt(personId: string, instant: string): string {
    const parent = new Map<string, string>();
    for (const { kind, into, other, recordedAt } of this.moves) {
      if (recordedAt > instant) break;
      if (kind === 'MERGED') parent.set(other, into);
      else parent.delete(other);
    }
    let file = personId;
    for (let into = parent.get(file); into !== undefined; into = parent.get(file)) file = into;
    return file;
  }

  /** Everybody who was ever on one file with one of these, and these themselves. */
  relativesOf(personIds: readonly string[]): string[] {
    const found = new Set(personIds);
    for (let before = -1; before !== found.size;) {
      before = found.size;
      for (const { into, other } of this.moves) {
        if (found.has(into) || found.has(other)) found.add(into).add(other);
      }
    }
    return [...found];
  }
}
