import { knownDistributionsFor } from '@hone/core/python';
import { pluginNames } from './plugins.data.js';
import { handTools, installers, programs, servers } from './programs.data.js';

/** Hosts whose plugins are no sign of development. */
const PRODUCTION_HOSTS = new Set([
  'dbt-core',
  'apache-airflow',
  'opentelemetry-sdk',
  'setuptools',
  'keyring',
  'poetry',
]);

/** Whether a distribution serves development by what it is: a linter, a runner, or a plugin of one. */
export function isDevelopmentTool(name: string): boolean {
  return !servers.has(name) && (handTools.has(name) || hostsOf(name).some((host) => !PRODUCTION_HOSTS.has(host)));
}

/** The distributions of which this one is a plugin, by its name alone. */
export function hostsOf(name: string): readonly string[] {
  return pluginNames.flatMap(([pattern, hosts]) => (pattern.test(name) ? hosts : []));
}

const PROGRAMS = new Set([...programs.values()].flat());
const HOSTS = new Set(pluginNames.flatMap(([, hosts]) => hosts));

/** Whether a distribution is known for what is imported from it, and for nothing that could be run or loaded by name. */
export function isPlainLibrary(name: string): boolean {
  const runs =
    PROGRAMS.has(name) || handTools.has(name) || servers.has(name) || installers.has(name) || HOSTS.has(name);
  return !runs && hostsOf(name).length === 0 && isKnownLibrary(name);
}

/** Whether it is known which module a distribution offers. */
export function isKnownLibrary(name: string): boolean {
  const bare = name.replace(/^(?:python|py)-?|-?(?:py|python|binary)$/g, '').replace(/\d+$/, '');
  return [name, bare].some((each) => knownDistributionsFor(each.replaceAll('-', '_')).includes(name));
}
