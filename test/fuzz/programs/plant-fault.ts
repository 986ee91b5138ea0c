/**
 * Positive control: makes a kernel wrong between front end and compiler, as a bug of the compiler would, so that a test can show that the
 * fuzzer finds it, makes it small and writes it down.
 */
import type { Kernel } from '../../../lib/engine/frontend/index.js';

export const FAULTS = ['swap-operator', 'widen-bound', 'drop-store'] as const;
export type Fault = (typeof FAULTS)[number];

/** Node of the IR, as far as faults look at it. */
type Node = Readonly<Record<string, unknown>>;

/** The kernel with the fault wherever it applies; the same fault stays in while the program is made smaller. */
export function plantFault(kernel: Kernel, fault: Fault): Kernel {
  return { ...kernel, body: rewrite(kernel.body, CHANGES[fault]) as Kernel['body'] };
}

/** What becomes of a node whose parts are rewritten already; undefined for nothing. */
type Change = (node: Node) => Node | undefined;

const CHANGES: Readonly<Record<Fault, Change>> = {
  'swap-operator': (node) => (node.op === 'f64.mul' ? { ...node, op: 'f64.add' } : node),
  'widen-bound': (node) => {
    const condition = node.condition as Node | undefined;
    return node.kind === 'loop' && condition?.op === 'f64.lt'
      ? { ...node, condition: { ...condition, op: 'f64.le' } }
      : node;
  },
  'drop-store': (node) => (node.kind === 'store' ? undefined : node),
};

function rewrite(value: unknown, change: Change): unknown {
  if (Array.isArray(value)) {
    return value.map((item) => rewrite(item, change)).filter((item) => item !== undefined);
  }
  if (typeof value !== 'object' || value === null) {
    return value;
  }
  const parts = Object.entries(value).map(([key, part]) => [key, rewrite(part, change)] as const);
  return change(Object.fromEntries(parts));
}
