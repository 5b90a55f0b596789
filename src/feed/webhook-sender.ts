import { lookup as systemLookup, type LookupAddress } from 'node:dns';
import { lookup } from 'node:dns/promises';
import { request as plainRequest, type RequestOptions } from 'node:http';
import { request as secureRequest } from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import { isPublicAddress } from './public-address.js';
import { hostOf, targetFaults, type TargetRules } from './webhook-target.js';

const TIMEOUT_MS = 10_000;

/** What is sent. */
export interface Delivery {
  readonly url: string;
  readonly body: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** How it went; a status other than 2xx, a redirect too, is a failure. */
export interface Sent {
  readonly delivered: boolean;
  /** Null where no answer came. */
  readonly status: number | null;
  /** `HTTP_503`, `TIMEOUT`, `PRIVATE_ADDRESS`, `ECONNREFUSED`; null when delivered. */
  readonly error: string | null;
}

type Resolve = (host: string) => Promise<readonly LookupAddress[]>;

const resolveHost: Resolve = (host) => lookup(host, { all: true });

/** A host has an address that is not public. */
class PrivateAddress extends Error {
  readonly code = 'PRIVATE_ADDRESS';
}

/**
 * Asks for a host's addresses and refuses it if any of them is not public. It is the socket itself that asks, so that the
 * addresses that were looked at are those that are connected to, whatever the name says a moment later.
 */
const publicLookup: LookupFunction = (host, options, done) => {
  systemLookup(host, { ...options, all: true }, (error, addresses) => {
    const [first] = addresses;
    if (error !== null) done(error, []);
    else if (first === undefined || !addresses.every(({ address }) => isPublicAddress(address)))
      done(new PrivateAddress(host), []);
    else if (options.all === true) done(null, addresses);
    else done(null, first.address, first.family);
  });
};

/**
 * Whether the name of a URL's host leads, as far as can be told now, into the own network.
 * @param resolve asks for the addresses of a host.
 */
export async function leadsInside(url: string, resolve: Resolve = resolveHost): Promise<boolean> {
  const host = hostOf(new URL(url));
  if (isIP(host) !== 0) return !isPublicAddress(host);
  const addresses = await resolve(host).catch(() => []);
  return addresses.some(({ address }) => !isPublicAddress(address));
}

/** Posts a delivery; waits ten seconds at most, follows no redirect, keeps nothing of the answer but its status. */
export async function send(
  { url, body, headers }: Delivery,
  rules: TargetRules,
  timeoutMs = TIMEOUT_MS,
): Promise<Sent> {
  const [fault] = targetFaults(url, rules);
  if (fault !== undefined) return { delivered: false, status: null, error: fault.code };
  const options: RequestOptions = {
    method: 'POST',
    headers: { ...headers, 'content-length': Buffer.byteLength(body) },
    agent: false,
    signal: AbortSignal.timeout(timeoutMs),
    ...(rules.production && { lookup: publicLookup }),
  };
  try {
    const status = await post(new URL(url), options, body);
    const delivered = status >= 200 && status < 300;
    return { delivered, status, error: delivered ? null : `HTTP_${status}` };
  } catch (error) {
    return { delivered: false, status: null, error: nameOf(error) };
  }
}

function post(url: URL, options: RequestOptions, body: string): Promise<number> {
  const request = url.protocol === 'https:' ? secureRequest : plainRequest;
  return new Promise((resolve, reject) => {
    const sending = request(url, options, (answer) => {
      answer.on('error', () => undefined);
      resolve(answer.statusCode ?? 0);
      answer.destroy();
    });
    sending.on('error', reject);
    sending.end(body);
  });
}

/** The name of what went wrong, never its words, which may hold what the other side chose to say. */
function nameOf(error: unknown): string {
  const code = (error as { code?: unknown } | null)?.code;
  if (code === 'ABORT_ERR') return 'TIMEOUT';
  return typeof code === 'string' ? code : 'FAILED';
}
