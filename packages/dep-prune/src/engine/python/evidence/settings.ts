import { asStrings, isTable, type TomlTable } from '@hone/core/manifests';
import type { Evidence } from '../../types.js';
import type { PythonContext } from '../context.js';
import { pluginKeys, tableTools, toolFiles } from '../settings.data.js';
import { servers } from '../programs.data.js';
import { isDevelopmentTool } from '../tools.js';
import type { EvidenceSource } from './evidence-source.js';

/** Tools that have settings here: a table of pyproject.toml or of an ini file, or a file of their own. */
export const settings: EvidenceSource = function* (context) {
  yield* ownFiles(context);
  yield* tomlTables(context);
  yield* iniTables(context);
};

function* ownFiles({ files, rootFiles, declared }: PythonContext): Generator<Evidence> {
  for (const [pattern, names] of toolFiles) {
    const wanted = names.filter((name) => declared.has(name));
    const file = wanted.length > 0 ? [...files, ...rootFiles].find((each) => pattern.test(each)) : undefined;
    if (file === undefined) continue;
    for (const name of wanted) yield evidence(name, `settings of ${name}`, file);
  }
}

function* tomlTables({ pyproject, request, declared, providers, manifest }: PythonContext): Generator<Evidence> {
  if (!pyproject) return;
  // The build backend's settings are read where the project is built, and by what is installed for that.
  const builders = new Set(
    manifest.dependencies.filter(({ kind }) => kind === 'build').map(({ requirement }) => requirement.normalizedName),
  );
  const file = request.project.root === '.' ? 'pyproject.toml' : `${request.project.root}/pyproject.toml`;
  const tool = isTable(pyproject.table['tool']) ? pyproject.table['tool'] : {};
  for (const table of Object.keys(tool)) {
    for (const name of toolsOf(table, declared)) {
      if (!builders.has(name)) yield evidence(name, `[tool.${table}]`, file);
    }
  }
  for (const [keys, host] of pluginKeys) {
    for (const plugin of asStrings(valueAt(pyproject.table, keys))) {
      for (const name of providers.declaredFor(plugin)) yield evidence(name, `${plugin}, a plugin of ${host}`, file);
    }
  }
}

function* iniTables({ files, rootFiles, text, declared }: PythonContext): Generator<Evidence> {
  for (const file of [...files, ...rootFiles].filter((each) => /(?:^|\/)(?:setup\.cfg|tox\.ini)$/.test(each))) {
    const lines = (text(file) ?? '').split(/\r\n|[\n\r]/);
    for (const [index, line] of lines.entries()) {
      const table = /^\[([^\]]+)\]/.exec(line)?.[1];
      if (table === undefined) continue;
      for (const name of toolsOf(table, declared)) yield { ...evidence(name, `[${table}]`, file), line: index + 1 };
    }
  }
}

/** `[tool.isort]` is isort's; some tools have a table of another name. */
function toolsOf(table: string, declared: ReadonlySet<string>): string[] {
  const [head = ''] = table.split(/[:.]/);
  const own = head.toLowerCase().replaceAll('_', '-');
  const names = [own, ...(tableTools[table] ?? []), ...(tableTools[head] ?? [])];
  return [...new Set(names)].filter((name) => declared.has(name));
}

function valueAt(table: TomlTable, keys: readonly string[]): unknown {
  return keys.reduce<unknown>((value, key) => (isTable(value) ? value[key] : undefined), table);
}

/** Settings of a linter say that it serves development; those of a server say nothing of when it runs. */
function evidence(name: string, detail: string, file: string): Evidence {
  const scope = servers.has(name) ? 'runtime' : 'development';
  const certain = isDevelopmentTool(name);
  return { kind: 'setting', name, scope, ...(!certain && { conditional: true }), detail, file };
}
