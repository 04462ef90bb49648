import path from 'node:path';
import { type GeneratorCallback, getProjects, type Tree } from '@nx/devkit';
import type { CargoCrate } from '@hone/core/cargo';
import { editToml } from '@hone/core/manifests';
import { type CargoTree, readCargoTree } from '../shared/cargo-tree.js';
import { folderInside } from '../shared/paths.js';
import { refuse } from '../shared/refuse.js';
import { formatRust } from '../shared/rustfmt.js';
import { useBinary } from './bin-vendored.js';
import { type CodeGenerator, findCodeGenerator } from './code-generator.js';
import { planDependency, unsafeLint } from './manifest.js';
import { useProtox } from './protox.js';
import type { ProtocVendoredOptions } from './schema.js';
import { readScript, type Script, suppliedBy } from './script.js';

/** Makes a crate build without an installed protoc. Does nothing where its build script supplies one already. */
export default async function protocVendored(tree: Tree, options: ProtocVendoredOptions): Promise<GeneratorCallback> {
  const cargo = await readCargoTree(tree);
  const crate = findCrate(tree, cargo, options.project);
  const script = readScriptOf(tree, crate);
  const supplied = suppliedBy(script);
  if (supplied !== undefined) {
    return () => console.log(`\n${script.file} needs no installed protoc: it uses ${supplied}.\n`);
  }
  const generator = findCodeGenerator(crate);
  const change = chooseChange(tree, crate, script, generator, options.with ?? 'auto');
  await writeScript(tree, crate, script, change.text);
  addDependency(tree, crate, change.dependency, change.version, generator.dependency.inherited);
  return () =>
    console.log(
      `\n${crate.package.name} builds without an installed protoc. Cargo.lock is brought up to date by cargo's next run.\n`,
    );
}

function findCrate(tree: Tree, { projects }: CargoTree, project: string): CargoCrate {
  const at = (folder: string | undefined): CargoCrate | undefined =>
    folder === undefined ? undefined : projects.crates.find(({ root }) => root === folder);
  const found =
    projects.crates.find((crate) => crate.package.name === project) ??
    at(getProjects(tree).get(project)?.root) ??
    at(folderInside(project));
  return found ?? refuse(`There is no crate \`${project}\`.`, 'Name its Nx project, its package or its folder.');
}

function readScriptOf(tree: Tree, crate: CargoCrate): Script {
  const { build } = crate.package;
  const file = path.posix.join(crate.root, typeof build === 'string' ? build : 'build.rs');
  const text = build === false ? null : tree.read(file, 'utf8');
  return text === null
    ? refuse(`${crate.package.name} has no build script at ${file}.`, 'Without one it needs no protoc of its own.')
    : readScript(text, file);
}

interface Change {
  text: string;
  dependency: string;
  version: string;
}

function chooseChange(
  tree: Tree,
  crate: CargoCrate,
  script: Script,
  { dependency, protox }: CodeGenerator,
  wanted: NonNullable<ProtocVendoredOptions['with']>,
): Change {
  const lint = unsafeLint(
    read(tree, crate.file),
    read(tree, path.posix.join(crate.workspace, 'Cargo.toml')),
    script.text,
  );
  const needed = Number(crate.package.edition ?? '2015') >= 2024;
  const forbidden = needed && lint === 'forbid';
  if (wanted === 'protox' || (wanted === 'auto' && forbidden)) {
    return protox === undefined
      ? refuse(
          `${dependency.name} ${dependency.requirement ?? ''} does not take what protox compiles, as far as is known.`,
          'Use tonic-prost-build 0.14, tonic-build 0.13 or prost-build 0.12 to 0.14, or `--with=protoc-bin-vendored`.',
        )
      : { text: useProtox(script), dependency: 'protox', version: protox };
  }
  if (forbidden) {
    refuse(
      `Setting PROTOC in ${script.file} needs unsafe code in the edition ${crate.package.edition!}, and the lints of the crate forbid it.`,
      'Use `--with=protox`.',
    );
  }
  return { text: useBinary(script, { needed, lint }), dependency: 'protoc-bin-vendored', version: '3' };
}

function read(tree: Tree, file: string): string {
  return tree.read(file, 'utf8') ?? '';
}

/** Formats what was formatted before. */
async function writeScript(tree: Tree, crate: CargoCrate, { text, file }: Script, changed: string): Promise<void> {
  const edition = crate.package.edition ?? '2015';
  const format = (source: string): Promise<string> => formatRust(source, tree.root, crate.root, edition);
  tree.write(file, (await format(text)) === text ? await format(changed) : changed);
}

function addDependency(tree: Tree, crate: CargoCrate, name: string, version: string, inherited: boolean): void {
  const { own, shared } = planDependency(name, version, inherited);
  tree.write(crate.file, editToml(read(tree, crate.file), own, crate.file));
  const file = path.posix.join(crate.workspace, 'Cargo.toml');
  if (shared.length > 0) tree.write(file, editToml(read(tree, file), shared, file));
}
