import type { StatutoryFine } from './instrument.js';

/** What a fine counts in, in words. */
export const UNIT_NAMES: Readonly<Record<StatutoryFine['kind'], string>> = { MULTIPLE: '倍', FIXED: '元' };
