/** Seconds that an access token is valid. */
export const TOKEN_SECONDS = 900;
