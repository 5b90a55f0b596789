import { account } from './account.js';

export const IdentityModule = account;
