export const range = 1;
