/** One line about a gate, for people. */
import type { Decision } from '../settings/gates.js';

export function describeDecision(decision: Decision): string {
  if (decision.open) return `open, to ${decision.baseUrl}`;
  return `closed: ${decision.message} (${decision.code}, from ${decision.origin})`;
}
