import type { TomlInput } from './toml-edit-render.js';

/**
 * One step of a path: a key, an index of an array, or a predicate that picks the first item of an array that it is
 * true for. Items are plain values as smol-toml reads them.
 */
export type TomlStep = string | number | ((item: unknown, index: number) => boolean);

/** Keys and items from the top of the document: `['package', 'version']`, `['package', isRouter, 'version']`. */
export type TomlPath = readonly TomlStep[];

/** Where something new goes. */
export interface TomlPlacement {
  /**
   * `sorted`: in its place when its neighbours are in order, else at the end, as `cargo add` and `uv add` do.
   * `end` (default): behind its neighbours.
   */
  order?: 'end' | 'sorted';
  /**
   * How a new table is written. `inline`: `key = { … }`. `table`: under a header of its own. Default: `table` for a table
   * at the top of the document and for a new array of tables, `inline` elsewhere.
   */
  layout?: 'inline' | 'table';
}

/** One change of a TOML document. */
export type TomlChange =
  /** Gives a key or an item a value; adds the key, and the tables on the way to it, where they are missing. */
  | ({ op: 'set'; path: TomlPath; value: TomlInput } & TomlPlacement)
  /** Adds an item to an array, or a `[[table]]`; adds the array where it is missing. */
  | ({
      op: 'append';
      path: TomlPath;
      value: TomlInput;
      /** Not when an equal item is there. */ unique?: boolean;
    } & TomlPlacement)
  /** Takes a key, a table or an item away. One that is not there is no error. */
  | { op: 'remove'; path: TomlPath };
