/** An Ed25519 private key that is nobody's, PKCS#8 DER in base64. */
export const OTHER_KEY = 'MC4CAQAwBQYDK2VwBCIEIAABAgMEBQYHCAkKCwwNDg8QERITFBUWFxgZGhscHR4f';
