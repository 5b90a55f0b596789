/** A part of a Chinese sentence about what a change brings about. */
export interface Clause {
  readonly text: string;
  /** Adds something to what was said before it: joined by 并, or by 但 where that was that nothing changes. */
  readonly adds: boolean;
}

export const plain = (text: string): Clause => ({ text, adds: false });
export const adding = (text: string): Clause => ({ text, adds: true });

/** The parts as one sentence without its full stop; `against`: they begin with what does not change. */
export function joined(clauses: readonly Clause[], against: boolean): string {
  const first = clauses.findIndex(({ adds }) => adds);
  return clauses
    .map(({ text, adds }, index) => (adds ? `${against && index === first ? '但' : '并'}${text}` : text))
    .join('，');
}
