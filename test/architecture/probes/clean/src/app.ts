import { known } from './cases/case.js';

export const app = known;
