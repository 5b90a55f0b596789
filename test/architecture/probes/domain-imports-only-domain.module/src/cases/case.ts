export type Case = string;
