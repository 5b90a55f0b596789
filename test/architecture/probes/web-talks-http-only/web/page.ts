import type { Account } from '../src/identity/account.js';

export type Page = Account;
