/** What a class describes, as plain data. */
export type Plain<T> = { [member in keyof T]: T[member] };
