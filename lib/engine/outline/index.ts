/** Partial compilation: a function that no kernel can hold, made anew from its text with calls in place of its hot loops. Text to text. */

export type { FreeName, Original, Strictness } from './check-copy.js';
export { mapPlace } from './map-place.js';
export type { Outline, OutlinedLoop } from './outline-function.js';
export { outlineFunction } from './outline-function.js';
export type { OutlineRefusal, OutlineRefusalCode } from './refusals.js';
export { OUTLINE_REFUSALS, outlineRefusal } from './refusals.js';
