/** Finds tokens and passwords by the forms that their issuers gave them, in time linear in the length of the text. */
import type { Finding } from './finding.js';
import type { Survey } from './survey-text.js';

/**
 * One alternative per issuer. Lengths are bounded from below alone, and every repetition is over one class of characters that the text
 * around it does not share: there is nothing to backtrack into.
 */
const TOKENS = new RegExp(
  [
    // GitHub, GitLab, npm, PyPI
    'gh[pousr]_[A-Za-z0-9]{20,}',
    'github_pat_[A-Za-z0-9_]{20,}',
    'gl(?:pat|ptt|dt|rt)-[A-Za-z0-9_-]{16,}',
    'npm_[A-Za-z0-9]{20,}',
    'pypi-[A-Za-z0-9_-]{20,}',
    // Slack, Stripe, OpenAI and others that write sk-…
    'xox[abeoprs]-[A-Za-z0-9-]{10,}',
    '[srp]k_(?:live|test)_[A-Za-z0-9]{10,}',
    'sk-[A-Za-z0-9_-]{20,}',
    // Amazon, Google, Azure
    '(?:AKIA|ASIA|AROA|AIDA)[A-Z0-9]{16}',
    'AIza[A-Za-z0-9_-]{30,}',
    'ya29\\.[A-Za-z0-9_-]{20,}',
    'AccountKey=[A-Za-z0-9+/=]{20,}',
    // SendGrid, Hugging Face, DigitalOcean, Shopify
    'SG\\.[A-Za-z0-9_-]{16,}\\.[A-Za-z0-9_-]{16,}',
    'hf_[A-Za-z0-9]{20,}',
    'do[opr]_v1_[a-f0-9]{32,}',
    'shp(?:at|ca|pa|ss)_[a-fA-F0-9]{32}',
    // JSON Web Tokens
    'eyJ[A-Za-z0-9_-]{8,}\\.[A-Za-z0-9_-]{8,}(?:\\.[A-Za-z0-9_-]*)?',
    // Keys of our own
    'jl_[A-Za-z0-9_-]{16,}',
  ].join('|'),
  'g',
);
/** A credential has a capital or a digit, which the word after `basic` in a sentence has not. */
const HEADER = /\b(?:[Bb]earer|[Bb]asic|BEARER|BASIC)\s{1,8}(?=[a-z._~+/-]{0,256}[A-Z0-9=])[A-Za-z0-9._~+/=-]{8,}/g;
const CREDENTIALS = /:\/\/[^\s/?#@:"'<>]{0,128}:[^\s/?#@"'<>]{1,256}@/g;
const PASSWORD = /(?:password|passwd|passphrase|pwd)["']?\s{0,8}[=:]\s{0,8}["']?([^\s"'&;,<>{}()[\]]{4,})/gi;
/** In programs such names are followed by names of types and functions: what follows must be quoted, joined by `=`, or have a digit. */
const ASSIGNMENT =
  /(?:secret|token|api[_-]?key|access[_-]?key|private[_-]?key|license[_-]?key|credential|authorization)(?:["']?=|["']?\s{0,8}[=:]\s{0,8}(?=["'])|["']?\s{0,8}[=:]\s{0,8}(?=[^\s"'0-9&;,<>{}()[\]]{0,128}[0-9]))["']?([^\s"'&;,<>{}()[\]]{4,})/gi;
const KEY_BLOCK_START = '-----BEGIN ';
const KEY_BLOCK = /-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY[A-Z0-9 ]{0,20}-----/y;
const KEY_BLOCK_END = '-----END ';

/** @param survey - what the text contains, to leave out searches that cannot find anything */
export function findSecrets(text: string, survey: Survey, findings: Finding[]): void {
  if (survey.hasLongRun) search(TOKENS, text, findings);
  if (survey.runs.length > 0) search(HEADER, text, findings);
  if (survey.hasAt && survey.hasSlash && survey.colons > 1) search(CREDENTIALS, text, findings);
  if (survey.colons > 0 || survey.hasEquals) {
    search(PASSWORD, text, findings);
    search(ASSIGNMENT, text, findings);
  }
  if (survey.hyphens > 4) findKeyBlocks(text, findings);
}

function search(pattern: RegExp, text: string, findings: Finding[]): void {
  pattern.lastIndex = 0;
  for (let match = pattern.exec(text); match !== null; match = pattern.exec(text)) {
    // Of an assignment, the name may stay.
    const { length } = match[1] ?? match[0];
    findings.push({ start: pattern.lastIndex - length, end: pattern.lastIndex, kind: 'secret' });
  }
}

function findKeyBlocks(text: string, findings: Finding[]): void {
  for (let start = text.indexOf(KEY_BLOCK_START); start >= 0;) {
    KEY_BLOCK.lastIndex = start;
    if (KEY_BLOCK.test(text)) {
      const close = text.indexOf(KEY_BLOCK_END, KEY_BLOCK.lastIndex);
      const end = close < 0 ? text.length : Math.min(text.length, close + 60);
      findings.push({ start, end, kind: 'secret' });
      start = text.indexOf(KEY_BLOCK_START, end);
    } else {
      start = text.indexOf(KEY_BLOCK_START, start + 1);
    }
  }
}
