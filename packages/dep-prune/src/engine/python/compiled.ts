import { isFrozenRequirements } from '@hone/core/locks';
import { normalizeName } from '@hone/core/manifests';
import path from 'node:path';
import type { ResolvedPackage } from '../types.js';

/** A requirements file that a tool wrote, read by its `# via` comments. */
export interface CompiledFile {
  /** The files that it was compiled of, relative to the workspace root; they need not be there. */
  inputs: readonly string[];
  /** What those files ask for themselves; normalised. */
  direct: ReadonlySet<string>;
  /** What brings what. */
  packages: ReadonlyMap<string, ResolvedPackage>;
}

interface Entry {
  name: string;
  version?: string;
  via: string[];
}

const ENTRY = /^([A-Za-z0-9](?:[\w.-]*[A-Za-z0-9])?)\s*(?:\[[^\]]*\]\s*)?(?:===?\s*([^\s;\\]+)|[=<>!~;@ ]|$)/;

/**
 * Reads a requirements file that pip-compile, `uv pip compile` or `uv export` wrote.
 *
 * @returns undefined for one that says of hardly any of its packages what brings it
 */
export function parseCompiled(text: string, file: string): CompiledFile | undefined {
  const entries = entriesOf(text);
  const explained = entries.filter(({ via }) => via.length > 0);
  if (entries.length === 0 || explained.length < entries.length * 0.8) return undefined;
  const requires = new Map<string, Set<string>>();
  const direct = new Set<string>();
  const inputs = new Set<string>(inputsOf(text, file));
  for (const { name, via } of entries) {
    if (via.length === 0) direct.add(name);
    for (const source of via) {
      const input = inputOf(source);
      const by = input === undefined ? normalizeName(source.split(/[\s([]/)[0] ?? '') : undefined;
      if (by === undefined || !entries.some((entry) => entry.name === by)) direct.add(name);
      else requires.set(by, (requires.get(by) ?? new Set()).add(name));
      if (input !== undefined && input !== '') inputs.add(besideOf(file, input));
    }
  }
  const packages = entries.map(({ name, version }): [string, ResolvedPackage] => [
    name,
    { name, ...(version !== undefined && { version }), requires: [...(requires.get(name) ?? [])], extras: {} },
  ]);
  return { inputs: [...inputs], direct, packages: new Map(packages) };
}

function entriesOf(text: string): Entry[] {
  const entries: Entry[] = [];
  let open = false;
  for (const line of text.split(/\r\n|[\n\r]/)) {
    const [, name, version] = ENTRY.exec(line) ?? [];
    if (name !== undefined) {
      entries.push({ name: normalizeName(name), ...(version !== undefined && { version }), via: [] });
      open = false;
    }
    const comment = /(?:^|\s)#\s*(.*?)\s*$/.exec(line)?.[1];
    const last = entries.at(-1);
    if (comment === undefined || !last) {
      if (line.trim() === '') open = false;
      continue;
    }
    const via = /^via\b\s*(.*)$/.exec(comment)?.[1];
    if (via !== undefined) open = true;
    else if (!open || !/^\s/.test(line)) continue;
    last.via.push(
      ...(via ?? comment)
        .split(',')
        .map((each) => each.trim())
        .filter((each) => each !== ''),
    );
  }
  return entries;
}

/** The input that a source of `# via` names: `-r requirements.in`, `app (pyproject.toml)`; undefined for a package. */
function inputOf(source: string): string | undefined {
  return /^-[rc]\s+(\S+)/.exec(source)?.[1] ?? /\((\S+\.(?:toml|cfg|py|in|txt))\)$/.exec(source)?.[1];
}

/** The command at the top of a compiled file ends with what it was compiled of. */
function inputsOf(text: string, file: string): string[] {
  if (!isFrozenRequirements(text)) return [];
  const command = /^#\s+(?:uv pip compile|pip-compile|.*pip-compile)\s+(.*)$/m.exec(text)?.[1] ?? '';
  const words = command.split(/\s+/).filter((word) => /\.(?:in|toml|cfg|py)$/.test(word) && !word.startsWith('-'));
  const own = words.map((word) => besideOf(file, word));
  return own.length > 0 ? own : [file.replace(/\.txt$/, '.in')];
}

/** The command was run in the file's folder, or in one above: then its path starts with the name of that folder. */
function besideOf(file: string, input: string): string {
  const folder = path.posix.dirname(file);
  const [first] = input.split('/');
  return folder.split('/').at(-1) === first && input.includes('/')
    ? path.posix.join(folder, '..', input)
    : path.posix.join(folder, input);
}
