/** What a kernel that returns more than a number or boolean leaves for its caller: how the result is made from the result array. */

/** One of the things that a function returns; slots are elements of the result array. */
export type ResultShape =
  | { readonly kind: 'undefined' }
  /** The number itself, or 0 and 1; where it may be undefined, `defined` is the slot that says so. */
  | { readonly kind: 'number' | 'boolean'; readonly slot: number; readonly defined?: number }
  /** The very argument, or captured array, with this index. */
  | { readonly kind: 'argument'; readonly index: number }
  | { readonly kind: 'array'; readonly items: readonly ResultShape[] }
  /** The properties in the order in which the program creates them. */
  | { readonly kind: 'object'; readonly fields: readonly (readonly [name: string, value: ResultShape])[] };

/**
 * The shapes that a kernel can return: the number that it gives is an index of this list. A kernel without one returns the result
 * itself.
 */
export type ResultShapes = readonly ResultShape[];
