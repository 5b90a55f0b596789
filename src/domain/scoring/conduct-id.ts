/** The number of an act as acts are compared (S6): however it was typed, one act has one. Pure. */
export const conductIdOf = (text: string): string =>
  text.normalize('NFKC').trim().replaceAll(/\s+/gu, ' ').toUpperCase();

/** Whether the number of an act begins with that of its inspection, which alone makes it one across papers. Pure. */
export function isOfInspection(conductId: string, inspectionNo: string): boolean {
  const [act, inspection] = [conductIdOf(conductId), conductIdOf(inspectionNo)];
  return act.startsWith(inspection) && !/^[\p{L}\p{N}]/u.test(act.slice(inspection.length));
}
