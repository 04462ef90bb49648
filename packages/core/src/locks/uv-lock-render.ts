import { normalizeName } from '../manifests/names.js';
import type { LockedPackage, PythonLock } from './types.js';
import { type UvContextPackage, type UvContextPlan, namesOf } from './uv-context.js';
import { dropKey, keepTableKeys, keepItems, splitTables, type TextTable } from './uv-lock-tables.js';

/** How the workspace's own root stands in the context. */
export interface UvLockRenderOptions {
  /**
   * The root manifest is a reduced one: it has neither a project nor groups, and only those constraints and conflicts
   * that name a package of the context. Then so has the lock.
   */
  reducedRoot: boolean;
}

/** The text of one `uv.lock`, cut at its packages. */
export interface UvLockText {
  header: string;
  /** Parallel to the packages of the parsed lock. */
  blocks: readonly string[];
}

/**
 * Cuts the text of a `uv.lock` in the regular layout that uv writes.
 *
 * @returns undefined for a text in another layout, where a cut could go wrong
 */
export function splitUvLock(text: string, lock: PythonLock): UvLockText | undefined {
  const [header = '', ...blocks] = text.replace(/\r\n/g, '\n').split(/(?=^\[\[package\]\]$)/m);
  const fits = (block: string, entry: LockedPackage | undefined): boolean => {
    const name = /^\[\[package\]\]\nname = "([^"\n]*)"\n/.exec(block)?.[1];
    return name !== undefined && normalizeName(name) === entry?.name;
  };
  const regular = blocks.length === lock.packages.length && blocks.every((block, i) => fits(block, lock.packages[i]));
  return regular && !lock.problems ? { header, blocks } : undefined;
}

/**
 * Writes the part of a `uv.lock` that a plan keeps, as text that uv takes as frozen, and as locked where the manifests
 * beside it agree. Lines are uv's own. What another project alone caused is not in it: extras that nobody asks for,
 * groups of other members, and the versions on edges and forks of the resolution where one version of a package is left.
 */
export function renderUvLock(
  { header, blocks }: UvLockText,
  lock: PythonLock,
  plan: UvContextPlan,
  options: UvLockRenderOptions,
): string {
  const counts = new Map<string, number>();
  for (const { entry } of plan.packages) counts.set(entry.name, (counts.get(entry.name) ?? 0) + 1);
  const isSingle = (name: string): boolean => counts.get(normalizeName(name)) === 1;
  const kept = new Map(plan.packages.map((entry) => [entry.entry, entry]));
  const parts = lock.packages.flatMap((entry, i) => {
    const wanted = kept.get(entry);
    return wanted ? [renderBlock(blocks[i]!, wanted, isSingle, plan.isLive)] : [];
  });
  const forked = parts.some((part) => /^resolution-markers = /m.test(part));
  return [renderHeader(header, plan, forked, options), ...parts].map((part) => `${part.trimEnd()}\n`).join('\n');
}

function renderBlock(
  block: string,
  { extras, groups }: UvContextPackage,
  isSingle: (name: string) => boolean,
  isLive: UvContextPlan['isLive'],
): string {
  const tables = splitTables(block).flatMap(({ name, lines }): TextTable[] => {
    switch (name) {
      case 'package':
        return [{ name, lines: isSingle(nameOf(lines)) ? dropKey(lines, 'resolution-markers') : lines }];
      case 'package.optional-dependencies':
        return keepTableKeys({ name, lines }, (extra) => extras.has(normalizeName(extra)));
      case 'package.dev-dependencies':
        return groups ? [{ name, lines }] : [];
      default:
        return [{ name, lines }];
    }
  });
  const isLiveLine = (line: string): boolean => !EDGE.test(line) || isLive(/, marker = "([^"]*)"/.exec(line)?.[1]);
  // What a member's manifest says is recorded under `metadata`, where the keys of an edge mean something else.
  const isEdges = (name: string): boolean => !name.startsWith('package.metadata');
  return tables
    .flatMap(({ name, lines }) =>
      isEdges(name) ? lines.filter(isLiveLine).map((line) => plainEdge(line, isSingle)) : lines,
    )
    .join('\n');
}

const nameOf = (lines: readonly string[]): string => /^name = "(.*)"$/.exec(lines[1] ?? '')?.[1] ?? '';

const EDGE = /^( {4}\{ name = "([^"]+)")(?:, version = "[^"]*")?(?:, source = \{ [^{}]* \})?/;

/** uv names the version and the source of an edge only where the lock holds more than one package of that name. */
function plainEdge(line: string, isSingle: (name: string) => boolean): string {
  return line.replace(EDGE, (edge, start: string, name: string) => (isSingle(name) ? start : edge));
}

function renderHeader(
  header: string,
  plan: UvContextPlan,
  forked: boolean,
  { reducedRoot }: UvLockRenderOptions,
): string {
  const names = namesOf(plan);
  const members = new Set(plan.local.filter(({ source }) => source.type === 'workspace').map(({ name }) => name));
  // uv leaves the list out where the root is a project and the only member.
  const alone = !reducedRoot && members.size === 1;
  const nameIn = (known: ReadonlySet<string>, key: string) => (item: string) => {
    const name = new RegExp(String.raw`${key} = "([^"]*)"`).exec(item)?.[1] ?? /^\s*"([^"]*)"/.exec(item)?.[1];
    return name === undefined || known.has(normalizeName(name));
  };
  const tables = splitTables(header).flatMap(({ name, lines }): TextTable[] => {
    if (name === '') {
      const rest = forked ? lines : dropKey(lines, 'resolution-markers');
      return [{ name, lines: reducedRoot ? keepConflicts(rest, nameIn(names, 'package')) : rest }];
    }
    if (name === 'manifest') {
      const own = keepItems(lines, 'members', alone ? () => false : nameIn(members, 'name'));
      const rest = reducedRoot ? keepItems(own, 'constraints', nameIn(names, 'name')) : own;
      return rest.some((line) => line.includes(' = ')) ? [{ name, lines: rest }] : [];
    }
    return reducedRoot && name === 'manifest.dependency-groups' ? [] : [{ name, lines }];
  });
  return tables.map(({ lines }) => lines.join('\n').trimEnd()).join('\n\n');
}

/** `conflicts = [[`, items, `], [`, items, `]]`: a set of which one item is left is none. */
function keepConflicts(lines: readonly string[], keep: (item: string) => boolean): string[] {
  const start = lines.indexOf('conflicts = [[');
  const end = start < 0 ? -1 : lines.indexOf(']]', start);
  if (end < 0) return [...lines];
  const sets: string[][] = [[]];
  for (const line of lines.slice(start + 1, end)) {
    if (line === '], [') sets.push([]);
    else if (keep(line)) sets.at(-1)!.push(line);
  }
  const left = sets.filter((set) => set.length > 1);
  const middle = left.flatMap((set, i) => (i === 0 ? set : ['], [', ...set]));
  const written = left.length > 0 ? ['conflicts = [[', ...middle, ']]'] : [];
  return [...lines.slice(0, start), ...written, ...lines.slice(end + 1)];
}
