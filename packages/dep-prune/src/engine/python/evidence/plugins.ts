import type { Evidence } from '../../types.js';
import type { PythonContext } from '../context.js';
import { type PluginUse, pluginNames, pluginUses } from '../plugins.data.js';
import type { EvidenceSource } from './evidence-source.js';
import { isCommandFile } from './command-lines.js';

/** What other packages load by name: drivers, engines, parsers and plugins. */
export const plugins: EvidenceSource = function* (context) {
  yield* usesByName(context);
  yield* pluginsOfHosts(context);
  yield* registeredPlugins(context);
};

/** Calls, addresses and arguments that need another distribution. */
function* usesByName(context: PythonContext): Generator<Evidence> {
  const wanted = pluginUses
    .map((use) => ({ use, names: use.names.filter((name) => context.declared.has(name)) }))
    .filter(({ names }) => names.length > 0);
  if (wanted.length === 0) return;
  for (const { file, scope } of textsOf(context)) {
    const text = context.text(file) ?? '';
    for (const { use, names } of wanted) {
      const line = firstLine(text, use.pattern);
      if (line === undefined) continue;
      for (const name of names) yield useOf(name, use, file, line, scope, context);
    }
  }
}

function useOf(
  name: string,
  { pattern, host }: PluginUse,
  file: string,
  line: number,
  scope: Evidence['scope'],
  { text, declared }: PythonContext,
): Evidence {
  const seen = pattern.exec((text(file) ?? '').split(/\r\n|[\n\r]/)[line - 1] ?? '')?.[0] ?? '';
  const extra =
    host?.extra !== undefined && declared.has(host.name) ? { name: host.name, extra: host.extra } : undefined;
  return {
    kind: 'plugin',
    name,
    scope,
    conditional: true,
    detail: `${seen.trim().slice(0, 60)}${host ? `, which ${host.name} loads it for` : ''}`,
    ...(extra && { extraOf: extra }),
    file,
    line,
  };
}

/** Sources and settings of the project; addresses stand in compose files and environments too. */
function textsOf({ sources, files }: PythonContext): { file: string; scope: Evidence['scope'] }[] {
  const python = sources.files
    .filter(({ role }) => role !== 'foreign')
    .map(({ file, role }) => ({ file, scope: role === 'shipped' ? ('runtime' as const) : ('development' as const) }));
  const settings = files
    .filter((file) => isCommandFile(file) || /(?:^|\/)\.?[^/]*env[^/]*$|\.(?:ini|toml|ya?ml|cfg|json)$/.test(file))
    .filter((file) => !/(?:^|\/)(?:pyproject\.toml|.*lock.*|package\.json)$/.test(file))
    .map((file) => ({ file, scope: 'runtime' as const }));
  return [...python, ...settings];
}

function firstLine(text: string, pattern: RegExp): number | undefined {
  if (!pattern.test(text)) return undefined;
  const index = text.split(/\r\n|[\n\r]/).findIndex((line) => pattern.test(line));
  return index < 0 ? undefined : index + 1;
}

/** `pytest-cov` does its work wherever pytest is declared. */
function* pluginsOfHosts({ manifest, declared }: PythonContext): Generator<Evidence> {
  for (const name of declared) {
    for (const [pattern, hosts] of pluginNames) {
      const host = pattern.test(name) ? hosts.find((each) => declared.has(each) && each !== name) : undefined;
      const place = host && manifest.dependencies.find(({ requirement }) => requirement.normalizedName === host);
      if (!place) continue;
      yield {
        kind: 'plugin',
        name,
        scope: 'development',
        detail: `a plugin of ${host}, which is declared`,
        host,
        file: place.file,
        ...(place.line !== undefined && { line: place.line }),
      };
    }
  }
}

/** Groups of entry points that are no plugins of anybody. */
const OWN_GROUPS = new Set(['console_scripts', 'gui_scripts', 'distutils.commands', 'distutils.setup_keywords']);

/** An installed distribution that registers itself with a host does its work where the host is. */
function* registeredPlugins({ installed, declared, manifest }: PythonContext): Generator<Evidence> {
  const hosts = new Map(
    (installed ?? []).map(({ normalizedName }) => [normalizedName.replaceAll('-', '_'), normalizedName]),
  );
  for (const { normalizedName, entryPoints } of installed ?? []) {
    if (!declared.has(normalizedName)) continue;
    for (const { group } of entryPoints) {
      const host = OWN_GROUPS.has(group) ? undefined : hosts.get(hostOf(group));
      const own = host === normalizedName || host === undefined;
      const place = own
        ? undefined
        : manifest.dependencies.find(({ requirement }) => requirement.normalizedName === host);
      if (!place) continue;
      const detail = `registers itself with ${host} (${group})`;
      yield {
        kind: 'plugin',
        name: normalizedName,
        scope: place.kind === 'runtime' ? 'runtime' : 'development',
        detail,
        ...(host !== undefined && { host }),
        file: place.file,
        ...(place.line !== undefined && { line: place.line }),
      };
    }
  }
}

/** `pytest11` is pytest's, `sqlalchemy.dialects` SQLAlchemy's, `flake8.extension` flake8's. */
function hostOf(group: string): string {
  const [head = ''] = group.split('.');
  return head.replace(/\d+$/, (digits) => (digits === '11' ? '' : digits)).toLowerCase();
}
