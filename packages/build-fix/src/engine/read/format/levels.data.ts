import type { Level } from '@hone/core/diagnostics';

/** Words for levels that tools print, in lower case. One letter: pylint, flake8 and the short forms of linkers. */
export const LEVELS: ReadonlyMap<string, Level> = new Map<string, Level>([
  ...words('error', 'error err e fatal f failure failed critical panic severe exception'),
  ...words('error', 'fatal_error', 'fatal error', 'internal compiler error', 'error: internal compiler error'),
  ...words('warning', 'warning warn w'),
  ...words('note', 'note info information informational hint help n i convention c refactor r suggestion notice debug'),
]);

function words(level: Level, ...lists: string[]): [string, Level][] {
  const [first = '', ...rest] = lists;
  return [...first.split(' '), ...rest].map((word) => [word, level]);
}
