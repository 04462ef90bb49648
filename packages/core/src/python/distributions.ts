import { DISTRIBUTION_NAMES } from './distribution-names.data.js';
import { SAME_NAME } from './same-names.js';

/** Top-level names that many distributions share: none of them provides the bare name. */
const NAMESPACES: ReadonlySet<string> = new Set(
  (
    'google azure zope backports sphinxcontrib jaraco repoze plone collective ruamel opentelemetry airflow mysql snowflake ' +
    'paste zc llama_index'
  ).split(' '),
);

/** Whether many distributions put their packages under this top-level name (`google`, `azure`, `zope`). */
export function isNamespaceName(name: string): boolean {
  return NAMESPACES.has(name);
}

let byPrefix: ReadonlyMap<string, readonly string[]> | undefined;

function table(): ReadonlyMap<string, readonly string[]> {
  byPrefix ??= new Map([
    ...SAME_NAME.map((name): [string, string[]] => [name, [normalize(name)]]),
    ...DISTRIBUTION_NAMES.trim()
      .split('\n')
      .map((line): [string, string[]] => {
        const [module, ...names] = line.split(' ');
        return [module!, names];
      }),
  ]);
  return byPrefix;
}

/** The distributions that are known to provide a module, the usual one first; empty when nothing is known of it. */
export function knownDistributionsFor(module: string): readonly string[] {
  for (let prefix = withoutApiVersion(module); prefix !== ''; prefix = parentOf(prefix)) {
    const names = table().get(prefix);
    if (names) return names;
  }
  return [];
}

/**
 * The distributions that may provide a module, the likeliest first: those known of its longest known prefix, then those
 * that share its name by convention (`a.b` may come from `a`, `a-b`, `python-a`, `pya`). Stub distributions
 * (`types-x`, `x-stubs`) provide nothing at run time and are never named.
 *
 * @param module a dotted module, for example `google.cloud.storage`
 * @returns names after PEP 503 normalisation
 */
export function distributionsForModule(module: string): string[] {
  const parts = withoutApiVersion(module).split('.');
  const [top = ''] = parts;
  const joined = parts.map((_, index) => normalize(parts.slice(0, index + 1).join('-')));
  const byName = NAMESPACES.has(top) ? namespaceOrder(top, joined) : joined;
  const bare = normalize(top);
  const byConvention = NAMESPACES.has(top) ? [] : [`python-${bare}`, `${bare}-python`, `py${bare}`, `${bare}-py`];
  return [...new Set([...knownDistributionsFor(module), ...byName, ...byConvention])].filter((name) => name !== '');
}

/** Google's clients have a package for each version of an API: `google.cloud.kms_v1` beside `google.cloud.kms`. */
function withoutApiVersion(module: string): string {
  return module.startsWith('google.') ? module.replaceAll(/_v\d+(?:p\d+)?(?:(?:alpha|beta)\d*)?(?=\.|$)/g, '') : module;
}

/** Distributions of Google and Azure bear three parts of the module's name, those of other namespaces two. */
function namespaceOrder(top: string, joined: readonly string[]): string[] {
  const [two, three] = [joined.slice(1, 2), joined.slice(2, 3)];
  const deep = joined.slice(3).reverse();
  return (top === 'google' || top === 'azure' ? [three, two, deep] : [two, three, deep]).flat();
}

/** PEP 503: lower case, runs of `-`, `_` and `.` as one `-`. */
function normalize(name: string): string {
  return name
    .toLowerCase()
    .replaceAll(/[-_.]+/g, '-')
    .replaceAll(/^-|-$/g, '');
}

function parentOf(module: string): string {
  const dot = module.lastIndexOf('.');
  return dot < 0 ? '' : module.slice(0, dot);
}
