/** How many parameters a function has: `length` stops at the first that has a default value. */

/**
 * Counts the parameters in a function's text without parsing it, for the price of reading its head.
 *
 * @returns undefined where the head is not of a form that this can read, or has a rest parameter
 */
export function countParameters(source: string): number | undefined {
  // Most functions begin like this. To look at one character is much faster than to compile a pattern of letters for the first time.
  const isOrdinary = source.startsWith('(') || source.startsWith('function');
  if (!isOrdinary && /^(?:async\s+)?[\p{L}\p{N}_$]+\s*=>/u.test(source)) return 1;
  let depth = 0;
  let count = 0;
  let isEmpty = true;
  for (let at = 0; at < source.length; at++) {
    const character = source[at]!;
    if (character === '/' && (source[at + 1] === '/' || source[at + 1] === '*')) {
      const end = source[at + 1] === '/' ? source.indexOf('\n', at) : source.indexOf('*/', at + 2) + 1;
      if (end <= 0) return undefined;
      at = end;
      continue;
    }
    if (depth === 0) {
      if (character === '(') depth = 1;
      else if (!/[\w$\s*#]/.test(character) && !/[\p{L}\p{N}]/u.test(character)) return undefined;
      continue;
    }
    if (/\s/.test(character)) continue;
    // Texts, templates and regular expressions may hold brackets that are none.
    if (`'"\`/`.includes(character) || source.startsWith('...', at)) return undefined;
    if (character === ')' && depth === 1) return count + (isEmpty ? 0 : 1);
    if ('([{'.includes(character)) depth++;
    if (')]}'.includes(character)) depth--;
    if (character === ',' && depth === 1) {
      count++;
      isEmpty = true;
    } else {
      isEmpty = false;
    }
  }
  return undefined;
}
