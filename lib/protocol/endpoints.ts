/** Every endpoint that the client can reach: its path, its class, and the check of what may be sent to it. */
import { validateCompatibilityRequest } from './compatibility.js';
import { STREAMS, streamOf, validateBatch, validateHeartbeat, type Problem, type Stream } from './telemetry.js';

/** A checked copy of a payload, or what is wrong with it. */
export type PayloadCheck =
  { readonly ok: true; readonly payload: object } | { readonly ok: false; readonly problems: readonly Problem[] };

export interface Endpoint {
  /** `license`: asked for by the user. `telemetry`: not. `lens`: telemetry that needs an opt-in and a license key besides. */
  readonly class: 'license' | 'telemetry' | 'lens';
  /** Below the base URL. It holds no parameters: what is sent is in the body alone. */
  readonly path: string;
  /** Whether the answer's body is of interest. */
  readonly answers: boolean;
  check(payload: unknown): PayloadCheck;
}

function telemetryEndpoint(stream: Stream): Endpoint {
  return {
    class: 'telemetry',
    path: `/v1/telemetry/${stream}`,
    answers: false,
    check: (payload) => {
      const check = validateBatch(payload);
      if (!check.ok) return check;
      return streamOf(check.batch) === stream
        ? { ok: true, payload: check.batch }
        : { ok: false, problems: [{ path: 'events', message: 'belong to another stream' }] };
    },
  };
}

export const ENDPOINTS = {
  [STREAMS[0]]: telemetryEndpoint(STREAMS[0]),
  [STREAMS[1]]: telemetryEndpoint(STREAMS[1]),
  [STREAMS[2]]: telemetryEndpoint(STREAMS[2]),
  heartbeat: {
    class: 'lens',
    path: '/v1/lens/heartbeat',
    answers: false,
    check: (payload) => {
      const check = validateHeartbeat(payload);
      return check.ok ? { ok: true, payload: check.heartbeat } : check;
    },
  },
  compatibility: {
    class: 'license',
    path: '/v1/compatibility',
    answers: true,
    check: (payload) => {
      const check = validateCompatibilityRequest(payload);
      return check.ok ? { ok: true, payload: check.request } : check;
    },
  },
} as const satisfies Record<string, Endpoint>;

export type EndpointName = keyof typeof ENDPOINTS;
export const ENDPOINT_NAMES = Object.keys(ENDPOINTS) as readonly EndpointName[];
