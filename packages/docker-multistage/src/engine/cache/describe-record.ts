/** What a record is, for a person. */
export interface Description {
  kind: RecordKind;
  /** What it holds: `/root/.cache/pip`, `RUN uv sync`, `docker.io/library/python:3.11`. */
  what: string;
  /** The path at which a cache mount is mounted. */
  mountTarget?: string;
  /** The id of a cache mount, where the builder tells it and it is not the path. */
  mountId?: string;
}

/** The kinds of records, in the words of the table. */
export type RecordKind = 'cache mount' | 'step' | 'image' | 'source' | 'git source' | 'internal' | 'frontend';

const KINDS: Record<string, RecordKind> = {
  'exec.cachemount': 'cache mount',
  'source.local': 'source',
  'source.git.checkout': 'git source',
  internal: 'internal',
  frontend: 'frontend',
};

/** `cached mount /root/.cache from exec /bin/sh -c pip install … with id "//root/.cache"`; the id since BuildKit 0.11. */
const MOUNT = /^cached mount (\S+) from (?:exec )?([^]*?)(?: with id "([^"]*)")?$/;

/** How a regular record is described, and what it is then. */
const REGULAR: readonly [pattern: RegExp, kind: RecordKind, what: (match: RegExpExecArray) => string][] = [
  [/^mount \/ from exec (?:\/bin\/sh -c )?([^]*)$/, 'step', ([, command = '']) => `RUN ${command}`],
  [/^\[[^\]]*\] (FROM) (\S+)/, 'image', ([, , image = '']) => image],
  [/^(?:\[[^\]]*\] )([^]+)$/, 'step', ([, instruction = '']) => instruction],
  [/^pulled from (\S+)/, 'image', ([, image = '']) => image],
  [/^from (?:local|image)\b ?(.*)$/, 'image', ([, image = '']) => image || 'a layer of an image of the engine'],
  [/^fileop target/, 'step', () => 'COPY or ADD'],
  [/^(?:http url|git snapshot for|git checkout of) (\S+)/, 'source', ([, url = '']) => url],
  [/^local source for (\S+)/, 'source', ([, name = '']) => name],
];

/**
 * Reads what the builder says of a record.
 *
 * @param type BuildKit's word
 */
export function describeRecord(type: string, description: string): Description {
  const mount = type === 'exec.cachemount' ? MOUNT.exec(description) : null;
  if (mount) {
    const [, target = '', command = '', id] = mount;
    const own = id === undefined || id === target || id === `/${target}` ? undefined : id;
    const named = own === undefined ? target : `${target} (id ${own})`;
    return {
      kind: 'cache mount',
      what: `${named} of ${oneLine(command.replace(/^\/bin\/sh -c /, ''))}`,
      mountTarget: target,
      ...(own !== undefined && { mountId: own }),
    };
  }
  const kind = KINDS[type];
  for (const [pattern, found, what] of REGULAR) {
    const match = pattern.exec(description);
    if (match) return { kind: kind ?? found, what: oneLine(what(match)) };
  }
  return { kind: kind ?? 'step', what: oneLine(description) };
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}
