import { readFileSync, readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { compareText, type Diagnostic } from '@hone/core/diagnostics';
import { tool } from '../report/diagnostics.js';
import { type Advisory, parseAdvisory } from './advisory.js';

/** The advisories of a file or folder, with what could not be read of it. */
export interface Advisories {
  /** By ecosystem and name: `python requests`. */
  byPackage: ReadonlyMap<string, readonly Advisory[]>;
  diagnostics: readonly Diagnostic[];
}

const known = new Map<string, { signature: string; advisories: Advisories }>();

/**
 * Reads every `.json` file below a folder, or one file; a file holds one advisory, a list of them, or `{"vulns": […]}`. All
 * projects of a run read one database, so what was read last is kept for as long as the files are as they were.
 *
 * @param workspaceRoot absolute path
 * @param place relative to the workspace root, or absolute
 */
export function readAdvisories(workspaceRoot: string, place: string): Advisories {
  const files = listJson(path.resolve(workspaceRoot, place));
  const signature = files.map((file) => `${file} ${signatureOf(file)}`).join('\n');
  const cached = known.get(workspaceRoot + place);
  if (cached?.signature === signature) return cached.advisories;
  const advisories = readAll(workspaceRoot, place, files);
  known.set(workspaceRoot + place, { signature, advisories });
  return advisories;
}

function readAll(workspaceRoot: string, place: string, files: readonly string[]): Advisories {
  const byPackage = new Map<string, Advisory[]>();
  const diagnostics: Diagnostic[] = [];
  if (files.length === 0) diagnostics.push(problem(place, 'No advisories are here: no .json file could be found.'));
  for (const file of files) {
    const read = readFile(file);
    if (!read) {
      const shown = path.relative(workspaceRoot, file).split(path.sep).join('/');
      diagnostics.push(problem(shown, 'This is no advisory in OSV form.'));
      continue;
    }
    for (const advisory of read) {
      const key = packageKey(advisory);
      const list = byPackage.get(key);
      if (list) list.push(advisory);
      else byPackage.set(key, [advisory]);
    }
  }
  return { byPackage, diagnostics };
}

/** What a package is found by. */
export function packageKey({ ecosystem, name }: Pick<Advisory, 'ecosystem' | 'name'>): string {
  return `${ecosystem} ${name}`;
}

function readFile(file: string): Advisory[] | undefined {
  try {
    const value: unknown = JSON.parse(readFileSync(file, 'utf8'));
    const entries: unknown = Array.isArray(value) ? value : ((value as { vulns?: unknown } | null)?.vulns ?? [value]);
    if (!Array.isArray(entries)) return undefined;
    const parsed = entries.map(parseAdvisory);
    return parsed.includes(undefined) ? undefined : parsed.flatMap((one) => one ?? []);
  } catch {
    return undefined;
  }
}

function listJson(place: string): string[] {
  if (statSync(place, { throwIfNoEntry: false })?.isFile()) return [place];
  try {
    const names = readdirSync(place, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.json'));
    return names.sort(compareText).map((name) => path.join(place, name));
  } catch {
    return [];
  }
}

function signatureOf(file: string): string {
  const stats = statSync(file, { throwIfNoEntry: false });
  return stats ? `${stats.size}:${stats.mtimeMs}` : '';
}

function problem(file: string, message: string): Diagnostic {
  return {
    tool,
    ruleId: 'deps/advisories-unreadable',
    level: 'warning',
    message,
    hint: 'The option `advisories` takes a file or folder of OSV records, as osv.dev offers them for each ecosystem.',
    location: { file },
  };
}
