import { posix } from 'node:path';
import { distributionsForModule, knownDistributionsFor, sourceRoleOf, standardLibrarySpan } from '@hone/core/python';
import { parsePyproject } from '@hone/core/manifests';
import { lockedVersion } from '../manifests/locked.js';
import { inFolder } from '../manifests/kinds.js';
import { exportedNames } from './exports.js';
import { foundAll, type Lookup, readText } from './lookup.js';

/**
 * The distribution that provides a module: a project of the workspace, else the usual one that is known of it, else one
 * of that name that the lock has. A standard module has none.
 */
const distribution: Lookup = ({ text: module, context, variables }) => {
  const top = module.split('.', 1)[0]!;
  const standard = standardLibrarySpan(top);
  if (standard && standard.last === undefined) return [];
  const own = context.projects.flatMap(({ root }) => {
    const file = inFolder(root, 'pyproject.toml');
    const text = context.files.read(file);
    const name = text === undefined ? undefined : parsePyproject(text, file).name;
    const path = module.replaceAll('.', '/');
    const folders = [root, inFolder(root, 'src')];
    const offers = (name_: string): boolean =>
      folders.some((folder) =>
        ['.py', '/__init__.py'].some((end) => context.files.exists(inFolder(folder, name_ + end))),
      );
    return name !== undefined && (offers(path) || offers(top)) ? [name] : [];
  });
  if (own.length > 0) return foundAll(own);
  const known = knownDistributionsFor(module);
  if (known.length > 0) return foundAll([known[0]]);
  const folder = posix.dirname(variables['file'] ?? `${variables['root']}/x`);
  const locked = distributionsForModule(module).filter((name) => lockedVersion(context.files, folder, 'python', name));
  return foundAll(locked.slice(0, 1));
};

/** `dev` for tests and tools, `runtime` for what is shipped. */
const group: Lookup = ({ text: file, variables }) => {
  const root = variables['root'] ?? '.';
  const path = root === '.' ? file : posix.relative(root, file);
  const role = sourceRoleOf(path, false, false);
  return foundAll([role === 'shipped' ? 'runtime' : 'dev']);
};

/** The file of a dotted module; with `from` and leading dots a relative one. */
const moduleFile: Lookup = ({ part, context }) => {
  const [module, from] = [part('module')!, part('from')];
  const dots = /^\.*/.exec(module)![0].length;
  const path = module.slice(dots).replaceAll('.', '/');
  if (dots > 0) {
    if (from === undefined) return [];
    const folder = posix.join(posix.dirname(from), '../'.repeat(dots - 1));
    return foundAll(
      [`${path}.py`, `${path}/__init__.py`]
        .map((end) => posix.join(folder, end))
        .filter((name) => context.files.exists(name)),
    );
  }
  const ends = [`/${path}.py`, `/${path}/__init__.py`];
  return foundAll(context.files.list('.').filter((name) => ends.some((end) => `/${name}`.endsWith(end))));
};

/** Names that a source file offers at its top level. */
const exports: Lookup = ({ text: file, context }) => foundAll(exportedNames(file, readText(context, file) ?? ''));

/** The Python version since which a standard module is there: `3.11` of `tomllib`. */
const standardSince: Lookup = ({ text: module }) => {
  const span = standardLibrarySpan(module.split('.', 1)[0]!);
  return span && span.last === undefined ? foundAll([`3.${span.first}`]) : [];
};

/** Look-ups about Python. */
export const pythonLookups: Readonly<Record<string, Lookup>> = {
  'python-distribution': distribution,
  'python-group': group,
  'python-module-file': moduleFile,
  'python-standard-since': standardSince,
  exports,
};
