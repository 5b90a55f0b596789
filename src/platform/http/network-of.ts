import { isIP } from 'node:net';

const GROUPS = 8;
/** A household or an office is given at least this much of IPv6, and can take any address in it. */
const NETWORK_GROUPS = 4;
const MAPPED = /^::ffff:(?<v4>\d+\.\d+\.\d+\.\d+)$/iu;

/** What counts as one address: an IPv4 address, also written as IPv6, or the /64 network of an IPv6 address. */
export function networkOf(address: string): string {
  const [bare = ''] = address.split('%', 1);
  const { v4 } = MAPPED.exec(bare)?.groups ?? {};
  if (v4 !== undefined) return v4;
  if (isIP(bare) !== 6) return address;
  return `${groupsOf(bare).slice(0, NETWORK_GROUPS).join(':')}::/64`;
}

/** The eight groups of an IPv6 address, without leading zeros. */
function groupsOf(address: string): string[] {
  const { hostname } = new URL(`http://[${address}]/`);
  const [head = '', tail = ''] = hostname.slice(1, -1).split('::', 2);
  const [before, after] = [head, tail].map((part) => (part === '' ? [] : part.split(':'))) as [
    string[],
    string[],
  ];
  const zeros = Array.from({ length: GROUPS - before.length - after.length }, () => '0');
  return [...before, ...zeros, ...after];
}
