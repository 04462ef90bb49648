import type { LockSlice } from '@hone/core/locks';
import {
  type Dependency,
  type Marker,
  normalizeName,
  parseMarker,
  parseRequirement,
  parseSpecifier,
  renderSpecifier,
  renderVersion,
} from '@hone/core/manifests';
import { sameMarker } from '../metadata/marker-space.js';

/** A requirement in the form in which uv records it, so that manifest and lock can be compared. */
export interface ComparableRequirement {
  name: string;
  extras: string;
  specifier: string;
  /** `path:…`, `git+…` or a URL; a workspace project is `path:` and its folder, where the lock tells it. */
  source?: string;
  marker?: Marker;
  /** For messages. */
  text: string;
  line?: number;
}

/** Takes a recorded requirement apart; undefined when it can't be read. */
export function parseRecorded(text: string): ComparableRequirement | undefined {
  const requirement = parseRequirement(
    text.replace(/ @ path:(.*?)(?= ;|$)/, (_, path: string) => ` @ path:${encodeURI(path)}`),
  );
  if ('error' in requirement) return undefined;
  const { normalizedName, extras, specifier, url, marker } = requirement;
  return {
    name: normalizedName,
    extras: extras.join(),
    specifier: canonical(specifier),
    ...(url !== undefined && { source: decodeURI(url) }),
    ...toMarker(marker),
    text,
  };
}

/** Brings a declared dependency into the recorded form. A dependency of an extra gets its marker, as uv gives it. */
export function toComparable(dependency: Dependency, slice: LockSlice): ComparableRequirement {
  const { requirement, kind, group, line } = dependency;
  const ownMarker = requirement.marker;
  const extraMarker = kind === 'extra' && group !== undefined ? `extra == '${normalizeName(group)}'` : undefined;
  const marker = ownMarker && extraMarker ? `(${ownMarker}) and ${extraMarker}` : (ownMarker ?? extraMarker);
  const source = sourceOf(dependency, slice);
  const specifier = canonical(requirement.specifier);
  const extras = requirement.extras.join();
  return {
    name: requirement.normalizedName,
    extras,
    specifier,
    ...(source !== undefined && { source }),
    ...toMarker(marker),
    text: `${requirement.name}${extras && `[${extras}]`}${source ? ` @ ${source}` : requirement.specifier}${ownMarker ? ` ; ${ownMarker}` : ''}`,
    ...(line !== undefined && { line }),
  };
}

function sourceOf({ source, requirement }: Dependency, slice: LockSlice): string | undefined {
  switch (source.type) {
    case 'index':
      return requirement.url;
    case 'path':
      return `path:${source.path}`;
    case 'workspace': {
      const member = slice.packages.find(
        (entry) => entry.name === requirement.normalizedName && entry.source.type === 'workspace',
      );
      return `path:${member?.source.location ?? ''}`;
    }
    case 'git':
      return `git+${source.url}`;
    case 'url':
      return source.url;
  }
}

/** One spelling for each meaning: sorted, and without the trailing zeros that say nothing (`>=8.0` is `>=8`). */
function canonical(specifier: string): string {
  const parsed = parseSpecifier(specifier);
  if ('error' in parsed) return specifier;
  return renderSpecifier(
    parsed.map((clause) => {
      const { operator, wildcard, version } = clause;
      if (operator === '===' || operator === '~=' || wildcard || !version) return clause;
      const release = [...version.release];
      while (release.length > 1 && release.at(-1) === 0) release.pop();
      return { ...clause, text: renderVersion({ ...version, release }) };
    }),
  );
}

function toMarker(text: string | undefined): { marker?: Marker } {
  const marker = text === undefined ? undefined : parseMarker(text);
  return marker && !('error' in marker) ? { marker } : {};
}

/** How a list of the manifest differs from what the lock recorded of it. */
export interface ListDifference {
  added: ComparableRequirement[];
  removed: ComparableRequirement[];
  changed: { from: ComparableRequirement; to: ComparableRequirement }[];
}

/** Compares two lists without regard to order; markers are compared by meaning within the lock's Python range. */
export function compareLists(
  declared: readonly ComparableRequirement[],
  recorded: readonly ComparableRequirement[],
  requiresPython: string | undefined,
): ListDifference {
  const left = [...recorded];
  const added = declared.filter((requirement) => {
    const index = left.findIndex((other) => isSame(requirement, other, requiresPython));
    if (index >= 0) left.splice(index, 1);
    return index < 0;
  });
  const removed = left.filter((other) => !declared.some((requirement) => isSame(requirement, other, requiresPython)));
  const changed = added.flatMap((to) => {
    const from = removed.find(({ name }) => name === to.name);
    return from ? [{ from, to }] : [];
  });
  return {
    changed,
    added: added.filter(
      (entry) => !changed.some(({ to }) => to === entry) && !repeats(entry, recorded, requiresPython),
    ),
    removed: removed.filter((entry) => !changed.some(({ from }) => from === entry)),
  };
}

/** A requirement that the manifest lists twice is recorded once. */
function repeats(
  entry: ComparableRequirement,
  recorded: readonly ComparableRequirement[],
  requiresPython: string | undefined,
): boolean {
  return recorded.some((other) => isSame(entry, other, requiresPython));
}

const ALWAYS: Marker = { type: 'and', operands: [] };

function isSame(a: ComparableRequirement, b: ComparableRequirement, requiresPython: string | undefined): boolean {
  return (
    a.name === b.name &&
    a.extras === b.extras &&
    bare(a.source) === bare(b.source) &&
    // With a source of its own, the specifier is not recorded.
    (a.source !== undefined || a.specifier === b.specifier) &&
    sameMarker(a.marker ?? ALWAYS, b.marker ?? ALWAYS, requiresPython)
  );
}

/** The address without what the manifest's reader does not give (branch, tag, revision, folder). */
function bare(source: string | undefined): string | undefined {
  return source
    ?.replace(/[?#].*$/, '')
    .replace(/^(git\+.*?)(\.git)?(@[^/]*)?$/, '$1')
    .replace(/\/$/, '');
}
