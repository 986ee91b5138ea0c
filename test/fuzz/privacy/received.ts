/** What a hub received, and what about it would be wrong whatever else happens. */
import { createHash } from 'node:crypto';
import type { Captured } from '../../privacy/support/capture-server.js';

export class Received {
  arrivals = 0;
  readonly faults: string[] = [];
  /** Digest of the content by key, and the other way round. */
  private readonly contents = new Map<string, string>();
  private readonly keys = new Map<string, string>();
  /** Digests of whole requests. */
  readonly requests = new Set<string>();

  has(key: string): boolean {
    return this.contents.has(key);
  }

  /** Arrivals of a batch that had arrived before, which the key tells a hub. */
  get repeated(): number {
    return this.arrivals - this.contents.size;
  }

  get distinct(): number {
    return this.contents.size;
  }

  note({ bytes, body, headers }: Captured): void {
    this.arrivals++;
    this.requests.add(digestOf(bytes));
    const { idempotencyKey: key, events } = JSON.parse(body) as { idempotencyKey: string; events: unknown };
    if (headers['idempotency-key'] !== key) this.faults.push(`${key} has another key in its header`);
    const content = digestOf(JSON.stringify(events));
    if ((this.contents.get(key) ?? content) !== content) this.faults.push(`${key} arrived with two contents`);
    if ((this.keys.get(content) ?? key) !== key) this.faults.push(`the content of ${key} arrived under two keys`);
    this.contents.set(key, content);
    this.keys.set(content, key);
  }
}

export function digestOf(bytes: Uint8Array | string): string {
  return createHash('sha256').update(bytes).digest('hex');
}
