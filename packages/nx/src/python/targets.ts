import type { TargetConfiguration } from '@nx/devkit';
import { foldersAbove } from '../graph/candidates.js';
import type { SliceFacts } from '../graph/language.js';
import type { ResolvedOptions } from '../graph/options.js';
import { outputPath } from '../graph/output-path.js';
import type { PythonProjectFacts } from './types.js';

/** The packages that the workspace has installed, of those that matter here, with their versions. */
export type InstalledTools = Readonly<Partial<Record<'@hone/python-validate' | 'pyright', string>>>;

/** What a project's targets depend on besides its facts. */
export interface TargetFacts {
  project: PythonProjectFacts;
  tools: InstalledTools;
  /** Names and versions of the programs that run. */
  toolchain: string;
  /** Fingerprint of the project's virtual environment, where there is one. */
  environment?: string;
  workspaceModules: Record<string, { distribution: string; project: string }>;
}

/** The file name of a project's part of its Python lock file. */
export const sliceName = 'python-lock-slice.json';

/** What a Python project's tools read of it: module files, manifests, and configurations wherever they may lie. */
const sources = '{projectRoot}/**/*.{py,pyi,pyx,so,pyd}';
const manifests = [
  '{projectRoot}/{pyproject.toml,setup.cfg,setup.py}',
  '{projectRoot}/**/*.{txt,in}',
  // Named in a manifest by convention, and looked for there.
  '{projectRoot}/{README,LICENSE,LICENCE,COPYING,NOTICE,AUTHORS}*',
];
const configurations = ['pyproject.toml', 'ruff.toml', '.ruff.toml', 'setup.cfg', 'mypy.ini', '.mypy.ini'].concat([
  'pyrightconfig.json',
  'ty.toml',
  'pyrefly.toml',
  '.gitignore',
  '.ignore',
  '.nxignore',
  'py.typed',
]);
/** The ones that a tool looks for above the project too. */
const inherited = configurations.filter((name) => name !== 'py.typed');

/** The targets of one Python project, its lock slice apart. */
export function pythonTargets(facts: TargetFacts, options: ResolvedOptions): Record<string, TargetConfiguration> {
  if (!facts.tools['@hone/python-validate']) return {};
  return { [options.pythonValidateTargetName]: pythonValidate(facts, options) };
}

/** What the project's part of its lock is made of: the manifest gives the name by which the lock knows the project. */
export function pythonSlice({ lock }: PythonProjectFacts): SliceFacts | undefined {
  if (lock === undefined) return undefined;
  return { lock, name: sliceName, inputs: ['{projectRoot}/{pyproject.toml,setup.cfg,setup.py}'] };
}

function pythonValidate(facts: TargetFacts, options: ResolvedOptions): TargetConfiguration {
  const { project, toolchain, environment, workspaceModules } = facts;
  const { types, engine } = options.python;
  const target = options.pythonValidateTargetName;
  const hasLock = project.lock !== undefined;
  return {
    executor: '@hone/python-validate:validate',
    cache: true,
    ...(hasLock && { dependsOn: [options.lockSliceTargetName] }),
    inputs: [
      ...validateInputs(project),
      // A type checker follows imports into the projects that this one depends on.
      ...(types ? [`^${sources}`, '^{projectRoot}/**/py.typed'] : []),
      ...(hasLock ? [{ dependentTasksOutputFiles: `**/${sliceName}`, transitive: false }] : []),
      { externalDependencies: [] },
    ],
    outputs: ['{options.reportPath}'],
    options: {
      reportPath: `{workspaceRoot}/${outputPath(project.root, `${target}.sarif`)}`,
      toolchain,
      ...(environment !== undefined && { environment }),
      ...(hasLock && { lockSlice: outputPath(project.root, sliceName) }),
      ...(Object.keys(workspaceModules).length > 0 && { workspaceModules }),
      ...(engine !== 'auto' && { engine }),
      ...(types && { checks: { types: true } }),
    },
    metadata: {
      description: 'Checks syntax, lint, imports, metadata and the lock file of this Python project.',
      technologies: ['python'],
      help: {
        command: `npx nx run ${project.name}:${target} --help`,
        example: { options: { checks: { lint: false }, failOn: 'warning' } },
      },
    },
  };
}

/** Files, not folders of files: what a task can't read must not run it again. */
function validateInputs(project: PythonProjectFacts): string[] {
  const own = [sources, ...manifests, `{projectRoot}/**/{${configurations.join(',')}}`];
  const above = foldersAbove(project.root).map((folder) => {
    const prefix = folder === '.' ? '{workspaceRoot}' : `{workspaceRoot}/${folder}`;
    return `${prefix}/{${inherited.join(',')}}`;
  });
  const named = outsideFiles(project, [...project.manifest.manifests, ...project.manifest.extendedConfigs]);
  return [...new Set([...own, ...above, ...named.map((file) => `{workspaceRoot}/${file}`)])];
}

/** The ones of some files that lie outside a project's folder, but in the workspace; sorted. */
export function outsideFiles({ root }: PythonProjectFacts, files: readonly string[]): string[] {
  return files.filter((file) => !isBelow(file, root) && !file.startsWith('../')).sort();
}

function isBelow(file: string, root: string): boolean {
  return root === '.' ? !file.startsWith('../') : file.startsWith(`${root}/`);
}
