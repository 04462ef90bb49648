import { isTable } from './toml-value.js';

/** What the standard says of one field of `[project]`. */
export interface ProjectField {
  /** For messages: `a string`. */
  type: string;
  accepts(value: unknown): boolean;
  /** A list or a table, which may be given and be dynamic at once (PEP 808). */
  partlyDynamic: boolean;
}

const isString = (value: unknown): value is string => typeof value === 'string';
const isStrings = (value: unknown): boolean => Array.isArray(value) && value.every(isString);
const isPeople = (value: unknown): boolean => Array.isArray(value) && value.every(isTable);
const isTableOf = (accepts: (value: unknown) => boolean) => (value: unknown) =>
  isTable(value) && Object.values(value).every(accepts);

const text: ProjectField = { type: 'a string', accepts: isString, partlyDynamic: false };
const textOrTable: ProjectField = {
  type: 'a string or a table',
  accepts: (value) => isString(value) || isTable(value),
  partlyDynamic: false,
};
const list: ProjectField = { type: 'an array of strings', accepts: isStrings, partlyDynamic: true };
const people: ProjectField = {
  type: 'an array of tables with `name` and `email`',
  accepts: isPeople,
  partlyDynamic: true,
};
const texts: ProjectField = { type: 'a table of strings', accepts: isTableOf(isString), partlyDynamic: true };

/**
 * The fields of `[project]`, as the specification "pyproject.toml" at packaging.python.org has them (PEP 621 with
 * 639, 794 and 808).
 */
export const projectFields: ReadonlyMap<string, ProjectField> = new Map([
  ['name', text],
  ['version', text],
  ['description', text],
  ['readme', textOrTable],
  ['requires-python', text],
  ['license', textOrTable],
  ['license-files', list],
  ['authors', people],
  ['maintainers', people],
  ['keywords', list],
  ['classifiers', list],
  ['urls', texts],
  ['scripts', texts],
  ['gui-scripts', texts],
  [
    'entry-points',
    { type: 'a table of tables of strings', accepts: isTableOf(isTableOf(isString)), partlyDynamic: true },
  ],
  ['dependencies', list],
  [
    'optional-dependencies',
    { type: 'a table of arrays of strings', accepts: isTableOf(isStrings), partlyDynamic: true },
  ],
  ['import-names', list],
  ['import-namespaces', list],
  ['dynamic', { type: 'an array of strings', accepts: isStrings, partlyDynamic: false }],
]);
