/** The viewer's page: plain HTML, made here, without scripts and without anything from elsewhere. */
import { createHash } from 'node:crypto';
import type { ExplainedField } from '../../trust/telemetry/explain-payload.js';

/** A request as the page shows it. */
export interface ShownRequest {
  readonly title: string;
  /** Request line and headers. */
  readonly head: string;
  readonly sha256: string;
  readonly byteLength: number;
  readonly fields: readonly ExplainedField[];
}

export interface PageContent {
  /** One line about whether telemetry is on, and why. */
  readonly state: string;
  /** One line about whether the log is whole. */
  readonly log: string;
  readonly waiting: readonly ShownRequest[];
  readonly sent: readonly ShownRequest[];
  /** How many older requests the log holds besides those shown. */
  readonly omitted: number;
}

const STYLE = `
body { font: 16px/1.5 system-ui, sans-serif; max-width: 64rem; margin: 2rem auto; padding: 0 1rem; color: #1d2330; background: #fff; }
h1 { font-size: 1.6rem; } h2 { font-size: 1.2rem; margin-top: 2.5rem; }
p.state { padding: .6rem .9rem; background: #eef2f8; border-radius: .4rem; }
details { border: 1px solid #d5dbe6; border-radius: .4rem; margin: .6rem 0; padding: .4rem .9rem; }
summary { cursor: pointer; font-weight: 600; }
table { border-collapse: collapse; width: 100%; margin: .6rem 0; }
th, td { text-align: left; vertical-align: top; padding: .3rem .6rem; border-bottom: 1px solid #e4e8f0; overflow-wrap: anywhere; }
pre, td.value, td.path { font-family: ui-monospace, monospace; font-size: .9rem; }
pre { background: #f6f8fb; padding: .6rem; overflow-x: auto; }
@media (prefers-color-scheme: dark) {
  body { color: #e3e8f2; background: #14171d; } p.state, pre { background: #1f2530; }
  details { border-color: #364052; } th, td { border-color: #2b3342; }
}
`;

/** The page's own style, and nothing else: no script, no image, no frame, no form, no other origin. */
export const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  `style-src 'sha256-${createHash('sha256').update(STYLE).digest('base64')}'`,
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

export function printPage({ state, log, waiting, sent, omitted }: PageContent): string {
  const older =
    omitted > 0 ? `<p>${omitted} older ${omitted === 1 ? 'request is' : 'requests are'} in the log.</p>` : '';
  return `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>jetloop telemetry</title><meta name="viewport" content="width=device-width"><style>${STYLE}</style></head>
<body>
<h1>jetloop telemetry</h1>
<p class="state" id="state">${escapeHtml(state)}</p>
<h2>Would be sent</h2>
<section id="waiting">${printRequests(waiting, 'Nothing waits that would be sent.')}</section>
<h2>Was sent</h2>
<p id="log">${escapeHtml(log)}</p>
<section id="sent">${printRequests(sent, 'Nothing was sent.')}</section>
${older}
</body>
</html>
`;
}

function printRequests(requests: readonly ShownRequest[], none: string): string {
  return requests.length === 0 ? `<p>${none}</p>` : requests.map(printRequest).join('\n');
}

function printRequest({ title, head, sha256, byteLength, fields }: ShownRequest): string {
  const rows = fields.map(
    ({ path, value, meaning }) =>
      `<tr><td class="path">${escapeHtml(path)}</td><td class="value">${escapeHtml(value)}</td><td>${escapeHtml(meaning)}</td></tr>`,
  );
  return `<details><summary>${escapeHtml(title)}</summary>
<pre>${escapeHtml(head.trimEnd())}</pre>
<table><thead><tr><th>field</th><th>value</th><th>meaning</th></tr></thead><tbody>
${rows.join('\n')}
</tbody></table>
<p>${byteLength} bytes with the body compressed, SHA-256 <code>${escapeHtml(sha256)}</code></p>
</details>`;
}

function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
}
