/**
 * The small language in which payloads are described. A payload is a closed record of enums, bounded numbers, flags, digests and counts; there
 * is no field type for a free string, so nothing that a program or its user wrote can be put into one. Types, the validator and the documentation
 * are all derived from one description.
 */

/** One of a fixed list of words. */
export interface EnumField<V extends string = string> {
  readonly type: 'enum';
  readonly values: readonly V[];
  readonly doc: string;
}

/** A whole number between two bounds, both included. */
export interface IntegerField {
  readonly type: 'integer';
  readonly minimum: number;
  readonly maximum: number;
  readonly doc: string;
}

export interface FlagField {
  readonly type: 'flag';
  readonly doc: string;
}

/** Lower-case hexadecimal digits, exactly that many: a digest, or random bytes. */
export interface HexField {
  readonly type: 'hex';
  readonly digits: number;
  readonly doc: string;
}

/** A package version: three bounded numbers, and at most one of three kinds of pre-release with a number. */
export interface VersionField {
  readonly type: 'version';
  readonly doc: string;
}

/** How many values fell between neighbouring bounds: one count more than there are bounds. The first bound is the end of the first bucket. */
export interface HistogramField {
  readonly type: 'histogram';
  readonly bounds: readonly number[];
  readonly unit: string;
  readonly doc: string;
}

/** How often each of a fixed list of words occurred; words that did not occur are left out. */
export interface CountsField<K extends string = string> {
  readonly type: 'counts';
  readonly keys: readonly K[];
  readonly doc: string;
}

export type Field = EnumField | IntegerField | FlagField | HexField | VersionField | HistogramField | CountsField;

/** The fields of one record. Every one of them is required, and no other is allowed. */
export type RecordSchema = Readonly<Record<string, Field>>;

/** The TypeScript type of a field's value. */
export type FieldValue<F extends Field> =
  F extends EnumField<infer V>
    ? V
    : F extends IntegerField
      ? number
      : F extends FlagField
        ? boolean
        : F extends HexField | VersionField
          ? string
          : F extends HistogramField
            ? readonly number[]
            : F extends CountsField<infer K>
              ? Readonly<Partial<Record<K, number>>>
              : never;

/** The TypeScript type of a record. */
export type RecordValue<S extends RecordSchema> = { readonly [K in keyof S]: FieldValue<S[K]> };

/** The largest count that is sent; larger ones are sent as this. */
export const MAXIMUM_COUNT = 1_000_000_000;

/** `^` and `$` do not see lines here: without the flag `m` they are the ends of the text. */
export const VERSION_PATTERN = /^\d{1,4}\.\d{1,4}\.\d{1,4}(?:-(?:alpha|beta|rc)\.\d{1,4})?$/;
