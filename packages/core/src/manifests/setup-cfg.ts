import { normalizeName } from './names.js';
import { emptyProject, type PartialProject } from './partial.js';
import { folderOf } from './paths.js';
import { parseRequirement } from './requirement.js';
import type { Dependency, DependencyKind, EntryPoint, ManifestProblem } from './types.js';
import { sourceOfUrl } from './uv-sources.js';

/** A value of an INI file: its lines, each with its number. */
interface Entry {
  line: number;
  lines: { text: string; line: number }[];
}

type Ini = Map<string, Map<string, Entry>>;

/** Reads an INI text as Python's `configparser` does, as far as setuptools needs it. */
function parseIni(text: string, file: string, problems: ManifestProblem[]): Ini {
  const sections: Ini = new Map();
  let section: Map<string, Entry> | undefined;
  let entry: Entry | undefined;
  text
    .replace(/^\uFEFF/, '')
    .split(/\r\n|[\n\r]/)
    .forEach((raw, i) => {
      const line = i + 1;
      const content = raw.trim();
      if (content === '' || content.startsWith('#') || content.startsWith(';')) return;
      const header = /^\[([^\]]+)\]/.exec(raw)?.[1];
      if (header !== undefined) {
        section = sections.get(header) ?? new Map<string, Entry>();
        sections.set(header, section);
        entry = undefined;
      } else if (/^\s/.test(raw) && entry) {
        entry.lines.push({ text: content, line });
      } else {
        const [, key, value] = /^([^=:]+?)\s*[=:]\s*(.*)$/.exec(content) ?? [];
        if (key === undefined || !section) {
          problems.push({ file, line, message: `'${content}' is neither a section nor 'key = value'` });
          return;
        }
        entry = { line, lines: value ? [{ text: value, line }] : [] };
        section.set(key.toLowerCase().replace(/-/g, '_'), entry);
      }
    });
  return sections;
}

/**
 * Parses a `setup.cfg`: name, version, requirements, extras and entry points of setuptools' declarative form. Values
 * that setuptools would read from elsewhere (`attr:`, `file:`) are left out, but for `file:` requirements, see
 * {@link SetupCfg.requirementFiles}.
 */
export function parseSetupCfg(text: string, file: string): SetupCfg {
  const project = emptyProject();
  const ini = parseIni(text, file, project.problems);
  const plain = (section: string, key: string): string | undefined => {
    const value = ini.get(section)?.get(key)?.lines[0]?.text;
    return value !== undefined && !/^(?:attr|file):/.test(value) ? value : undefined;
  };
  const requirementFiles: SetupCfg['requirementFiles'] = [];
  const readList = (entry: Entry | undefined, kind: DependencyKind, group?: string): void => {
    const first = entry?.lines[0]?.text ?? '';
    if (first.startsWith('file:')) {
      const files = first
        .slice(5)
        .split(',')
        .map((name) => name.trim());
      requirementFiles.push({ files, ...(group !== undefined && { extra: group }) });
    } else if (entry) {
      project.dependencies.push(...requirementsOf(entry, file, kind, group, project.problems));
    }
  };

  readList(ini.get('options')?.get('install_requires'), 'runtime');
  for (const [extra, entry] of ini.get('options.extras_require') ?? []) {
    const name = normalizeName(extra);
    project.extras.push(name);
    readList(entry, 'extra', name);
  }
  for (const [group, entry] of ini.get('options.entry_points') ?? []) {
    project.entryPoints.push(...entryPoints(group, entry, file));
  }
  const name = plain('metadata', 'name');
  const version = plain('metadata', 'version');
  const requiresPython = plain('options', 'python_requires');
  return {
    ...project,
    ...(name !== undefined && { name }),
    ...(version !== undefined && { version }),
    ...(requiresPython !== undefined && { requiresPython }),
    requirementFiles,
  };
}

/** What a `setup.cfg` says of a project. */
export interface SetupCfg extends PartialProject {
  /** Requirements files that `install_requires = file: …` names, relative to the project; for an extra where given. */
  requirementFiles: { files: string[]; extra?: string }[];
}

function requirementsOf(
  entry: Entry,
  file: string,
  kind: DependencyKind,
  group: string | undefined,
  problems: ManifestProblem[],
): Dependency[] {
  return entry.lines.flatMap(({ text, line }) => {
    const requirement = parseRequirement(text.replace(/\s+#.*$/, ''));
    if ('error' in requirement) {
      problems.push({ file, line, message: `'${text}' is not a requirement: ${requirement.error}` });
      return [];
    }
    const source = sourceOfUrl(requirement.url, folderOf(file));
    return [{ requirement, kind, ...(group !== undefined && { group }), source, file, line }];
  });
}

function entryPoints(group: string, entry: Entry, file: string): EntryPoint[] {
  return entry.lines.flatMap(({ text, line }) => {
    const [, name, value] = /^([^=]+?)\s*=\s*(.+)$/.exec(text) ?? [];
    return name !== undefined && value !== undefined ? [{ group, name, value, file, line }] : [];
  });
}
