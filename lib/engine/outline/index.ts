/**
 * Partial compilation: a function that no kernel can hold, made anew from its text with a question in front of each hot loop. Text to text; what
 * comes out is plain data.
 */

export type { MapPiece } from './map-place.js';
export { mapPlace } from './map-place.js';
export type { Outline, OutlinedLoop, OutlineResult } from './outline-function.js';
export { outlineFunction } from './outline-function.js';
export type { Original, Strictness } from './check-copy.js';
export type { OutlineRefusal, OutlineRefusalCode } from './refusals.js';
export { OUTLINE_REFUSALS } from './refusals.js';
export { HOOKS } from './write-function.js';
