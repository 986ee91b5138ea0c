/** The base URL of everything outbound: what is accepted as one, and what counts as this machine itself. */
import { isIP } from 'node:net';

/**
 * Reads a base URL, and refuses what could leak: plain HTTP over a network, and user names, passwords, queries or fragments, which would put
 * secrets into every request line.
 *
 * @returns the URL without a trailing slash, or `undefined` for anything else
 */
export function parseBaseUrl(text: string): string | undefined {
  let url: URL;
  try {
    url = new URL(text);
  } catch {
    return undefined;
  }
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && isLoopbackHost(url.hostname))) return undefined;
  // An empty query or fragment leaves no trace in the parts of the URL.
  if (url.username !== '' || url.password !== '' || /[?#]/.test(text)) return undefined;
  return url.origin + url.pathname.replace(/\/+$/, '');
}

/** Whether a host of a URL is this machine itself. `localhost` is by RFC 6761; whoever connects checks what it resolves to. */
export function isLoopbackHost(host: string): boolean {
  return host === 'localhost' || isLoopbackAddress(host.replace(/^\[|\]$/g, ''));
}

/** Whether an address is of the loopback network. */
export function isLoopbackAddress(address: string): boolean {
  return isIP(address) === 4 ? address.startsWith('127.') : address === '::1' || address.startsWith('::ffff:127.');
}
