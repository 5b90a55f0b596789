import { createHmac } from 'node:crypto';

/**
 * The signature of a delivery: `t=<unix seconds>,v1=<hexadecimal HMAC-SHA256 of "t.body">`.
 * @param secret as it was given to the institution, its text being the key.
 * @param seconds when it is sent, in Unix seconds.
 */
export function signatureOf(secret: string, seconds: number, body: string): string {
  const digest = createHmac('sha256', secret).update(`${seconds}.${body}`).digest('hex');
  return `t=${seconds},v1=${digest}`;
}
