import { money } from '../domain/shared/money.js';
import { IdentityModule } from '../identity/identity.module.js';

export const known = [IdentityModule, money];
