import { CasesModule } from '../cases/cases.module.js';

export const served = CasesModule;
