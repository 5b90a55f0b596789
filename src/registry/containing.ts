/** A pattern for `LIKE … ESCAPE '\'` that finds a text as it is: `%` and `_` of the user's words match only themselves. */
export const containing = (text: string): string => `%${text.replace(/[\\%_]/gu, (sign) => `\\${sign}`)}%`;
