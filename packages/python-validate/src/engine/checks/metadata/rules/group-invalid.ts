import { normalizeName, parseRequirement } from '@hone/core/manifests';
import { findCycle } from '../cycle.js';
import type { Finding, MetadataRule } from '../finding.js';
import { isTable, tableAt, typeName, type TomlTable } from '../toml-value.js';

const at = ['dependency-groups'];

export const groupInvalid: MetadataRule = {
  id: 'python/group-invalid',
  summary: 'A dependency group is malformed, includes an unknown group or itself, or has the name of another.',
  reason: 'Installers reject the group, and some of them the whole file.',
  level: 'error',
  specification: 'https://packaging.python.org/en/latest/specifications/dependency-groups/',
  bad: { 'pyproject.toml': '[dependency-groups]\ntest = ["pytest"]\ndev = [{include-group = "tests"}]\n' },
  good: { 'pyproject.toml': '[dependency-groups]\ntest = ["pytest"]\ndev = [{include-group = "test"}]\n' },
  *check({ document }): Generator<Finding> {
    const { 'dependency-groups': value } = document;
    const table = tableAt(document, at);
    if (!table) {
      if (value !== undefined) yield { message: `\`dependency-groups\` must be a table, not ${typeName(value)}.`, at };
      return;
    }
    yield* clashes(table);
    for (const [group, entries] of Object.entries(table)) yield* checkGroup(table, group, entries);
    const cycle = findCycle(
      new Map(Object.entries(table).map(([group, entries]) => [normalizeName(group), includes(entries)])),
    );
    if (cycle) {
      const first = Object.keys(table).find((group) => normalizeName(group) === cycle[0]) ?? cycle[0]!;
      yield {
        message: `The groups include each other in a circle: ${cycle.join(' → ')}.`,
        at: [...at, first],
        onKey: true,
      };
    }
  },
};

function* clashes(table: TomlTable): Generator<Finding> {
  const byName = new Map<string, string>();
  for (const group of Object.keys(table)) {
    const other = byName.get(normalizeName(group));
    if (other !== undefined) {
      yield {
        message: `The groups \`${other}\` and \`${group}\` have the same name once normalised.`,
        at: [...at, group],
        onKey: true,
      };
    }
    byName.set(normalizeName(group), group);
  }
}

function* checkGroup(table: TomlTable, group: string, entries: unknown): Generator<Finding> {
  if (!Array.isArray(entries)) {
    yield { message: `The group \`${group}\` must be an array, not ${typeName(entries)}.`, at: [...at, group] };
    return;
  }
  const known = new Set(Object.keys(table).map(normalizeName));
  for (const [index, entry] of (entries as unknown[]).entries()) {
    const place = [...at, group, index];
    if (typeof entry === 'string') continue;
    const included = includedGroup(entry);
    if (included === undefined) {
      yield {
        message: `An entry of the group \`${group}\` is neither a requirement nor \`{include-group = "…"}\`.`,
        at: place,
      };
    } else if (!known.has(normalizeName(included))) {
      const isPackage = !('error' in parseRequirement(included));
      const hint = isPackage ? `If the package \`${included}\` is meant, write it as a string.` : undefined;
      yield {
        message: `The group \`${group}\` includes \`${included}\`, which is not a group.`,
        ...(hint && { hint }),
        at: place,
      };
    }
  }
}

function includes(entries: unknown): string[] {
  if (!Array.isArray(entries)) return [];
  return (entries as unknown[])
    .map(includedGroup)
    .filter((name) => name !== undefined)
    .map(normalizeName);
}

function includedGroup(entry: unknown): string | undefined {
  if (!isTable(entry) || Object.keys(entry).length !== 1) return undefined;
  const name = entry['include-group'];
  return typeof name === 'string' ? name : undefined;
}
