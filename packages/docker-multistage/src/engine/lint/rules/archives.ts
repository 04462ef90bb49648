/** The endings of archives that ADD unpacks, as hadolint has them. */
const ENDINGS = [
  '.tar',
  '.Z',
  '.bz2',
  '.gz',
  '.lz',
  '.lzma',
  '.tZ',
  '.tb2',
  '.tbz',
  '.tbz2',
  '.tgz',
  '.tlz',
  '.tpz',
  '.txz',
  '.xz',
];

export function isArchive(path: string): boolean {
  return ENDINGS.some((ending) => path.endsWith(ending));
}
