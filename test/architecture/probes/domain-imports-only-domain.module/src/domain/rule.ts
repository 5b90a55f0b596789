import type { Case } from '../cases/case.js';

export type Rule = Case;
