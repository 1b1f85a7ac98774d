import type { z } from 'zod';
import type { FunctionDefinition } from '../../core/media-function';

export type Language = 'en' | 'zh';

/** The closed choices of a parameter's value (`'jpg' | 'png'`, or the elements of a list of choices), as object keys. */
type OptionKey<T> = T extends readonly (infer Element)[]
  ? OptionKey<Element>
  : T extends string
    ? string extends T
      ? never
      : T
    : T extends number
      ? number extends T
        ? never
        : `${T}`
      : never;

type OptionWords<T> = [OptionKey<T>] extends [never]
  ? { readonly options?: Readonly<Record<string, string>> }
  : { readonly options: Readonly<Record<OptionKey<T>, string>> };

/** Words of one form field. `help` is one short sentence shown under it. */
export type ParamText<T = unknown> = { readonly label: string; readonly help?: string } & OptionWords<T>;

/**
 * Every word a person reads about one function, in one language.
 * `reasons`, `result`: free keys, for the `reason(s)` the function emits and for its result page.
 */
export interface FunctionText<D extends FunctionDefinition = FunctionDefinition> {
  /** Two to four words: the card and the page title. */
  readonly title: string;
  /** One sentence: what comes out. */
  readonly summary: string;
  readonly inputs: Readonly<
    Record<keyof D['inputs'] & string, { readonly label: string; readonly help?: string }>
  >;
  readonly params: {
    readonly [N in keyof D['params']['shape'] & string]: ParamText<z.output<D['params']['shape'][N]>>;
  };
  readonly stages: Readonly<Record<D['stages'][number]['id'], string>>;
  /** Keyed by the codes in the Result JSON, e.g. `{ sharp: 'Sharp', 'no-shots': 'Nothing was found' }`. */
  readonly reasons: Readonly<Record<string, string>>;
  /** Words of the result page; `{name}` is filled by `fill()`. */
  readonly result: Readonly<Record<string, string>>;
}

/** The same keys with free words: makes the second language complete by type. */
export type SameWords<T> = { readonly [K in keyof T]: T[K] extends string ? string : SameWords<T[K]> };

/** `fill('{count} covers', { count: 3 })` -> `3 covers`. */
export const fill = (words: string, values: Readonly<Record<string, string | number>>): string =>
  words.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
