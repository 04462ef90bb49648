import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { type JsonTable, tableAt, textAt } from './read-packages.js';

/** The long-term release that is taken where nothing asks for another: https://nodejs.org/en/about/previous-releases */
const USUAL = 22;

/** The major version of Node that a project asks for: `.nvmrc`, `.node-version`, `volta`, `engines`. */
export function nodeVersion(
  workspaceRoot: string,
  root: string,
  lockRoot: string,
  manifests: readonly (JsonTable | undefined)[],
): number {
  const files = [root, lockRoot].flatMap((folder) =>
    ['.nvmrc', '.node-version'].map((name) => path.join(workspaceRoot, folder, name)),
  );
  const written = [
    ...files.filter((file) => existsSync(file)).map((file) => readFileSync(file, 'utf8')),
    ...manifests.map((manifest) => textAt(tableAt(manifest, 'volta'), 'node') ?? ''),
  ];
  const exact = written.map((text) => /^\s*v?(\d{2})(?:\.|\s|$)/.exec(text)?.[1]).find((major) => major !== undefined);
  if (exact !== undefined) return Number(exact);
  const range = manifests
    .map((manifest) => textAt(tableAt(manifest, 'engines'), 'node'))
    .find((one) => one !== undefined);
  return range === undefined ? USUAL : fromRange(range);
}

/** The usual version where the range allows it, else the highest that it names. */
function fromRange(range: string): number {
  const allows = range.split('||').some((part) => {
    const lowest = Number(/(?:>=?|\^|~)?\s*v?(\d+)/.exec(part)?.[1] ?? 0);
    const isOpen = />=?\s*v?\d/.test(part) || /^\s*\*\s*$/.test(part);
    const highest = /<\s*v?(\d+)/.exec(part)?.[1];
    return isOpen ? lowest <= USUAL && (highest === undefined || USUAL < Number(highest)) : lowest === USUAL;
  });
  if (allows) return USUAL;
  const named = [...range.matchAll(/(?<![.\d<])(?<!<\s*=?\s*)v?(\d{2})(?:\.|\b)/g)].map(([, major]) => Number(major));
  return named.length === 0 ? USUAL : Math.max(...named);
}
