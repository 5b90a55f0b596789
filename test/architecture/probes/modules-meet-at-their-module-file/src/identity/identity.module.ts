export const IdentityModule = 1;
