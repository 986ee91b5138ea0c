/** What reports call a function. */

/** Its own name; programs may have put anything there. */
export function functionName(fn: (...args: never[]) => unknown): string {
  const { name } = fn as { readonly name?: unknown };
  return typeof name === 'string' && name !== '' ? name : 'anonymous';
}
