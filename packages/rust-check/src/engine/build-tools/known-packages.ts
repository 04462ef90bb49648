import { type ConditionFacts, every, not, some, type Truth } from './build-script/conditions.js';
import type { BuildPackage, Need } from './types.js';

/** A package whose build script is spread over files or judges at run time, so that its text alone says too little. */
interface KnownPackage {
  needs: readonly Need[];
  /** Whether it needs them, as far as features and variables tell. */
  when: (facts: ConditionFacts) => Truth;
  /** It looks for the library of the platform that is built for. */
  library: boolean;
}

const feature =
  (name: string) =>
  ({ features }: ConditionFacts): Truth =>
    features?.includes(name);

const anySet =
  (...names: string[]) =>
  ({ variables }: ConditionFacts): Truth =>
    // With the target before the name too: `X86_64_UNKNOWN_LINUX_GNU_OPENSSL_DIR`.
    [...variables].some((variable) => names.some((name) => variable === name || variable.endsWith(`_${name}`)));

/**
 * Sources: `build/main.rs`, `find_normal.rs` and `find_vendored.rs` of openssl-sys 0.9.118. Only Linux is judged: on
 * macOS Homebrew's own folders are looked through, on Windows vcpkg.
 */
const KNOWN: Readonly<Record<string, readonly KnownPackage[]>> = {
  'openssl-sys': [
    {
      needs: [{ tool: 'pkg-config' }, { tool: 'system-library', library: 'openssl' }],
      when: (facts) =>
        every([
          facts.platform === 'linux',
          not(some(['vendored', 'unstable_boringssl', 'aws-lc', 'aws-lc-fips'].map((name) => feature(name)(facts)))),
          not(anySet('OPENSSL_DIR', 'OPENSSL_LIB_DIR', 'OPENSSL_NO_PKG_CONFIG', 'OPENSSL_NO_VENDOR')(facts)),
        ]),
      library: true,
    },
    {
      needs: [{ tool: 'perl' }],
      when: (facts) =>
        every([
          facts.platform === 'linux',
          feature('vendored')(facts),
          not(some(['unstable_boringssl', 'aws-lc', 'aws-lc-fips'].map((name) => feature(name)(facts)))),
          not(anySet('OPENSSL_NO_VENDOR')(facts)),
        ]),
      library: false,
    },
  ],
};

export function isKnownPackage(name: string): boolean {
  return Object.hasOwn(KNOWN, name);
}

/** What a well-known package needs; `undefined` when it is none and its build script has to tell. */
export function requiredByName(
  { name }: BuildPackage,
  facts: ConditionFacts,
  crossCompiled: boolean,
): Need[] | undefined {
  if (!isKnownPackage(name)) return undefined;
  return KNOWN[name]!.filter(({ library, when }) => !(library && crossCompiled) && when(facts) === true).flatMap(
    ({ needs }) => needs,
  );
}
