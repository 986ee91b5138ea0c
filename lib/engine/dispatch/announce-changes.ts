/** What dispatch tells those who listen to the channels of events. */
import { publish } from '../../events/channels.js';
import type { Plan } from './plan.js';
import type { Reason } from './refusals.js';
import type { RoutingReport } from './router.js';

export function announceRoute(functionName: string, signature: string, report: RoutingReport): void {
  publish('route', () => ({
    function: functionName,
    signature,
    size: report.size,
    route: report.route,
    javascriptMilliseconds: report.javascriptMilliseconds ?? NaN,
    nativeMilliseconds: report.nativeMilliseconds ?? NaN,
  }));
}

export function announceDeopt(functionName: string, plan: Plan, { code, message }: Reason): void {
  publish('deopt', () => ({ function: functionName, signature: plan.label, code, message }));
}

export function announceMismatch(functionName: string, plan: Plan, difference: string): void {
  publish('verify-mismatch', () => ({ function: functionName, signature: plan.label, difference }));
}
