import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { leadsInside, send } from './webhook-sender.js';

const OUTSIDE_PRODUCTION = { production: false };
const PRODUCTION = { production: true };

let server: Server;
let port: number;
let requests: number;

beforeEach(async () => {
  requests = 0;
  server = createServer((request, response) => {
    requests += 1;
    if (request.url === '/silent') return;
    response.writeHead(Number(request.url?.slice(1))).end('whatever it says');
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  ({ port } = server.address() as AddressInfo);
});

afterEach(async () => {
  server.closeAllConnections();
  await new Promise((done) => server.close(done));
});

const delivery = (path: string, scheme = 'http', host = '127.0.0.1') => ({
  url: `${scheme}://${host}:${port}${path}`,
  body: '{}',
  headers: {},
});

describe('send', () => {
  it.each([200, 202, 204])('has delivered at %i', async (status) => {
    const sent = await send(delivery(`/${status}`), OUTSIDE_PRODUCTION);
    expect(sent).toEqual({ delivered: true, status, error: null });
  });

  it.each([301, 304, 307, 400, 410, 500])('has failed at %i', async (status) => {
    const sent = await send(delivery(`/${status}`), OUTSIDE_PRODUCTION);
    expect(sent).toEqual({ delivered: false, status, error: `HTTP_${status}` });
    expect(requests).toBe(1);
  });

  it('waits no longer than it should for an answer', async () => {
    const sent = await send(delivery('/silent'), OUTSIDE_PRODUCTION, 50);
    expect(sent).toEqual({ delivered: false, status: null, error: 'TIMEOUT' });
  });

  it('tells by its name what went wrong', async () => {
    const nobody = { ...delivery('/200'), url: 'http://127.0.0.1:1/' };
    expect(await send(nobody, OUTSIDE_PRODUCTION)).toEqual({
      delivered: false,
      status: null,
      error: 'ECONNREFUSED',
    });
  });

  it('connects in production to no address inside, whatever name leads there', async () => {
    const refused = { delivered: false, status: null, error: 'PRIVATE_ADDRESS' };
    expect(await send(delivery('/200', 'https', 'localhost'), PRODUCTION)).toEqual(refused);
    expect(await send(delivery('/200', 'https', '127.0.0.1'), PRODUCTION)).toEqual(refused);
    expect(requests).toBe(0);
  });
});

describe('leadsInside', () => {
  const asking = (...addresses: string[]) =>
    leadsInside('https://his.example.com/', () =>
      Promise.resolve(addresses.map((address) => ({ address, family: 4 }))),
    );

  it('looks at every address of the host', async () => {
    expect(await asking('1.1.1.1', '8.8.8.8')).toBe(false);
    expect(await asking('1.1.1.1', '10.0.0.1')).toBe(true);
    expect(await asking('169.254.169.254')).toBe(true);
  });

  it('looks at an address that stands in the URL itself', async () => {
    const unasked = () => Promise.reject(new Error('asked'));
    expect(await leadsInside('https://[::1]/', unasked)).toBe(true);
    expect(await leadsInside('https://1.1.1.1/', unasked)).toBe(false);
  });

  it('leaves a host that is not known yet to the attempts', async () => {
    expect(await leadsInside('https://his.example.com/', () => Promise.reject(new Error('ENOTFOUND')))).toBe(
      false,
    );
  });
});
