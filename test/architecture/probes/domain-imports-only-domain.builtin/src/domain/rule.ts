import { randomUUID } from 'node:crypto';

export const rule = randomUUID;
