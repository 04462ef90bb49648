import { type Block, splitBlocks } from './blocks.js';
import { packageKey, type PnpmSlice } from './pnpm-lock.js';

/** What stays besides importers and packages. */
export interface PnpmKeeps {
  slice: PnpmSlice;
  rootDependency(name: string, table: string): boolean;
  /** By the catalog's name and the package's. */
  catalogEntry(catalog: string, name: string): boolean;
  /** By the key of `patchedDependencies`. */
  patch(key: string): boolean;
}

/** The text of a `pnpm-lock.yaml` with only a slice: entries keep their lines. */
export function cutPnpmLock(text: string, keeps: PnpmKeeps): string {
  const { head, blocks } = splitBlocks(text.replace(/\r\n/g, '\n'), 0);
  const isNew = /^snapshots:/m.test(text);
  const sections = blocks.map(({ key, text: section }) => cutSection(key, section, keeps, isNew));
  // Sections stand apart by an empty line, whatever their last entry was.
  const parts = [head, ...sections].map((section) => section.trimEnd()).filter(Boolean);
  return `${parts.join('\n\n')}\n`;
}

function cutSection(key: string, section: string, keeps: PnpmKeeps, isNew: boolean): string {
  const { slice } = keeps;
  switch (key) {
    case 'importers':
      return filterBlocks(
        section,
        2,
        (each) => slice.importers.includes(each.key),
        (each) => (each.key === '.' ? cutImporter(each.text, keeps) : each.text),
      );
    case 'packages': {
      const kept = isNew ? new Set([...slice.packages].map(packageKey)) : slice.packages;
      return filterBlocks(section, 2, (each) => kept.has(each.key));
    }
    case 'snapshots':
      return filterBlocks(
        section,
        2,
        (each) => slice.packages.has(each.key),
        (each) => withOptional(each.text, !slice.needed.has(each.key)),
      );
    case 'catalogs':
      return filterBlocks(
        section,
        2,
        () => true,
        (catalog) => filterBlocks(catalog.text, 4, (each) => keeps.catalogEntry(catalog.key, each.key)),
      );
    case 'patchedDependencies':
      return filterBlocks(section, 2, (each) => keeps.patch(each.key));
    default:
      return section;
  }
}

/** A table without the entries that go; nothing when none is left. */
function filterBlocks(
  table: string,
  indent: number,
  stays: (block: Block) => boolean,
  change: (block: Block) => string = ({ text }) => text,
): string {
  const [first = '', ...rest] = table.split(/(?<=\n)/);
  const { head, blocks } = splitBlocks(rest.join(''), indent);
  const kept = blocks.filter(stays).map(change).filter(Boolean);
  return kept.length === 0 ? '' : first + head + kept.join('');
}

function cutImporter(text: string, { rootDependency }: PnpmKeeps): string {
  const cut = filterBlocks(
    text,
    4,
    () => true,
    (table) => filterBlocks(table.text, 6, (each) => rootDependency(each.key, table.key)),
  );
  return cut === '' ? text.replace(/:[^]*$/, ': {}\n\n') : `${cut.trimEnd()}\n\n`;
}

/** `optional` says that nothing needs a package but as an optional dependency. */
function withOptional(block: string, optional: boolean): string {
  const line = '    optional: true\n';
  const isSet = block.includes(`\n${line}`);
  if (isSet === optional) return block;
  if (isSet) {
    const [first = '', ...rest] = block.replace(line, '').trimEnd().split('\n');
    return rest.length > 0 ? `${[first, ...rest].join('\n')}\n\n` : `${first} {}\n\n`;
  }
  return `${block.trimEnd().replace(/: \{\}$/, ':')}\n${line}\n`;
}
