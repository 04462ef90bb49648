import {
  distributionsForModule,
  type InstalledDistribution,
  isNamespaceName,
  knownDistributionsFor,
  longestPrefix,
  standardLibraryModules,
} from '@hone/core/python';

/** Which distributions provide which modules. */
export interface Providers {
  /** The declared distributions that provide a module; empty when none of those that may provide it is declared. */
  declaredFor(module: string): readonly string[];
  /** What would have to be declared, the likeliest first; `known` when that is more than a guess by the name. */
  candidatesFor(module: string): { names: readonly string[]; known: boolean };
}

/**
 * Looks modules up: in the metadata of what is installed first, then in the bundled table, then by what names usually
 * look like. An environment that has the module ends the search, so a distribution that happens to share the module's
 * name gets no credit for it.
 */
export function createProviders(
  declared: ReadonlySet<string>,
  installed: readonly InstalledDistribution[] | undefined,
  locked: ReadonlySet<string> | undefined,
): Providers {
  const byModule = modulesOfInstalled(installed ?? []);
  const byConvention = modulesByConvention(declared);
  const fromEnvironment = (module: string) => longestPrefix(module, (prefix) => byModule.get(prefix)) ?? [];
  const candidatesFor = (module: string): { names: readonly string[]; known: boolean } => {
    const certain = fromEnvironment(module);
    const table = knownDistributionsFor(module);
    const guessed = distributionsForModule(module);
    const [top = ''] = module.split('.');
    const names = [...new Set([...certain, ...guessed])];
    // Of several that may provide it, what the lock holds is what is meant.
    const inLock = certain.length > 0 ? undefined : names.find((name) => locked?.has(name));
    return {
      names: inLock === undefined ? names : [...new Set([inLock, ...names])],
      known: certain.length > 0 || table.length > 0 || (isNamespaceName(top) && module !== top),
    };
  };
  const lookUp = (module: string): readonly string[] => {
    const certain = fromEnvironment(module).filter((name) => declared.has(name));
    if (certain.length > 0) return certain;
    const likely = candidatesFor(module).names.filter((name) => declared.has(name));
    if (likely.length > 0) return withReplacements(likely, declared);
    const replaced = candidatesFor(module).names.flatMap((name) => REPLACEMENTS[name] ?? []);
    const others = replaced.filter((name) => declared.has(name));
    if (others.length > 0) return others;
    const [top = ''] = module.split('.');
    const isKnown = knownDistributionsFor(module).length > 0 || STANDARD.has(top);
    return isKnown ? [] : (byConvention.get(top) ?? []);
  };
  const answers = new Map<string, readonly string[]>();
  return {
    candidatesFor,
    declaredFor: (module) => {
      let answer = answers.get(module);
      if (!answer) answers.set(module, (answer = lookUp(module)));
      return answer;
    },
  };
}

/** Distributions that provide the modules of another one, for other interpreters or builds; as they are known. */
const REPLACEMENTS: Readonly<Record<string, readonly string[]>> = {
  'django-cors-headers': ['django-cors-middleware'],
  pydispatcher: ['pypydispatcher'],
  pysqlite3: ['pysqlite3-binary'],
  sqlcipher3: ['sqlcipher3-binary'],
  psycopg2: ['psycopg2cffi', 'psycopg2-wheels'],
  mysqlclient: ['pymysql'],
  uwsgi: ['pyuwsgi'],
  tensorflow: ['tensorflow-cpu', 'tensorflow-intel', 'tensorflow-macos', 'tf-nightly'],
  'opencv-python': ['opencv-contrib-python-headless', 'opencv-python-headless'],
  pillow: ['pillow-simd'],
  docopt: ['docopt-ng'],
  'python-magic': ['python-magic-bin', 'python-libmagic'],
  brotli: ['brotlipy', 'brotlicffi'],
  jose: ['python-jose'],
  pycrypto: ['pycryptodome'],
  pycryptodome: ['pycrypto', 'pycryptodomex'],
};

/** A replacement for other environments is used wherever what it replaces is. */
function withReplacements(names: readonly string[], declared: ReadonlySet<string>): readonly string[] {
  const others = names.flatMap((name) => REPLACEMENTS[name] ?? []).filter((name) => declared.has(name));
  return others.length === 0 ? names : [...new Set([...names, ...others])];
}

const STANDARD = standardLibraryModules(14);

/** Words that distributions have around the name of their module: `django-axes` brings `axes`. */
const AFFIX =
  /^(?:python|django|drf|djangorestframework|flask|fastapi|wagtail|lib|py)-|-(?:python|py|py3|python3|sdk|client|django|flask|lib|ng|binary|api)$/;

function modulesByConvention(declared: ReadonlySet<string>): Map<string, string[]> {
  const found = new Map<string, string[]>();
  for (const name of declared) {
    const bare = new Set([name.replace(AFFIX, ''), name.replaceAll('-', ''), name.replace(/\d+$/, '')]);
    for (const each of bare) {
      if (each === name || each === '') continue;
      const module = each.replaceAll('-', '_');
      found.set(module, [...(found.get(module) ?? []), name]);
    }
  }
  return found;
}

function modulesOfInstalled(installed: readonly InstalledDistribution[]): Map<string, string[]> {
  const found = new Map<string, string[]>();
  for (const { modules, normalizedName } of installed) {
    for (const module of modules) found.set(module, [...(found.get(module) ?? []), normalizedName]);
  }
  return found;
}
