/** Hubs that do everything wrong, on loopback. */
import { createServer as createPlainServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { createServer } from 'node:tls';
import type { Certificate } from './certificates.js';

/**
 * `silent` accepts and never says a word, like a black hole behind a load balancer; `refusing` has no one listening; `dripping` answers a byte at a time,
 * for ever; `babbling` answers with bytes that are no TLS; `garbling` with bytes that are no HTTP.
 */
export const HOSTILE_MODES = ['silent', 'refusing', 'dripping', 'babbling', 'garbling'] as const;
export type HostileMode = (typeof HOSTILE_MODES)[number];

const DRIP_MILLISECONDS = 50;

export interface HostileHub {
  readonly url: string;
  close(): Promise<void>;
}

export async function startHostileHub(
  t: { teardown(handler: () => Promise<void>): void } | undefined,
  mode: HostileMode,
  certificate: Certificate,
): Promise<HostileHub> {
  const open = new Set<Socket>();
  const isTls = mode === 'dripping' || mode === 'garbling';
  const server: Server = isTls
    ? createServer(certificate, (socket) => answer(socket, mode))
    : createPlainServer((socket) => answer(socket, mode));
  server.on('connection', (socket: Socket) => {
    open.add(socket);
    socket.on('error', () => undefined);
    socket.on('close', () => open.delete(socket));
  });
  await new Promise<void>((settle) => server.listen(0, '127.0.0.1', settle));
  const { port } = server.address() as AddressInfo;
  const close = (): Promise<void> =>
    new Promise((settle) => {
      server.close(() => settle());
      for (const socket of open) socket.destroy();
    });
  if (mode === 'refusing') await close();
  else t?.teardown(close);
  return { url: `https://127.0.0.1:${port}`, close: mode === 'refusing' ? () => Promise.resolve() : close };
}

function answer(socket: Socket, mode: HostileMode): void {
  socket.on('error', () => undefined);
  if (mode === 'babbling') socket.write(Buffer.alloc(4096, 0xa5));
  if (mode === 'garbling') socket.write('\0\u00ff!! this is not HTTP\r\n\r\n'.repeat(100));
  if (mode === 'dripping') {
    socket.write('HTTP/1.1 200 OK\r\nX-Drip: ');
    const timer = setInterval(() => socket.write('x'), DRIP_MILLISECONDS);
    socket.on('close', () => clearInterval(timer));
  }
}
