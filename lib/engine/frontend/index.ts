/** The front end: the source of a function and the types of a call's arguments to a kernel, or to the reasons why not. */

export type { AbandonCode, AbandonRule, AbandonSite } from './abandonments.js';
export { ABANDONMENTS } from './abandonments.js';
export type { AnalyzedFunction, AnalysisResult } from './analyze.js';
export { analyzeSource } from './analyze.js';
export type { Capture, FunctionText, SourceUnit } from './captures.js';
export { describeUnit, unitOf } from './captures.js';
export type { BuiltinFunction } from './builtins.js';
export type { ArgumentType } from './infer-types.js';
export type { LoweredFunction, LowerOptions, LowerResult, PlainArgument } from './lower.js';
export { lowerFunction } from './lower.js';
export type { Refusal, RefusalCode } from './refusals.js';
export { REFUSALS } from './refusals.js';
export type { ArrayParameter, ElementKind, Kernel, Parameter, Position, ScalarParameter } from './ir.js';
export { printKernel } from './print.js';
export type { ResultShape, ResultShapes } from './result-shapes.js';
export { IrSyntaxError, readKernel } from './read.js';
export type { Problem } from './verify.js';
export { verifyKernel } from './verify.js';
export { Abandoned, interpretKernel } from './interpret.js';
