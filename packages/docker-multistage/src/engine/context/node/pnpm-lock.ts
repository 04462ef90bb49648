import path from 'node:path';
import { isObject, type JsonObject, objectAt } from '@hone/core/npm';
import { compareText, type Diagnostic } from '@hone/core/diagnostics';
import { LineCounter, parseDocument } from 'yaml';
import { lockProblem } from './problems.js';

/** A `pnpm-lock.yaml` of version 6 or 9. */
export interface PnpmLock {
  importers: JsonObject;
  /** What each package depends on, by its key: `snapshots`, before version 9 `packages`. */
  snapshots: JsonObject;
}

/** Parses a `pnpm-lock.yaml`, or says what is wrong with it and where. */
export function parsePnpmLock(text: string, file: string): PnpmLock | Diagnostic {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  const [error] = document.errors;
  if (error) {
    const { line } = lines.linePos(error.pos[0]);
    const message = `The lock file is not valid YAML: ${error.message.split('\n')[0]?.replace(/ at line .*$/, '')}.`;
    return lockProblem('error', message, { file, line, hint: 'Correct it, or run `pnpm install --lockfile-only`.' });
  }
  const value: unknown = document.toJS();
  const version = isObject(value) ? String(value['lockfileVersion']) : 'none';
  if (!isObject(value) || !/^[69]\./.test(version)) {
    return lockProblem('error', `The lock file has format version ${version}, and only 6 and 9 are known.`, {
      file,
      line: 1,
      hint: 'Run `pnpm install --lockfile-only` with a pnpm that writes one of these.',
    });
  }
  const importers = isObject(value['importers']) ? value['importers'] : { '.': value };
  return { importers, snapshots: objectAt(value, version.startsWith('9') ? 'snapshots' : 'packages') };
}

/** The part of a lock that some importers need. */
export interface PnpmSlice {
  /** Folders of importers, sorted; `.` is the root. */
  importers: string[];
  /** Linked folders that are no importers. */
  places: string[];
  /** Keys of `snapshots`. */
  packages: Set<string>;
  /** Those that some importer needs without an optional dependency on the way. */
  needed: Set<string>;
}

const TABLES = ['dependencies', 'devDependencies', 'optionalDependencies'];

/** @param keepsRoot whether a dependency of the root's importer stays */
export function slicePnpmLock(
  { importers, snapshots }: PnpmLock,
  members: readonly string[],
  keepsRoot: (name: string, table: string) => boolean,
): PnpmSlice {
  const reached = new Set(['.', ...members.filter((folder) => isObject(importers[folder]))]);
  const places = new Set<string>();
  const direct: { key: string; optional: boolean }[] = [];
  for (const folder of reached) {
    for (const table of TABLES) {
      for (const [name, entry] of Object.entries(objectAt(objectAt(importers, folder), table))) {
        if (folder === '.' && !keepsRoot(name, table)) continue;
        const ref = refOf(entry);
        const linked = linkTarget(folder, ref);
        if (linked !== undefined) (isObject(importers[linked]) ? reached : places).add(linked);
        else direct.push({ key: keyOf(name, ref, snapshots), optional: table === 'optionalDependencies' });
      }
    }
  }
  const packages = closure(direct, snapshots, true);
  const needed = closure(direct, snapshots, false);
  return { importers: [...reached].sort(compareText), places: [...places].sort(compareText), packages, needed };
}

function closure(
  direct: readonly { key: string; optional: boolean }[],
  snapshots: JsonObject,
  all: boolean,
): Set<string> {
  const keys = new Set(direct.filter(({ optional }) => all || !optional).map(({ key }) => key));
  for (const key of keys) {
    for (const table of all ? ['dependencies', 'optionalDependencies'] : ['dependencies']) {
      for (const [name, ref] of Object.entries(objectAt(objectAt(snapshots, key), table))) {
        if (!refOf(ref).startsWith('link:')) keys.add(keyOf(name, refOf(ref), snapshots));
      }
    }
  }
  return keys;
}

/** In version 9 an importer's entry is `{ specifier, version }`, as in version 6. */
function refOf(entry: unknown): string {
  if (isObject(entry)) return refOf(entry['version']);
  return typeof entry === 'string' ? entry : '';
}

const linkTarget = (folder: string, ref: string): string | undefined =>
  ref.startsWith('link:') ? path.posix.join(folder, ref.slice('link:'.length)) : undefined;

/** A reference is a version, or the whole key for an alias. */
function keyOf(name: string, ref: string, snapshots: JsonObject): string {
  return [ref, `${name}@${ref}`, `/${name}@${ref}`].find((key) => Object.hasOwn(snapshots, key)) ?? `${name}@${ref}`;
}

/** The key of `packages` for one of `snapshots`: without the peers that it was resolved with. */
export const packageKey = (key: string): string => key.replace(/\(.*$/, '');
