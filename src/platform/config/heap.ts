import { setFlagsFromString } from 'node:v8';

/** Percent by which what is alive may be outgrown before the heap is collected. */
const GROWTH = 50;

/**
 * Keeps the memory of a long export or verification small: V8 would otherwise let garbage that comes slowly grow to
 * several times what is alive. To be called before anything else is done.
 */
export const keepHeapSmall = (): void => {
  setFlagsFromString(`--heap-growing-percent=${GROWTH}`);
};
