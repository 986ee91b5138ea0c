/** Requests as data: what was sent, read back from its bytes, and what would be sent. Used by the preview, the log and the viewer. */
import { createHash } from 'node:crypto';
import { gunzipSync } from 'node:zlib';

/** A request, taken apart. */
export interface RequestDescription {
  /** Request line and headers, as they are. */
  readonly head: string;
  /** The body, decompressed and parsed; `undefined` where it cannot be. */
  readonly payload: unknown;
  /** Of the whole request. */
  readonly byteLength: number;
  readonly sha256: string;
  readonly base64: string;
}

const MAXIMUM_BODY_BYTES = 1 << 20;

export function describeRequest(bytes: Buffer): RequestDescription {
  const end = bytes.indexOf('\r\n\r\n');
  const headEnd = end === -1 ? bytes.length : end + 4;
  return {
    head: bytes.toString('latin1', 0, headEnd),
    payload: readBody(bytes.subarray(headEnd)),
    byteLength: bytes.length,
    sha256: createHash('sha256').update(bytes).digest('hex'),
    base64: bytes.toString('base64'),
  };
}

function readBody(body: Buffer): unknown {
  try {
    return JSON.parse(gunzipSync(body, { maxOutputLength: MAXIMUM_BODY_BYTES }).toString('utf8'));
  } catch {
    return undefined;
  }
}

/** For people: the head as it is, the body decompressed. */
export function printRequest({ head, payload, byteLength, sha256 }: RequestDescription): string {
  const lines = head.trimEnd().replaceAll('\r\n', '\n');
  return `${lines}\n\n${JSON.stringify(payload, undefined, 2)}\n\n(${byteLength} bytes with the body compressed, SHA-256 ${sha256})\n`;
}
