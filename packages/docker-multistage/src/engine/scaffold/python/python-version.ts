import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { lowestPython } from '@hone/core/manifests';

/** What a project gets that asks for none. */
const USUAL = '3.13';

/** Older ones get no fixes: https://devguide.python.org/versions/ */
const OLDEST_MINOR = 10;

/**
 * The minor version for the image: that of the nearest `.python-version`, else the lowest that `requires-python`
 * admits and that still gets fixes.
 */
export function choosePython(workspaceRoot: string, root: string, requiresPython: string | undefined): string {
  for (let folder = root; ; folder = path.posix.dirname(folder)) {
    const file = path.join(workspaceRoot, folder, '.python-version');
    const text = existsSync(file) ? readFileSync(file, 'utf8') : '';
    const [, version] = /^\s*(?:cpython[@-])?(3\.\d+)/m.exec(text) ?? [];
    if (version !== undefined) return version;
    if (folder === '.') break;
  }
  const lowest = requiresPython === undefined ? undefined : lowestPython(requiresPython);
  return lowest === undefined ? USUAL : `3.${admitted(requiresPython!, lowest)}`;
}

/** A lower bound that is out of support gives way to the oldest supported, where the upper bound admits it. */
function admitted(requiresPython: string, lowest: number): number {
  if (lowest >= OLDEST_MINOR) return lowest;
  const [, upper] = /<\s*3\.(\d+)/.exec(requiresPython) ?? [];
  return upper !== undefined && Number(upper) <= OLDEST_MINOR ? lowest : OLDEST_MINOR;
}
