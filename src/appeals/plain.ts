/** The members of a form or a row, without its class: what can be put together with others. */
export type Plain<T> = { [K in keyof T]: T[K] };
