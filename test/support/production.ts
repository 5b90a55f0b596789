/** What the program demands of the environment in production: secrets of the tests' own. */
export const PRODUCTION = {
  NODE_ENV: 'production',
  JWT_SECRET: 'a secret of the tests that is long enough 0123456789',
  DATA_KEY: '0f1e2d3c4b5a69788796a5b4c3d2e1f00f1e2d3c4b5a69788796a5b4c3d2e1f0',
  RECEIPT_KEY: 'a receipt key of the tests that is long enough 0123456789',
  RECORD_SIGNING_KEY: 'MC4CAQAwBQYDK2VwBCIEIAABAgMEBQYHCAkKCwwNDg8QERITFBUWFxgZGhscHR4f',
} as const;
