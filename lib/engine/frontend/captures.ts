/**
 * What the names mean that functions take from their surroundings, as plain data: whoever knows the values (the `scope` option, a loader)
 * describes them here, and the front end sees neither values nor functions, only their texts.
 */

/** What one captured name stands for, for as long as the kernel is used. */
export type Capture =
  | { readonly kind: 'constant'; readonly value: number | boolean | undefined }
  /** A typed array: the argument with this index, counted after those of the call. */
  | { readonly kind: 'array'; readonly hiddenIndex: number }
  /** A function of Math or Number, such as `Math.sqrt`. */
  | { readonly kind: 'builtin'; readonly name: string }
  /**
   * One of {@link SourceUnit.functions}. An element-wise one does something else for arrays than its text says: it may be called with
   * scalars only.
   */
  | { readonly kind: 'function'; readonly index: number; readonly isElementwise: boolean }
  /** An object that keeps its members, such as a module: what is known of those that are named. */
  | { readonly kind: 'object'; readonly members: ReadonlyMap<string, Capture> };

/** A function's text, and its surroundings. */
export interface FunctionText {
  readonly source: string;
  readonly captures: ReadonlyMap<string, Capture>;
}

/** A function with everything that it may call. */
export interface SourceUnit {
  /** The first is the function that is compiled. */
  readonly functions: readonly [FunctionText, ...FunctionText[]];
  /** Arrays that are captured. */
  readonly hiddenArguments: number;
  /** The function in whose text places are reported: not the first where that was made up around another one. */
  readonly reportedIndex: number;
}

/** A function that captures nothing. */
export function unitOf(source: string): SourceUnit {
  return { functions: [{ source, captures: new Map() }], hiddenArguments: 0, reportedIndex: 0 };
}

/** A text that two units share exactly when they are the same. */
export function describeUnit({ functions, reportedIndex }: SourceUnit): string {
  return JSON.stringify([
    reportedIndex,
    ...functions.map(({ source, captures }) => [source, describeCaptures(captures)]),
  ]);
}

function describeCaptures(captures: ReadonlyMap<string, Capture>): unknown[] {
  return [...captures].map(([name, capture]) => {
    switch (capture.kind) {
      case 'constant':
        return [name, { ...capture, value: describeConstant(capture.value) }];
      case 'object':
        return [name, describeCaptures(capture.members)];
      default:
        return [name, capture];
    }
  });
}

function describeConstant(value: number | boolean | undefined): string {
  return Object.is(value, -0) ? '-0' : String(value);
}
