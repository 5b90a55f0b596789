import { argon2id, hash, verify } from 'argon2';

/** 19 MiB and two passes: about 30 ms on one core. */
const COST = { type: argon2id, memoryCost: 19 * 1024, timeCost: 2, parallelism: 1 } as const;

/** A password as it is stored, salted anew each time. */
export const hashPassword = (password: string): Promise<string> => hash(password, COST);

export const passwordMatches = (stored: string, password: string): Promise<boolean> =>
  verify(stored, password);
