import { type JsonObject, objectAt } from '@hone/core/npm';
import { splitBlocks } from './blocks.js';

/** One entry of a `yarn.lock`. */
export interface YarnEntry {
  /** What asks for it: `debug@^4.0.0` in version 1, `debug@npm:^4.0.0` later. */
  descriptors: string[];
  /** The folder, for a workspace. */
  workspace?: string;
  /** Descriptors of what it depends on. */
  dependencies: { name: string; descriptor: string }[];
  text: string;
}

/** A `yarn.lock`, read; of either format. */
export interface YarnLock {
  /** Version 2 and later: entries for workspaces too, and ranges with a protocol. */
  berry: boolean;
  /** What stands before the entries. */
  head: string;
  entries: YarnEntry[];
}

/** Parses a `yarn.lock`; what has no entries is none. Never throws. */
export function parseYarnLock(text: string): YarnLock {
  const { head, blocks } = splitBlocks(text.replace(/\r\n/g, '\n'), 0);
  const berry = blocks.some(({ key }) => key === '__metadata');
  const isEntry = (block: string): boolean => /^\S.*@.*:$/m.test(block.split('\n', 1)[0] ?? '');
  const metadata = blocks.filter((block) => !isEntry(block.text)).map((block) => block.text);
  return {
    berry,
    head: head + metadata.join(''),
    entries: blocks.filter((block) => isEntry(block.text)).map((block) => parseEntry(block.text, berry)),
  };
}

function parseEntry(text: string, berry: boolean): YarnEntry {
  const header = (text.split('\n', 1)[0] ?? '').replace(/:$/, '');
  const descriptors = header
    .split(/, /)
    .map((each) => each.replace(/^"|"$/g, ''))
    .filter(Boolean);
  const folder = descriptors
    .map((each) => /^.+?@workspace:(.*)$/.exec(each)?.[1])
    .findLast((each) => each !== undefined);
  return { descriptors, ...(folder !== undefined && { workspace: folder }), dependencies: edgesOf(text, berry), text };
}

const TABLE = /^ {2}(?:dependencies|optionalDependencies):\n((?: {4}.*\n?)*)/gm;
const EDGE = /^ {4}"?((?:@[^/"]+\/)?[^@"\s:]+)"?:? +"?([^"\n]*)"?$/gm;

function edgesOf(text: string, berry: boolean): YarnEntry['dependencies'] {
  return [...text.matchAll(TABLE)].flatMap(([, lines = '']) =>
    [...lines.matchAll(EDGE)].map(([, name = '', range = '']) => ({
      name,
      descriptor: descriptorOf(name, range, berry),
    })),
  );
}

/** A range without a protocol is one of a registry. */
export function descriptorOf(name: string, range: string, berry: boolean): string {
  return berry && !/^[a-z+]+:/i.test(range) ? `${name}@npm:${range}` : `${name}@${range}`;
}

/** What some workspaces need. */
export interface YarnSlice {
  /** Entries kept, each with the descriptors that are still used. */
  kept: Map<YarnEntry, Set<string>>;
  /** Descriptors that no entry answers, with the name. */
  missing: { name: string; descriptor: string }[];
}

/**
 * Follows descriptors through a lock.
 *
 * @param wanted of the manifests that stay
 * @param resolutions the root's `resolutions`, by name or by path
 */
export function sliceYarnLock(
  { entries, berry }: YarnLock,
  wanted: readonly { name: string; descriptor: string }[],
  resolutions: JsonObject,
): YarnSlice {
  const byDescriptor = new Map(entries.flatMap((entry) => entry.descriptors.map((each) => [each, entry] as const)));
  const patches = patchesBySource(byDescriptor.keys());
  const replaced = replacements(resolutions, berry);
  const kept: YarnSlice['kept'] = new Map();
  const missing: YarnSlice['missing'] = [];
  const queue = [...wanted];
  const seen = new Set<string>();
  for (let next = queue.pop(); next; next = queue.pop()) {
    const { name, descriptor } = next;
    if (seen.has(descriptor)) continue;
    seen.add(descriptor);
    for (const patch of patches.get(descriptor) ?? []) queue.push({ name, descriptor: patch });
    const source = sourceOf(descriptor);
    if (source !== undefined) queue.push({ name, descriptor: source });
    const others = byDescriptor.has(descriptor) ? [] : (replaced.get(name) ?? []);
    queue.push(...others.map((each) => ({ name, descriptor: each })));
    const entry = byDescriptor.get(descriptor);
    if (entry) {
      const used = kept.get(entry);
      if (used) used.add(descriptor);
      else kept.set(entry, new Set([descriptor]));
      queue.push(...entry.dependencies);
    } else if (others.length === 0 && !patches.has(descriptor)) missing.push(next);
  }
  return { kept, missing };
}

/** `typescript@patch:typescript@npm%3A5.4.5#…` is made of `typescript@npm:5.4.5`. */
function sourceOf(descriptor: string): string | undefined {
  const source = /^.+?@patch:(.+?)(?:#|::|$)/.exec(descriptor)?.[1];
  if (source === undefined) return undefined;
  const decoded = source.includes('%') ? decodeURIComponent(source) : source;
  const at = decoded.indexOf('@', 1);
  return descriptorOf(decoded.slice(0, at), decoded.slice(at + 1), true);
}

/** Yarn puts a patch of its own, or one of the root's `resolutions`, in the place of a package. */
function patchesBySource(descriptors: Iterable<string>): Map<string, string[]> {
  const patches = new Map<string, string[]>();
  for (const descriptor of descriptors) {
    const source = sourceOf(descriptor);
    if (source !== undefined) patches.set(source, [...(patches.get(source) ?? []), descriptor]);
  }
  return patches;
}

/** The descriptors that `resolutions` puts in the place of others, by the package's name. */
function replacements(resolutions: JsonObject, berry: boolean): Map<string, string[]> {
  const found = new Map<string, string[]>();
  for (const [key, range] of Object.entries(resolutions)) {
    const name = /((?:@[^/@]+\/)?[^/@]+)(?:@[^/]*)?$/.exec(key)?.[1];
    if (name === undefined || typeof range !== 'string') continue;
    found.set(name, [...(found.get(name) ?? []), descriptorOf(name, range, berry)]);
  }
  return found;
}

/** The text of a lock with only a slice: entries keep their lines, and of their descriptors those that are used. */
export function cutYarnLock(
  { head, entries, berry }: YarnLock,
  { kept }: YarnSlice,
  rootText?: (text: string) => string,
): string {
  const blocks = entries.flatMap((entry) => {
    const used = kept.get(entry);
    if (!used) return [];
    const descriptors = entry.descriptors.filter((each) => used.has(each) || each.includes('@workspace:'));
    const body = entry.text.slice(entry.text.indexOf('\n') + 1);
    const text = `${renderHeader(descriptors, berry)}:\n${body}`;
    return [entry.workspace === '.' && rootText ? rootText(text) : text];
  });
  const entriesText = blocks.map((block) => block.trimEnd()).join('\n\n');
  // Version 1 leaves two empty lines below its head.
  const between = berry ? '\n\n' : '\n\n\n';
  return `${[head.trimEnd(), entriesText].filter(Boolean).join(between)}\n`;
}

/** Version 1 quotes each descriptor that needs it, later ones the whole key. */
function renderHeader(descriptors: readonly string[], berry: boolean): string {
  if (berry) return `"${descriptors.join(', ')}"`;
  return descriptors
    .map((each) => (/^[a-zA-Z][^\s:,"'[\]{}]*$/.test(each) && !/^(?:true|false)/.test(each) ? each : `"${each}"`))
    .join(', ');
}

/** What a manifest asks for. */
export function descriptorsOf(manifest: JsonObject, berry: boolean): { name: string; descriptor: string }[] {
  return ['dependencies', 'devDependencies', 'optionalDependencies'].flatMap((table) =>
    Object.entries(objectAt(manifest, table)).flatMap(([name, range]) =>
      typeof range === 'string' ? [{ name, descriptor: descriptorOf(name, range, berry) }] : [],
    ),
  );
}
