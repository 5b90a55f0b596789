import { isIP } from 'node:net';
import type { Fault } from '../domain/shared/result.js';
import { isPublicAddress } from './public-address.js';

/** Where deliveries may go: outside production also plainly and to the own network, so that it can be tried. */
export interface TargetRules {
  readonly production: boolean;
}

/** The host of a URL as an address book or a socket takes it: IPv6 without its brackets. */
export const hostOf = ({ hostname }: URL): string => hostname.replace(/^\[(.*)\]$/u, '$1');

/**
 * What is wrong with the URL of a webhook, as far as it can be told without asking for the host's addresses. Pure.
 * @param text as it was sent.
 */
export function targetFaults(text: string, { production }: TargetRules): Fault[] {
  const fault = (code: string, detail: string): Fault[] => [{ pointer: '/url', code, detail }];
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url === null)
    return fault('INVALID_URL', '不是可用的网址，例如 https://his.example.com/medical-insurance。');
  if (url.protocol !== 'https:' && (production || url.protocol !== 'http:'))
    return fault('HTTPS_REQUIRED', '回调网址须以 https:// 开头，推送内容不得明文传输。');
  if (url.username !== '' || url.password !== '')
    return fault('CREDENTIALS_IN_URL', '回调网址不得含有用户名或密码；推送以签名证明来源。');
  if (url.hash !== '') return fault('INVALID_URL', '回调网址不得含有 # 之后的部分。');
  if (production && isIP(hostOf(url)) !== 0 && !isPublicAddress(hostOf(url)))
    return fault('PRIVATE_ADDRESS', '回调网址指向本机或内部网络的地址，不能使用。');
  return [];
}
