/**
 * Turns a payload into the exact bytes of a request: checked against the schema, scrubbed, checked again. Used by the one function that sends,
 * and by the preview, so that the two cannot differ.
 */
import { gzipSync } from 'node:zlib';
import { ENDPOINTS, type EndpointName } from '../../protocol/endpoints.js';
import type { JsonValue, Scrubber } from '../privacy/scrub.js';

/** What is to be sent. */
export interface Outgoing {
  readonly endpoint: EndpointName;
  readonly payload: unknown;
  /** The same for every attempt to send the same thing; 32 lower-case hexadecimal digits. */
  readonly idempotencyKey: string;
}

/** A request as it goes over the wire. */
export interface PreparedRequest {
  readonly endpoint: EndpointName;
  readonly url: URL;
  /** Origin and path, for the log. */
  readonly destination: string;
  /** Names and values alternate, as Node's `http` takes them. */
  readonly headers: readonly string[];
  /** The body before compression. */
  readonly json: string;
  readonly body: Buffer;
  /** Request line, headers and compressed body: every byte inside the TLS connection. */
  readonly bytes: Buffer;
}

export type Preparation =
  | { readonly ok: true; readonly request: PreparedRequest }
  /** `problem` holds names of the schema, never values. */
  | { readonly ok: false; readonly problem: string };

/** What does not change from request to request. */
export interface RequestContext {
  readonly version: string;
  /** Called only once the gates are open: to know what to scrub, it asks the system for this machine's names and addresses. */
  readonly scrubber: () => Scrubber;
}

const IDEMPOTENCY_KEY = /^[0-9a-f]{32}$/;

export function prepareRequest(outgoing: Outgoing, baseUrl: string, context: RequestContext): Preparation {
  const { endpoint, idempotencyKey } = outgoing;
  const target = ENDPOINTS[endpoint];
  const before = target.check(outgoing.payload);
  if (!before.ok) return { ok: false, problem: describe(before.problems) };
  // The schema lets no free text through. Should it ever, the scrubber is the second line, and what it changed must still fit.
  const after = target.check(context.scrubber().json(before.payload as JsonValue));
  if (!after.ok) return { ok: false, problem: `scrubbed: ${describe(after.problems)}` };
  if (!IDEMPOTENCY_KEY.test(idempotencyKey)) return { ok: false, problem: 'the idempotency key is malformed' };

  const url = new URL(baseUrl + target.path);
  const json = JSON.stringify(after.payload);
  const body = gzipSync(json);
  const headers = [
    ...['Host', url.host],
    ...['User-Agent', `jetloop/${context.version}`],
    ...['Content-Type', 'application/json'],
    ...['Content-Encoding', 'gzip'],
    ...['Content-Length', String(body.length)],
    ...['Idempotency-Key', idempotencyKey],
    ...['Connection', 'close'],
  ];
  const lines = headers.flatMap((name, index) => (index % 2 === 0 ? [`${name}: ${headers[index + 1]!}`] : []));
  const head = `POST ${url.pathname} HTTP/1.1\r\n${lines.join('\r\n')}\r\n\r\n`;
  return {
    ok: true,
    request: {
      endpoint,
      url,
      destination: url.origin + url.pathname,
      headers,
      json,
      body,
      bytes: Buffer.concat([Buffer.from(head, 'latin1'), body]),
    },
  };
}

function describe(problems: readonly { readonly path: string; readonly message: string }[]): string {
  return problems.map(({ path, message }) => `${path} ${message}`).join('; ');
}
