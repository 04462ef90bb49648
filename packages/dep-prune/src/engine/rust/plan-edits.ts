import {
  asStrings,
  isTable,
  parseToml,
  planTomlEdits,
  tableAt,
  type TomlChange,
  type TomlTable,
} from '@hone/core/manifests';
import { groupBy } from '../collections.js';
import { withOwnComments } from '../removal/own-comments.js';
import type { Declaration, Ecosystem, Verdict } from '../types.js';

/** Edits of Cargo.toml; see {@link Ecosystem.planEdits}. */
export const planRustEdits: Ecosystem['planEdits'] = (verdicts, manifests, { split = false }) => {
  const wanted = verdicts.flatMap((verdict) => verdict.declarations.map((declaration) => ({ declaration, verdict })));
  return [...groupBy(wanted, ({ declaration }) => declaration.file)].flatMap(([file, list]) => {
    const text = manifests.get(file);
    if (text === undefined) return [];
    const { table, problems } = parseToml(text, file);
    if (problems.length > 0) return [];
    const changes = list.flatMap(({ declaration, verdict }) => changesOf(declaration, verdict, table, split));
    const names = list.map(({ declaration }) => declaration.name);
    return withOwnComments(text, planTomlEdits(text, file, changes), names);
  });
};

function changesOf(declaration: Declaration, { kind }: Verdict, table: TomlTable, split: boolean): TomlChange[] {
  const { name } = declaration;
  const place = tableOf(declaration);
  const value = tableAt(table, ...place)[name];
  if (value === undefined) return [];
  const removal: TomlChange = { op: 'remove', path: [...place, name] };
  if (kind === 'unused' || kind === 'transitive') return [removal, ...fromFeatures(name, declaration, table)];
  if (kind !== 'dev-only' || !split || (isTable(value) && value['optional'] === true)) return [];
  const home = [...place.slice(0, -1), 'dev-dependencies'];
  if (tableAt(table, ...home)[name] !== undefined) return [removal];
  return [removal, { op: 'set', path: [...home, name], value: value as string, order: 'sorted' }];
}

/** The table that a declaration stands in; see `declarationOf` for its name. */
function tableOf({ part, group = '', condition }: Declaration): string[] {
  if (part === 'workspace') return ['workspace', 'dependencies'];
  const table = /([a-z-]*dependencies)\]$/.exec(group)?.[1] ?? 'dependencies';
  return condition === undefined ? [table] : ['target', condition, table];
}

/** A feature can not name a dependency that is gone. */
function fromFeatures(name: string, { part, scope }: Declaration, table: TomlTable): TomlChange[] {
  if (part === 'workspace' || scope === 'development' || scope === 'build') return [];
  const features = tableAt(table, 'features');
  const names = (item: unknown): boolean =>
    typeof item === 'string' &&
    // A feature of the same name is what a plain name means.
    (item === `dep:${name}` ||
      (item === name && features[name] === undefined) ||
      item.startsWith(`${name}/`) ||
      item.startsWith(`${name}?/`));
  return Object.keys(features).flatMap((feature) =>
    asStrings(features[feature])
      .filter(names)
      .map((): TomlChange => ({ op: 'remove', path: ['features', feature, names] })),
  );
}
