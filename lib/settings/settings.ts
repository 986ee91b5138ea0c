/** The settings in force: environment, `configure`, and one function's options, resolved. */
import type { AccelerateOptions, ConfigureOptions } from './options.js';
import { parseBaseUrl } from './base-url.js';
import { readVariables, type Level, type LogLevel, type VariableProblem, type VariableValues } from './variables.js';

/** What holds for one accelerated function. */
export interface FunctionSettings {
  /** The lowest ceiling that anyone set, or `'auto'` when nobody did. */
  readonly level: 'auto' | Level;
  /** The lowest limit that anyone set, `undefined` when nobody did. */
  readonly threads: number | undefined;
  /** The most that anyone wants left. */
  readonly reserveCores: number;
  /** `JETLOOP_FORCE_FALLBACK` is set. */
  readonly forceFallback: boolean;
  readonly compile: 'background' | 'sync';
  readonly verify: number;
}

let environment: { values: VariableValues; problems: VariableProblem[] } | undefined;
let configured: ConfigureOptions = {};
const waiting = new Set<() => void>();

/** The environment as it was when it was first asked for: later changes to `process.env` change nothing. */
export function environmentSettings(): VariableValues {
  environment ??= readVariables(process.env);
  return environment.values;
}

/** The variables whose values are not understood. */
export function environmentProblems(): readonly VariableProblem[] {
  environment ??= readVariables(process.env);
  return environment.problems;
}

/** Adds to what `configure` was told before. */
export function applyConfiguration(options: ConfigureOptions): void {
  configured = { ...configured, ...options };
  const listeners = [...waiting];
  waiting.clear();
  for (const listener of listeners) listener();
}

/** Calls back once, when {@link applyConfiguration} was told something. */
export function onceConfigured(listener: () => void): void {
  waiting.add(listener);
}

/** The base URL that the program itself named; `null` where it forbade any, `undefined` where it said nothing. */
export function configuredApiUrl(): string | null | undefined {
  const { apiUrl } = configured;
  return typeof apiUrl === 'string' ? parseBaseUrl(apiUrl) : apiUrl;
}

/** Resolves the settings of one function. Ceilings add up to the lowest; everything else prefers the more specific. */
export function resolveFunctionSettings(options: AccelerateOptions): FunctionSettings {
  const variables = environmentSettings();
  return {
    level: lowest([options.level, configured.level, variables.level]) ?? 'auto',
    threads: lowest([options.threads, configured.threads, variables.threads]),
    reserveCores: Math.max(configured.reserveCores ?? 0, variables.reserveCores ?? 0),
    forceFallback: variables.forceFallback,
    compile: options.compile ?? configured.compile ?? 'background',
    verify: options.verify ?? configured.verify ?? 0,
  };
}

/** The lowest of the numbers among the values, if there are any. */
function lowest<N extends number>(values: readonly (N | 'auto' | undefined)[]): N | undefined {
  const numbers = values.filter((value): value is N => typeof value === 'number');
  return numbers.length === 0 ? undefined : (Math.min(...numbers) as N);
}

/** What may be written to standard error now. */
export function resolveLogLevel(): LogLevel {
  return configured.logLevel ?? environmentSettings().logLevel;
}
