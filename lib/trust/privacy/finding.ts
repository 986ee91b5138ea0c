/** A stretch of text that must not leave the machine. */
export interface Finding {
  readonly start: number;
  readonly end: number;
  readonly kind: FindingKind;
}

/** What is put in its place, in angle brackets. */
export type FindingKind = 'host' | 'user' | 'home' | 'email' | 'address' | 'mac' | 'secret' | 'encoded';

/** Puts `<kind>` in the place of each finding; of those that overlap, one for all. */
export function replaceFindings(text: string, findings: readonly Finding[]): string {
  if (findings.length === 0) return text;
  const sorted = [...findings].sort((a, b) => a.start - b.start || b.end - a.end);
  let result = '';
  let copied = 0;
  let current = sorted[0]!;
  for (const next of sorted) {
    if (next.start < current.end) {
      if (next.end > current.end) current = { ...current, end: next.end };
      continue;
    }
    result += `${text.slice(copied, current.start)}<${current.kind}>`;
    copied = current.end;
    current = next;
  }
  return `${result}${text.slice(copied, current.start)}<${current.kind}>${text.slice(current.end)}`;
}
