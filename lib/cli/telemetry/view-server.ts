/**
 * Serves one page to one person: on a loopback address alone, under a path that only whoever started the viewer knows. It listens; it never
 * connects.
 */
import { randomBytes, timingSafeEqual } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { JetloopError } from '../../settings/errors.js';
import { CONTENT_SECURITY_POLICY } from './view-page.js';

const ADDRESS = '127.0.0.1';

const HEADERS = {
  'Content-Security-Policy': CONTENT_SECURITY_POLICY,
  'Content-Type': 'text/html; charset=utf-8',
  'Cache-Control': 'no-store',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Referrer-Policy': 'no-referrer',
  'X-Content-Type-Options': 'nosniff',
} as const;

/** A viewer that listens. */
export interface ViewServer {
  readonly url: string;
  close(): Promise<void>;
}

/**
 * Starts the viewer.
 *
 * @param port - 0 for any
 * @param print - makes the page anew for each visit
 */
export async function startViewServer(port: number, print: () => string): Promise<ViewServer> {
  const path = `/${randomBytes(32).toString('hex')}/`;
  const server = createServer((request, response) => {
    const { port: actual } = server.address() as AddressInfo;
    answer(request, response, `${ADDRESS}:${actual}`, path, print);
  });
  await new Promise<void>((settle, fail) => {
    server.once('error', ({ code }: NodeJS.ErrnoException) => {
      fail(new JetloopError('cannot-listen', `telemetry view: cannot listen on ${ADDRESS}, port ${port} (${code})`));
    });
    server.listen(port, ADDRESS, settle);
  });
  const { port: actual } = server.address() as AddressInfo;
  return {
    url: `http://${ADDRESS}:${actual}${path}`,
    close: () =>
      new Promise((settle) => {
        server.close(() => settle());
        server.closeAllConnections();
      }),
  };
}

function answer(
  request: IncomingMessage,
  response: ServerResponse,
  host: string,
  path: string,
  print: () => string,
): void {
  // A page of another site can make a browser come here under a name of its own; only our own address is answered.
  if (request.headers.host !== host || !isSame(request.url ?? '', path)) {
    response
      .writeHead(404, { ...HEADERS, 'Content-Type': 'text/plain; charset=utf-8' })
      .end('There is nothing here.\n');
    return;
  }
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    response.writeHead(405, { ...HEADERS, Allow: 'GET, HEAD' }).end();
    return;
  }
  const page = print();
  response.writeHead(200, { ...HEADERS, 'Content-Length': Buffer.byteLength(page) });
  response.end(request.method === 'HEAD' ? undefined : page);
}

/** Takes the same time wherever the two differ. */
function isSame(given: string, wanted: string): boolean {
  const one = Buffer.from(given);
  const other = Buffer.from(wanted);
  return one.length === other.length && timingSafeEqual(one, other);
}
