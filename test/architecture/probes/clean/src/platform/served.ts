import { money } from '../domain/shared/money.js';

export const served = money;
