/** District code of the municipal offices. */
export const CITY = '110000';
