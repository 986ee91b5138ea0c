/**
 * The only file of the package that opens a client socket. In this order: the gates are asked, the payload is checked and scrubbed, every byte is
 * written to the local log, the gates are asked again, and only then is a name resolved or a connection made. The import rules and a test see to it
 * that there is no other way out.
 */
import { lookup as resolve, type LookupAddress } from 'node:dns';
import { request as requestHttp, type ClientRequest, type IncomingMessage } from 'node:http';
import { request as requestHttps, type RequestOptions } from 'node:https';
import type { LookupFunction } from 'node:net';
import { ENDPOINTS } from '../../protocol/endpoints.js';
import { isLoopbackAddress, isLoopbackHost } from '../../settings/base-url.js';
import { currentInputs, decide, type ClosedCode } from '../../settings/gates.js';
import { isCredentialStored } from '../licensing/find-stored-credential.js';
import type { AuditLog } from '../telemetry/audit-log.js';
import { prepareRequest, type Outgoing, type PreparedRequest, type RequestContext } from './prepare-request.js';

/** What became of a request. */
export type SendResult =
  | {
      readonly outcome: 'answered';
      readonly status: number;
      /** The header as it came, where one did. */
      readonly retryAfter?: string;
      /** At most {@link SendPolicy.maximumAnswerBytes}; empty where the answer is of no interest. */
      readonly body: string;
    }
  /** Nothing was resolved, connected or sent. */
  | { readonly outcome: 'closed'; readonly code: ClosedCode; readonly message: string }
  | { readonly outcome: 'not-permitted' }
  | { readonly outcome: 'invalid'; readonly problem: string }
  | { readonly outcome: 'not-logged'; readonly reason: string }
  /** It is unknown whether the hub got it. */
  | { readonly outcome: 'failed'; readonly reason: string };

/** The numbers, in one place so that tests can set their own. */
export interface SendPolicy {
  /** From the first byte resolved to the last byte read, whatever the other side does. */
  readonly deadlineMilliseconds: number;
  readonly maximumAnswerBytes: number;
}

export const DEFAULT_SEND_POLICY: SendPolicy = { deadlineMilliseconds: 10_000, maximumAnswerBytes: 16_384 };

export interface SendContext extends RequestContext {
  readonly auditLog: AuditLog;
  /** Asked right before the connection, in addition to the gates: it can stop a request, never allow one that they stop. */
  readonly isPermitted?: () => Promise<boolean>;
  readonly policy?: Partial<SendPolicy>;
}

/** Sends one request, or says why not. Never throws for anything that the network does. */
export async function send(outgoing: Outgoing, context: SendContext): Promise<SendResult> {
  const first = askGates(outgoing);
  if (!first.open) return { outcome: 'closed', code: first.code, message: first.message };
  const prepared = prepareRequest(outgoing, first.baseUrl, context);
  if (!prepared.ok) return { outcome: 'invalid', problem: prepared.problem };
  const { request } = prepared;

  if (context.isPermitted !== undefined && !(await context.isPermitted())) return { outcome: 'not-permitted' };
  const logged = await context.auditLog.append({
    destination: request.destination,
    requestClass: ENDPOINTS[outgoing.endpoint].class === 'license' ? 'license' : 'telemetry',
    bytes: request.bytes,
  });
  if (!logged.ok) return { outcome: 'not-logged', reason: logged.reason };
  const last = askGates(outgoing);
  if (!last.open) return { outcome: 'closed', code: last.code, message: last.message };
  if (last.baseUrl !== first.baseUrl) return { outcome: 'failed', reason: 'the API URL changed' };
  return exchange(request, { ...DEFAULT_SEND_POLICY, ...context.policy });
}

function askGates({ endpoint }: Outgoing): ReturnType<typeof decide> {
  const { class: endpointClass } = ENDPOINTS[endpoint];
  return decide(endpointClass, currentInputs(endpointClass === 'lens' && isCredentialStored()));
}

/** One request, one answer, one connection, within the deadline. Redirections are not followed: they would lead to another origin. */
function exchange(prepared: PreparedRequest, policy: SendPolicy): Promise<SendResult> {
  return new Promise((settle) => {
    const request = open(prepared);
    const end = (result: SendResult): void => {
      clearTimeout(deadline);
      request.destroy();
      settle(result);
    };
    const deadline = setTimeout(() => end({ outcome: 'failed', reason: 'timeout' }), policy.deadlineMilliseconds);
    request.on('error', (error) => end({ outcome: 'failed', reason: describeError(error) }));
    request.on('close', () => end({ outcome: 'failed', reason: 'closed' }));
    request.on('response', (response) => {
      if (!ENDPOINTS[prepared.endpoint].answers) {
        end(answer(response, ''));
        return;
      }
      const chunks: Buffer[] = [];
      let length = 0;
      response.on('data', (chunk: Buffer) => {
        chunks.push(chunk);
        length += chunk.length;
        if (length > policy.maximumAnswerBytes) end({ outcome: 'failed', reason: 'the answer is too large' });
      });
      response.on('error', (error) => end({ outcome: 'failed', reason: describeError(error) }));
      response.on('end', () => end(answer(response, Buffer.concat(chunks).toString('utf8'))));
    });
    request.end(prepared.body);
  });
}

function open({ url, headers }: PreparedRequest): ClientRequest {
  const options: RequestOptions & { readonly setDefaultHeaders: boolean } = {
    protocol: url.protocol,
    hostname: url.hostname.replace(/^\[|\]$/g, ''),
    port: url.port === '' ? undefined : Number(url.port),
    path: url.pathname,
    method: 'POST',
    headers,
    // The headers above are all there are: what is logged is what is sent.
    setDefaultHeaders: false,
    // No connection is kept, and no agent that the program installed is used.
    agent: false,
  };
  if (url.protocol === 'https:') {
    // Said explicitly, because NODE_TLS_REJECT_UNAUTHORIZED=0 in the environment would otherwise be heard.
    return requestHttps({ ...options, rejectUnauthorized: true, minVersion: 'TLSv1.2' });
  }
  // The gates let plain HTTP through for this machine alone; a name has to lead here, too.
  if (url.protocol !== 'http:' || !isLoopbackHost(url.hostname))
    throw new Error('unreachable: the gates refuse this URL');
  return requestHttp({ ...options, lookup: resolveLoopback });
}

const resolveLoopback: LookupFunction = (host, options, callback) => {
  resolve(host, options, (error, address: string | LookupAddress[], family) => {
    // Where there is an error, there is no address.
    const addresses = error !== null || typeof address !== 'string' ? address : [{ address }];
    const isLocal = error !== null || (addresses as LookupAddress[]).every((one) => isLoopbackAddress(one.address));
    callback(isLocal ? error : new Error('not a loopback address'), address, family);
  });
};

function answer({ statusCode, headers }: IncomingMessage, body: string): SendResult {
  const retryAfter = headers['retry-after'];
  return {
    outcome: 'answered',
    status: statusCode ?? 0,
    body,
    ...(retryAfter !== undefined && { retryAfter }),
  };
}

/** The code alone: messages hold host names and addresses. */
function describeError(error: Error): string {
  return (error as NodeJS.ErrnoException).code ?? error.name;
}
