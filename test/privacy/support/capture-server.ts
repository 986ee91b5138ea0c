/** A TLS server on loopback that writes down every byte it is given, and answers as the test says. */
import type { AddressInfo, Server, Socket } from 'node:net';
import { createServer as createPlainServer } from 'node:net';
import { createServer, type TLSSocket } from 'node:tls';
import { gunzipSync } from 'node:zlib';
import type { Certificate } from './certificates.js';

/** One request, as its bytes came. */
export interface Captured {
  /** Everything inside the TLS connection. */
  readonly bytes: Buffer;
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Decompressed. */
  readonly body: string;
  /** The name that the client asked for in the handshake. */
  readonly servername: string;
  /** Milliseconds. */
  readonly at: number;
}

export interface Answer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

export interface CaptureServer {
  readonly url: string;
  readonly port: number;
  readonly requests: Captured[];
  /** Connections that were opened, TLS or not. */
  connections(): number;
  /** Every byte of every connection, decrypted, also those of broken requests. */
  allBytes(): Buffer;
  /** Changes the answers from now on; the hub may take its time. */
  answer: (request: Captured) => Answer | Promise<Answer>;
  close(): Promise<void>;
}

/**
 * Starts a server.
 *
 * @param certificate - none for plain HTTP
 */
export async function startCaptureServer(
  t: { teardown(handler: () => Promise<void> | void): void },
  certificate: Certificate | undefined,
): Promise<CaptureServer> {
  const requests: Captured[] = [];
  const chunks: Buffer[] = [];
  const open = new Set<Socket>();
  let connections = 0;
  const take = (socket: Socket): void => {
    const received: Buffer[] = [];
    socket.on('error', () => undefined);
    socket.on('data', (chunk: Buffer) => {
      chunks.push(chunk);
      received.push(chunk);
      const request = readRequest(Buffer.concat(received), (socket as Partial<TLSSocket>).servername);
      if (request === undefined) return;
      requests.push(request);
      void Promise.resolve(self.answer(request)).then((answer) => socket.end(printAnswer(answer)));
    });
  };
  const server: Server =
    certificate === undefined ? createPlainServer(take) : createServer({ ...certificate, minVersion: 'TLSv1.2' }, take);
  server.on('connection', (socket: Socket) => {
    connections++;
    open.add(socket);
    socket.on('error', () => undefined);
    socket.on('close', () => open.delete(socket));
  });
  await new Promise<void>((settle) => server.listen(0, '127.0.0.1', settle));
  const { port } = server.address() as AddressInfo;
  const self: CaptureServer = {
    url: `${certificate === undefined ? 'http' : 'https'}://127.0.0.1:${port}`,
    port,
    requests,
    connections: () => connections,
    allBytes: () => Buffer.concat(chunks),
    answer: () => ({ status: 202 }),
    close: () =>
      new Promise((settle) => {
        server.close(() => settle());
        for (const socket of open) socket.destroy();
      }),
  };
  t.teardown(() => self.close());
  return self;
}

function printAnswer({ status, headers = {}, body = '' }: Answer): string {
  const lines = Object.entries({ 'Content-Length': String(Buffer.byteLength(body)), ...headers });
  return `HTTP/1.1 ${status} X\r\n${lines.map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\n${body}`;
}

/** `undefined` while the request is incomplete. */
function readRequest(bytes: Buffer, servername: unknown): Captured | undefined {
  const end = bytes.indexOf('\r\n\r\n');
  if (end === -1) return undefined;
  const [first = '', ...lines] = bytes.toString('latin1', 0, end).split('\r\n');
  const headers = Object.fromEntries(
    lines.map((line) => [line.slice(0, line.indexOf(':')).toLowerCase(), line.slice(line.indexOf(':') + 1).trim()]),
  );
  const body = bytes.subarray(end + 4);
  if (body.length < Number(headers['content-length'] ?? 0)) return undefined;
  const [method = '', url = ''] = first.split(' ');
  return {
    bytes,
    method,
    url,
    headers,
    body: headers['content-encoding'] === 'gzip' ? gunzipSync(body).toString('utf8') : body.toString('utf8'),
    servername: typeof servername === 'string' ? servername : '',
    at: Date.now(),
  };
}
