import { app } from '../app.js';

export const known = app;
