import type { CargoCrate, CargoDependency } from '@hone/core/cargo';
import { refuse } from '../shared/refuse.js';

/** The build dependency that would run protoc. */
export interface CodeGenerator {
  dependency: CargoDependency;
  /** The protox whose `FileDescriptorSet` this version takes, where it can take one. */
  protox?: string;
}

/**
 * Versions from which a code generator runs protoc (earlier ones bring their own), and the protox of the same prost.
 * Sources: prost-build's and tonic-build's changelogs and manifests; protox 0.6 is on prost 0.12, 0.8 on 0.13, 0.9 on
 * 0.14; `compile_fds` is in prost-build since 0.11.9 and in tonic-build since 0.12.3.
 */
const KNOWN: Readonly<
  Record<string, { since: readonly number[]; protox: readonly [since: readonly number[], version: string][] }>
> = {
  'tonic-prost-build': { since: [0, 14], protox: [[[0, 14], '0.9']] },
  'tonic-build': {
    since: [0, 8],
    protox: [
      [[0, 14], ''],
      [[0, 12, 3], '0.8'],
    ],
  },
  'prost-build': {
    since: [0, 11],
    protox: [
      [[0, 15], ''],
      [[0, 14], '0.9'],
      [[0, 13], '0.8'],
      [[0, 12], '0.6'],
    ],
  },
};

/** Finds the build dependency that runs protoc. @throws HoneError when there is none, or one that brings its own */
export function findCodeGenerator({ file, dependencies }: CargoCrate): CodeGenerator {
  const dependency = Object.keys(KNOWN)
    .map((name) => dependencies.find((one) => one.name === name && one.kind === 'build'))
    .find((found) => found !== undefined);
  if (!dependency) {
    return refuse(
      `${file} has none of ${Object.keys(KNOWN).join(', ')} among its build dependencies.`,
      'Only crates whose build script generates code with one of them can be changed.',
    );
  }
  const { since, protox } = KNOWN[dependency.name]!;
  const version = lowestVersion(dependency.requirement ?? '');
  if (version && isBefore(version, since)) {
    refuse(
      `${dependency.name} ${dependency.requirement!} brings its own protoc.`,
      `Nothing has to be changed; from ${since.join('.')} on it does not.`,
    );
  }
  const match = version && protox.find(([from]) => !isBefore(version, from))?.[1];
  return { dependency, ...(match !== undefined && match !== '' && { protox: match }) };
}

/** `^0.13`, `0.12.3`, `>=0.13, <0.15` → the lowest version that is let in; undefined for `*` and a git dependency. */
function lowestVersion(requirement: string): number[] | undefined {
  const numbers = /^\s*(?:[\^~=]|>=)?\s*(\d+(?:\.\d+)*)/.exec(requirement)?.[1];
  return numbers?.split('.').map(Number);
}

function isBefore(version: readonly number[], other: readonly number[]): boolean {
  const different = other.findIndex((number, i) => number !== (version[i] ?? 0));
  return different >= 0 && (version[different] ?? 0) < other[different]!;
}
