export const CasesModule = 1;
