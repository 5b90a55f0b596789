import { IdentityModule } from '../identity/identity.module.js';
import { account } from '../identity/account.js';

export const known = [IdentityModule, account];
