import { normalizeName } from './names.js';
import { folderOf, isInsideWorkspace, resolveFrom } from './paths.js';
import { parseRequirement } from './requirement.js';
import { parseOptionLine, splitRequirementsLines, withoutRequirementOptions } from './requirements-lines.js';
import { sourceOfUrl } from './uv-sources.js';
import type { Dependency, DependencyKind, DependencySource, ManifestProblem, Requirement } from './types.js';

/** A requirements file and all that it includes. */
export interface RequirementsFile {
  dependencies: Dependency[];
  /** The file itself and every file that it includes, relative to the workspace root, in reading order. */
  files: string[];
  problems: ManifestProblem[];
}

export interface RequirementsOptions {
  /** What the entries are for; `runtime` unless given. Entries of `-c` files are always `constraint`. */
  kind?: DependencyKind;
  /** The extra's or group's name for those kinds. */
  group?: string;
}

interface Reading extends RequirementsFile {
  readIncluded: (file: string) => string | undefined;
}

type Place = Required<Pick<RequirementsOptions, 'kind'>> & Pick<RequirementsOptions, 'group'>;

/**
 * Parses a requirements file in pip's format.
 *
 * @param text the file's content, decoded
 * @param file its path relative to the workspace root, with forward slashes; `-r`, `-c` and local paths start there
 * @param readIncluded gives the text of an included file, named relative to the workspace root; undefined when there is
 *   none. It is only asked for files inside the workspace.
 * @returns entries in reading order. An entry for a folder or archive whose name only its own manifest knows has an
 *   empty name: go by its `source`. Environment variables (`${X}`) are left as they are.
 */
export function parseRequirements(
  text: string,
  file: string,
  readIncluded: (file: string) => string | undefined,
  { kind = 'runtime', group }: RequirementsOptions = {},
): RequirementsFile {
  const reading: Reading = { dependencies: [], files: [file], problems: [], readIncluded };
  readText(reading, text, file, { kind, ...(group !== undefined && { group }) }, [file]);
  const { dependencies, files, problems } = reading;
  return { dependencies, files, problems };
}

function readText(reading: Reading, text: string, file: string, place: Place, trail: readonly string[]): void {
  for (const { text: content, line } of splitRequirementsLines(text.replace(/^\uFEFF/, ''))) {
    const problem = (message: string, hint?: string): void => {
      reading.problems.push({ file, line, message, ...(hint !== undefined && { hint }) });
    };
    if (!content.startsWith('-')) {
      readEntry(reading, content, { ...place, file, line }, false, problem);
      continue;
    }
    const option = parseOptionLine(content);
    if (!option) problem(`'${content.split(/[\s=]/)[0]}' is not an option of requirements files`);
    else if (option.action === 'editable') readEntry(reading, option.value, { ...place, file, line }, true, problem);
    else if (option.action !== 'ignore') {
      const constraint: Place = { kind: 'constraint' };
      readInclude(reading, option.value, file, option.action === 'constraint' ? constraint : place, trail, problem);
    }
  }
}

type Report = (message: string, hint?: string) => void;

function readInclude(
  reading: Reading,
  value: string,
  from: string,
  place: Place,
  trail: readonly string[],
  problem: Report,
): void {
  if (value === '') return problem('The name of the file to include is missing');
  // A file on a server can't be read without the network.
  if (/^(?:https?|ftp):/i.test(value)) return;
  const target = resolveFrom(folderOf(from), value.replace(/^file:(?:\/\/)?/i, ''));
  if (!isInsideWorkspace(target)) {
    return problem(
      `The included file '${value}' lies outside the workspace and is not read`,
      'Move it into the workspace: what lies outside is not part of what the cache is keyed by.',
    );
  }
  if (trail.includes(target)) {
    const cycle = [...trail.slice(trail.indexOf(target)), target].join(' → ');
    return problem(`Requirements files include each other in a cycle: ${cycle}`, `Remove one of the includes.`);
  }
  const known = reading.files.includes(target);
  const text = reading.readIncluded(target);
  if (text === undefined) return problem(`The included file '${target}' can't be read: there is no such file`);
  if (!known) reading.files.push(target);
  // pip reads a file again each time it is included; its entries are the same, so once for each kind is enough.
  if (known && reading.dependencies.some((entry) => entry.file === target && entry.kind === place.kind)) return;
  readText(reading, text, target, place, [...trail, target]);
}

type EntryPlace = Pick<Dependency, 'kind' | 'group' | 'file' | 'line'>;

function readEntry(reading: Reading, content: string, place: EntryPlace, editable: boolean, problem: Report): void {
  const text = withoutRequirementOptions(content);
  if (text === '') return problem("The path or URL after '-e' is missing");
  const folder = folderOf(place.file);
  const direct = readDirect(text, folder);
  if (direct) {
    const { source } = direct;
    const requirement = direct.requirement;
    reading.dependencies.push({
      requirement,
      ...place,
      source: source.type === 'path' ? { ...source, editable } : source,
    });
    return;
  }
  const requirement = parseRequirement(text);
  if (!('error' in requirement)) {
    reading.dependencies.push({ requirement, ...place, source: sourceOfUrl(requirement.url, folder) });
    return;
  }
  const variable = /\$\{[A-Z0-9_]+\}/.exec(text)?.[0];
  if (variable) return problem(`'${text}' depends on the environment variable ${variable} and was not read`);
  problem(
    `'${text}' is not a requirement: ${requirement.error} (at its column ${requirement.column})`,
    'Write one requirement a line, for example "httpx[http2]>=0.27".',
  );
}

const ARCHIVE = /\.(?:whl|zip|tar\.(?:gz|bz2|xz)|tgz)$/i;

/** Reads an entry that is a URL or a local path rather than `name…`; undefined for all others. */
function readDirect(text: string, folder: string): { requirement: Requirement; source: DependencySource } | undefined {
  const [, body, marker] = /^(.*?)(?:\s+;\s*(.*))?$/s.exec(text)!;
  const [, address, extras] = /^(.*?)(?:\[([^\]]*)\])?$/s.exec(body!.trim())!;
  const bare = address!.replace(/#.*$/s, '');
  const isUrl = /^[a-z][a-z0-9+.-]*:(?:\/|[^ ]*\/)/i.test(bare);
  const isPath =
    /^\.{0,2}[\\/]|^\.{1,2}$|^[A-Za-z]:[\\/]|^~?\//.test(bare) ||
    (!/[<>=!~;@ ]/.test(bare) && (/[\\/]/.test(bare) || ARCHIVE.test(bare)));
  if (!isUrl && !isPath) return undefined;
  const url = isUrl ? address! : undefined;
  const name = fragmentName(address!) ?? archiveName(bare) ?? '';
  return {
    requirement: {
      name,
      normalizedName: normalizeName(name),
      extras: splitExtras(extras ?? /[#&]egg=[^&[]*\[([^\]]*)\]/.exec(text)?.[1]),
      specifier: '',
      ...(url !== undefined && { url }),
      ...(marker !== undefined && { marker }),
    },
    source: sourceOfUrl(url ?? bare, folder),
  };
}

function splitExtras(text = ''): string[] {
  const names = text
    .split(',')
    .map((extra) => extra.trim())
    .filter(Boolean);
  return [...new Set(names.map(normalizeName))].sort();
}

/** `git+https://…#egg=name` */
function fragmentName(address: string): string | undefined {
  return /[#&]egg=([A-Za-z0-9][\w.-]*)/.exec(address)?.[1];
}

/** `name-1.0-py3-none-any.whl` and `name-1.0.tar.gz` */
function archiveName(path: string): string | undefined {
  return ARCHIVE.test(path) ? /([A-Za-z0-9][\w.-]*?)-\d[^/\\]*$/.exec(path.replace(/^.*[\\/]/, ''))?.[1] : undefined;
}
