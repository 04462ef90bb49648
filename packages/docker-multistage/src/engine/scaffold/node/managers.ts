import { shellWord } from '../quote.js';
import type { ManagerName, NodeFacts, NodePackage } from './facts.js';

/** How a package manager is told what an image needs. */
export interface Manager {
  /** The cache, as a mount. */
  cache: string;
  /** Installs the manager itself where the image has none; `undefined` for npm. */
  install?: { arg: string; command: string; version: string };
  /** The frozen install, with or without what only development needs. */
  dependencies(facts: NodeFacts, use: 'production' | 'development'): string;
  /** Runs a script of a package. */
  run(facts: NodeFacts, one: NodePackage, script: string): string[];
  /** Runs a program of the root's `node_modules`. */
  exec: readonly string[];
}

const scope = ({ layout }: NodeFacts, words: readonly string[]): readonly string[] =>
  layout === 'member' ? words : [];

const inLockRoot = ({ lockRoot }: NodeFacts, { root }: NodePackage): string =>
  lockRoot === '.' ? root : root.slice(lockRoot.length + 1) || '.';

const line = (...words: readonly (string | readonly string[])[]): string => words.flat().map(shellWord).join(' ');

/** Corepack is needed for none of them: Node leaves it out from version 25 on. */
export const MANAGERS: Readonly<Record<ManagerName, Manager>> = {
  npm: {
    cache: '--mount=type=cache,target=/root/.npm',
    dependencies: (facts, use) =>
      line(
        'npm',
        'ci',
        use === 'production' ? ['--omit=dev'] : [],
        scope(facts, [`--workspace=${inLockRoot(facts, facts.package)}`]),
        use === 'development' ? scope(facts, ['--include-workspace-root']) : [],
      ),
    run: (facts, one, script) => ['npm', 'run', script, ...scope(facts, [`--workspace=${inLockRoot(facts, one)}`])],
    exec: ['npx', '--no-install'],
  },
  pnpm: {
    cache: '--mount=type=cache,target=/pnpm/store,sharing=locked',
    install: { arg: 'PNPM_VERSION', command: 'pnpm', version: '10.24.0' },
    dependencies: (facts, use) =>
      line(
        'pnpm',
        'install',
        '--frozen-lockfile',
        '--store-dir=/pnpm/store',
        use === 'production' ? ['--prod'] : [],
        scope(facts, [`--filter=./${inLockRoot(facts, facts.package)}...`]),
        use === 'development' ? scope(facts, ['--include-workspace-root']) : [],
      ),
    run: (facts, one, script) => ['pnpm', ...scope(facts, [`--filter=./${inLockRoot(facts, one)}`]), 'run', script],
    exec: ['pnpm', 'exec'],
  },
  yarn: {
    cache: '--mount=type=cache,target=/usr/local/share/.cache/yarn,sharing=locked',
    install: { arg: 'YARN_VERSION', command: 'yarn', version: '1.22.22' },
    // Yarn 1 knows no single workspace; a sliced context has no others.
    dependencies: (_, use) =>
      line('yarn', 'install', '--frozen-lockfile', use === 'production' ? ['--production'] : []),
    run: (facts, one, script) => ['yarn', ...scope(facts, ['workspace', one.name]), 'run', script],
    exec: ['yarn', 'run'],
  },
  berry: {
    cache: '--mount=type=cache,target=/root/.yarn/berry/cache,sharing=locked',
    install: { arg: 'YARN_VERSION', command: 'yarn', version: '4.12.0' },
    dependencies: (facts, use) =>
      use === 'production'
        ? line('yarn', 'workspaces', 'focus', '--production', facts.layout === 'member' ? [facts.package.name] : [])
        : line('yarn', 'install', '--immutable'),
    run: (facts, one, script) => ['yarn', ...scope(facts, ['workspace', one.name]), 'run', script],
    exec: ['yarn', 'run'],
  },
};
