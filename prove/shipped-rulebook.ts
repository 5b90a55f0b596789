import type { Rulebook } from '../src/domain/rulebook/rulebook.js';
import { assembleRulebook } from '../src/rulebook/assemble-rulebook.js';
import { loadRulebookFiles } from '../src/rulebook/load-rulebook-files.js';

/** The rulebook as shipped, without imports. */
export const shippedRulebook = (): Rulebook => assembleRulebook(loadRulebookFiles());
