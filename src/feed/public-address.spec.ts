import { describe, expect, it } from '@jest/globals';
import { isPublicAddress } from './public-address.js';

const REFUSED = [
  // this host, loopback
  '0.0.0.0',
  '0.1.2.3',
  '127.0.0.1',
  '127.255.255.254',
  '::',
  '::1',
  // private networks, shared address space
  '10.0.0.1',
  '10.255.255.255',
  '100.64.0.1',
  '100.127.255.255',
  '172.16.0.1',
  '172.31.255.255',
  '192.168.0.1',
  '192.168.255.255',
  'fc00::1',
  'fdff:ffff::1',
  // link-local, with the metadata services of clouds
  '169.254.0.1',
  '169.254.169.254',
  'fe80::1',
  'febf::1',
  'fec0::1',
  'fd00:ec2::254',
  // documentation, benchmarks, protocol assignments, relays
  '192.0.0.8',
  '192.0.2.1',
  '192.88.99.1',
  '198.18.0.1',
  '198.19.255.255',
  '198.51.100.1',
  '203.0.113.1',
  '2001:db8::1',
  '3fff::1',
  '100::1',
  // multicast, reserved, broadcast
  '224.0.0.1',
  '239.255.255.255',
  '240.0.0.1',
  '255.255.255.255',
  'ff02::1',
  // IPv4 in the clothes of IPv6
  '::ffff:127.0.0.1',
  '::ffff:10.0.0.1',
  '::ffff:8.8.8.8',
  '::127.0.0.1',
  '64:ff9b::7f00:1',
  '64:ff9b:1::1',
  '2002:7f00:1::',
  '2001:0:7f00:1::',
  // no addresses
  '',
  'localhost',
  '127.1',
  '0x7f000001',
  '2130706433',
  '[::1]',
  '1.1.1.1:80',
];

const ACCEPTED = [
  '1.1.1.1',
  '8.8.8.8',
  '9.255.255.255',
  '11.0.0.0',
  '100.63.255.255',
  '100.128.0.0',
  '126.255.255.255',
  '128.0.0.1',
  '169.253.255.255',
  '172.15.255.255',
  '172.32.0.0',
  '192.167.255.255',
  '192.169.0.0',
  '223.255.255.255',
  '2400:3200::1',
  '2606:4700:4700::1111',
  '2a00:1450:4001:81b::200e',
];

describe('isPublicAddress', () => {
  it.each(REFUSED)('refuses %s', (address) => {
    expect(isPublicAddress(address)).toBe(false);
  });

  it.each(ACCEPTED)('accepts %s', (address) => {
    expect(isPublicAddress(address)).toBe(true);
  });
});
