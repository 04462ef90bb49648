import { planTomlEdits, type TomlChange, type TomlInput } from '@hone/core/manifests';
import { parseToml, stringsAt, tableAt } from '@hone/core/toml';
import { addDependency, type NewDependency } from '../manifests/add-dependency.js';
import { parseJsonText, planJsonAppend, planJsonEdit } from '../manifests/json-text.js';
import { fillData, fillTemplate } from '../template.js';
import { insideWorkspace, NotApplicable } from '../workbench.js';
import type { Step } from './step.js';

interface FeatureArguments {
  manifest: string;
  name: string;
  feature: string;
}

interface ValueArguments {
  file: string;
  set?: (string | number)[];
  append?: (string | number)[];
  remove?: (string | number)[];
  value?: unknown;
}

const valueAt = (root: unknown, path: readonly (string | number)[]): unknown =>
  path.reduce((at, key) => (at as Record<string, unknown> | undefined | null)?.[key], root);

/** In an array the item with that value, in a table the key: what `remove` means by its last word. */
function removedPath(root: unknown, path: readonly (string | number)[]): (string | number)[] {
  const parent = valueAt(root, path.slice(0, -1));
  if (!Array.isArray(parent)) return [...path];
  const index = parent.indexOf(path.at(-1));
  if (index < 0) throw new NotApplicable(`${path.join('.')} is not there`);
  return [...path.slice(0, -1), index];
}

/** Sets, appends or removes a value of a TOML file. */
export const toml: Step = (argument, { variables, bench }) => {
  const { file, set, append, remove, value } = fillData(argument, variables) as ValueArguments;
  const text = bench.text(file);
  const input = value as TomlInput;
  const changes: TomlChange[] = [];
  if (set) changes.push({ op: 'set', path: set, value: input, order: 'end' });
  if (append) changes.push({ op: 'append', path: append, value: input, order: 'sorted', unique: true });
  if (remove) changes.push({ op: 'remove', path: removedPath(parseToml(text, file).table, remove) });
  bench.edit(file, planTomlEdits(text, file, changes));
};

/** Sets, appends or removes a value of a JSON file; comments stay. */
export const json: Step = (argument, { variables, bench }) => {
  const { file, set, append, remove, value } = fillData(argument, variables) as ValueArguments;
  const text = bench.text(file);
  const root = parseJsonText(text);
  if (set) bench.replace(file, planJsonEdit(text, set, value));
  if (append) {
    const list = valueAt(root, append);
    if (Array.isArray(list) && list.includes(value)) throw new NotApplicable('it is there');
    bench.replace(
      file,
      Array.isArray(list) ? planJsonAppend(text, append, value) : planJsonEdit(text, append, [value]),
    );
  }
  if (remove) bench.replace(file, planJsonEdit(text, removedPath(root, remove), undefined));
};

/** Asks for a feature of a crate that a manifest declares. */
export const addFeature: Step = (argument, { variables, bench }) => {
  const { manifest, name, feature } = fillData(argument, variables) as FeatureArguments;
  const text = bench.text(manifest);
  const { table } = parseToml(text, manifest);
  const lists = ['dependencies', 'dev-dependencies', 'build-dependencies'];
  const list = lists.find((each) => Object.hasOwn(tableAt(table, each), name));
  if (list === undefined) throw new NotApplicable(`${name} is not declared`);
  const known = tableAt(table, list)[name];
  if (typeof known === 'string') {
    const value = { version: known, features: [feature] };
    bench.edit(manifest, planTomlEdits(text, manifest, [{ op: 'set', path: [list, name], value }]));
    return;
  }
  if (stringsAt(tableAt(table, list, name), 'features').includes(feature)) throw new NotApplicable('it is there');
  const path = [list, name, 'features'];
  bench.edit(manifest, planTomlEdits(text, manifest, [{ op: 'append', path, value: feature, order: 'sorted' }]));
};

/** Declares a dependency in a manifest. */
export const addDependencyStep: Step = (argument, { variables, bench, context }) => {
  const { manifest, name, group, version, features } = fillData(argument, variables) as NewDependency;
  addDependency(bench, context, {
    manifest: insideWorkspace(manifest),
    name: name,
    ...(group !== undefined && { group }),
    ...(version !== undefined && { version: fillTemplate(version, variables) }),
    ...(features && { features }),
  });
};
