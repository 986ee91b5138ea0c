/** What one part of a function needs of what the whole captures. */

import type { Capture, FunctionText, SourceUnit } from './captures.js';

/** A part of a function, as a function of its own. */
export interface RestrictedUnit {
  readonly unit: SourceUnit;
  /** The captured arrays that it needs, by their places among those of the whole. */
  readonly arrays: readonly number[];
}

type Captures = ReadonlyMap<string, Capture>;

/**
 * @param source - the text of the part
 * @param names - what it takes from the surroundings of the whole
 */
export function restrictUnit(whole: SourceUnit, source: string, names: ReadonlySet<string>): RestrictedUnit {
  const functions: FunctionText[] = [];
  const places = new Map<number, number>();
  const arrays: number[] = [];

  function restrictText(text: FunctionText): number {
    const index = functions.length;
    const captures = new Map<string, Capture>();
    functions.push({ source: text.source, captures });
    for (const [name, capture] of text.captures) captures.set(name, restrict(capture));
    return index;
  }

  function restrict(capture: Capture): Capture {
    switch (capture.kind) {
      case 'array': {
        if (!arrays.includes(capture.hiddenIndex)) arrays.push(capture.hiddenIndex);
        return { ...capture, hiddenIndex: arrays.indexOf(capture.hiddenIndex) };
      }
      case 'function': {
        let index = places.get(capture.index);
        if (index === undefined) {
          // Known before what it captures is looked at: functions may know each other.
          places.set(capture.index, (index = functions.length));
          restrictText(whole.functions[capture.index]!);
        }
        return { ...capture, index };
      }
      case 'object':
        return { ...capture, members: new Map([...capture.members].map(([name, member]) => [name, restrict(member)])) };
      default:
        return capture;
    }
  }

  const captures: Captures = new Map([...whole.functions[0].captures].filter(([name]) => names.has(name)));
  restrictText({ source, captures });
  return {
    unit: {
      functions: functions as unknown as SourceUnit['functions'],
      hiddenArguments: arrays.length,
      reportedIndex: 0,
    },
    arrays,
  };
}
