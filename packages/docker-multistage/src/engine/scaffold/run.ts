import { instructionPath, instructionValue } from './quote.js';

/** A mount of a RUN instruction. */
export type Mount =
  | { kind: 'cache'; target: string; sharing?: 'locked'; id?: string }
  /** A file or folder of the context at the same path below the working directory. */
  | { kind: 'bind'; source: string; target: string; writable?: boolean }
  | { kind: 'secret'; id: string; target: string };

/** A RUN instruction with its mounts, each on a line of its own, as one text. */
export function renderRun(commands: readonly string[], mounts: readonly Mount[] = []): string {
  const script = commands.join(' \\\n    && ');
  if (mounts.length === 0) return `RUN ${script}`;
  return `RUN ${[...mounts.map(renderMount), script].join(' \\\n    ')}`;
}

function renderMount(mount: Mount): string {
  switch (mount.kind) {
    case 'cache': {
      const rest = [
        mount.id && `id=${mount.id}`,
        `target=${mount.target}`,
        mount.sharing && `sharing=${mount.sharing}`,
      ];
      return `--mount=type=cache,${rest.filter(Boolean).join(',')}`;
    }
    case 'bind':
      return `--mount=type=bind,source=${instructionPath(mount.source)},target=${instructionPath(mount.target)}${mount.writable ? ',rw' : ''}`;
    case 'secret':
      return `--mount=type=secret,id=${mount.id},target=${mount.target}`;
  }
}

/** An ENV instruction, a variable on each line. */
export function renderPairs(keyword: 'ENV' | 'LABEL', pairs: readonly (readonly [string, string])[]): string[] {
  if (pairs.length === 0) return [];
  return [`${keyword} ${pairs.map(([name, value]) => `${name}=${instructionValue(value)}`).join(' \\\n    ')}`];
}

/** Puts a folder before all others on the PATH, and more variables beside it. */
export function renderPathEnv(folder: string, pairs: readonly (readonly [string, string])[]): string {
  const [rest = ''] = renderPairs('ENV', pairs);
  return `ENV PATH=${folder}:$PATH${rest === '' ? '' : ` \\\n    ${rest.slice('ENV '.length)}`}`;
}

/** Installs packages of Debian, with caches that live outside of the image. */
export function renderApt(packages: readonly string[]): string {
  const install = ['apt-get install --yes --no-install-recommends', ...packages].join(' ');
  return [
    '# The base image decides the versions: it moves with its release, and old ones leave the archive.',
    '# hadolint ignore=DL3008',
    renderRun(
      // The image removes downloads after each install, which would empty the cache.
      ['rm -f /etc/apt/apt.conf.d/docker-clean', 'apt-get update', install],
      [
        { kind: 'cache', target: '/var/cache/apt', sharing: 'locked' },
        { kind: 'cache', target: '/var/lib/apt/lists', sharing: 'locked' },
      ],
    ),
  ].join('\n');
}

/** Installs packages of Alpine. */
export function renderApk(packages: readonly string[]): string {
  return [
    '# The base image decides the versions: it moves with its release, and old ones leave the archive.',
    '# hadolint ignore=DL3018',
    renderRun([['apk add --no-cache', ...packages].join(' ')]),
  ].join('\n');
}
