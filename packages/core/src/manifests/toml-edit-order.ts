/**
 * The index at which something new goes into a list.
 *
 * @param order `sorted`: before the first that is greater, when the list is in order; the end otherwise
 */
export function insertAt(names: readonly string[], name: string, order: 'end' | 'sorted' = 'end'): number {
  if (order === 'end') return names.length;
  const keys = names.map(sortKey);
  if (keys.some((key, i) => i > 0 && key < keys[i - 1]!)) return names.length;
  const own = sortKey(name);
  const index = keys.findIndex((key) => key > own);
  return index < 0 ? names.length : index;
}

/** A requirement counts by its package, without case and with `_` as `-`; a path counts as a whole. */
function sortKey(name: string): string {
  const package_ = name.includes('/') ? name : (/^[\w.-]+/.exec(name)?.[0] ?? name);
  return package_.toLowerCase().replaceAll('_', '-');
}
