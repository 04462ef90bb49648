import { errorMessage, HoneError } from '@hone/core/diagnostics';
import { isInside } from '@hone/core/files';
import { type EngineTask, resolveInWorkspace } from '@hone/core/nx';
import type { BuildOptions } from '../../executors/build/schema.js';
import { type Dockerfile, findStage, pairsOf, parseDockerfile, stagesOf } from '../dockerfile/index.js';
import { hasMarks } from '../scaffold/marks.js';
import { checkImageName, imageNameOf, referenceOf, tagOf, withoutRegistry } from './names.js';
import { buildArgsOf, parseSize, secretsOf, sshOf } from './plan-options.js';
import { type ProjectFacts, readDockerfile, readFacts } from './read-project.js';
import { type TokenValues, expandTokens } from './tokens.js';
import type { ImageRequest } from './types.js';

/** The images of one task, and the Dockerfile that they are built from. */
export interface BuildPlan {
  requests: ImageRequest[];
  dockerfile: Dockerfile;
}

/**
 * Works out the images of a task from its options.
 *
 * @throws HoneError when options contradict each other or name what is not there
 */
export async function planImages(
  task: EngineTask<BuildOptions>,
  workspaceRoot: string,
  env: NodeJS.ProcessEnv = process.env,
): Promise<BuildPlan> {
  const { options } = task;
  const file = inWorkspace(options.dockerfile ?? '{projectRoot}/Dockerfile', 'dockerfile', task, workspaceRoot);
  const context = inWorkspace(
    options.context ?? 'dist/hone/{projectRoot}/docker-context',
    'context',
    task,
    workspaceRoot,
  );
  const dockerfile = parseDockerfile(readDockerfile(workspaceRoot, file));
  const stages = stagesToBuild(options.stages ?? [], dockerfile, file);
  const facts = await readFacts(task, options, workspaceRoot, env);
  const common = {
    task: task.id,
    project: task.project,
    root: task.root,
    dockerfile: file,
    context,
    buildArgs: buildArgsOf(options.buildArgs ?? {}, env),
    secrets: secretsOf(options.secrets ?? []),
    ssh: sshOf(options.ssh ?? [], workspaceRoot, env),
    platforms: options.platforms ?? [],
    inlineCache: options.inlineCache ?? false,
    noCache: options.noCache ?? false,
    pull: options.pull ?? false,
    network: options.network,
    extraHosts: options.extraHosts ?? [],
    shmSize: options.shmSize === undefined ? undefined : parseSize(options.shmSize),
    output: options.output ?? 'engine',
    builder: options.builder,
  };
  const requests = stages.map(({ stage, label }): ImageRequest => {
    const { name, tags, values } = namesOf(task, options, label, stages.length > 1, facts);
    return {
      ...common,
      name,
      tags,
      stage,
      stageLabel: label,
      cacheFrom: (options.cacheFrom ?? []).map((one) => expandCache(one, 'cacheFrom', task.project, values)),
      cacheTo: (options.cacheTo ?? []).map((one) => expandCache(one, 'cacheTo', task.project, values)),
      labels: labelsOf(task, options, values, dockerfile, facts),
      archive: common.output === 'oci' ? archiveOf(task, label, stages.length > 1, workspaceRoot) : undefined,
    };
  });
  return { requests, dockerfile };
}

/**
 * A path of an option, relative to the workspace root.
 *
 * @throws HoneError when it leaves the workspace, also by a symbolic link
 */
function inWorkspace(template: string, option: string, task: EngineTask<BuildOptions>, workspaceRoot: string): string {
  // Nx has replaced its tokens already; of `{workspaceRoot}` alone nothing is left.
  const isRoot =
    /^(?:\{workspaceRoot\}\/?|\.?\/?)$/.test(template) || (template === '{projectRoot}' && task.root === '.');
  const name = isRoot ? '.' : resolvePath(template, option, task, workspaceRoot);
  if (isInside(workspaceRoot, name)) return name;
  throw new HoneError(`The option \`${option}\` names ${name}, which is a symbolic link out of the workspace.`, {
    code: 'docker/outside-workspace',
    file: name,
    hint: 'Put the files into the workspace, or name the folder inside it.',
  });
}

function resolvePath(template: string, option: string, task: EngineTask<BuildOptions>, workspaceRoot: string): string {
  try {
    return resolveInWorkspace(template, task, workspaceRoot);
  } catch (error) {
    throw new HoneError(errorMessage(error), {
      code: 'docker/outside-workspace',
      hint: `Change the option \`${option}\`.`,
      cause: error,
    });
  }
}

interface WantedStage {
  /** As the builder is asked for it; `undefined` for the last one. */
  stage: string | undefined;
  label: string;
}

function stagesToBuild(wanted: readonly string[], dockerfile: Dockerfile, file: string): WantedStage[] {
  const { all } = stagesOf(dockerfile);
  const labelOf = (index: number): string => all[index]?.name ?? `stage${index}`;
  if (wanted.length === 0) return [{ stage: undefined, label: labelOf(Math.max(all.length - 1, 0)) }];
  return wanted.map((stage) => {
    const found = findStage(all, stage);
    if (found) return { stage, label: labelOf(found.index) };
    const names = all.flatMap(({ name }) => (name === undefined ? [] : [name]));
    throw new HoneError(`The Dockerfile has no stage "${stage}".`, {
      code: 'docker/stage-unknown',
      file,
      hint: names.length > 0 ? `It has ${names.join(', ')}.` : 'None of its stages has a name: add `AS name` to FROM.',
    });
  });
}

function namesOf(
  { project }: EngineTask<BuildOptions>,
  options: BuildOptions,
  label: string,
  several: boolean,
  facts: ProjectFacts,
): Pick<ImageRequest, 'name' | 'tags'> & { values: TokenValues } {
  const known: TokenValues = {
    projectName: () => project,
    stage: () => label,
    version: () => facts.version,
    sha: () => facts.git?.sha,
    shortSha: () => facts.git?.sha?.slice(0, 7),
    branch: () => facts.git?.branch,
  };
  const name =
    options.image === undefined
      ? imageNameOf(project)
      : expandTokens(withToken(options.image, project), known, 'image', imageNameOf);
  checkImageName(name);
  const values: TokenValues = { ...known, imageName: () => withoutRegistry(name) };
  const wanted = options.tags?.length ? options.tags : [several ? '{stage}' : 'latest'];
  const tags = wanted.map((tag) => referenceOf(expandTag(withToken(tag, project), values, 'tags'), name));
  return { name, tags: [...new Set(tags)], values };
}

/** Nx writes the project's name where `{projectName}` stood: a name that is none for an image becomes the token again. */
function withToken(text: string, project: string): string {
  return /[^a-z0-9]/.test(project) ? text.replaceAll(project, '{projectName}') : text;
}

/** Before the colon of a whole reference values take the form of names, elsewhere that of tags. */
function expandTag(tag: string, values: TokenValues, option: string): string {
  const colon = tag.lastIndexOf(':');
  const isTag = colon > tag.lastIndexOf('/');
  if (!isTag && tag.includes('/')) return expandTokens(tag, values, option, imageNameOf);
  const [image, label] = isTag ? [tag.slice(0, colon), tag.slice(colon + 1)] : ['', tag];
  const prefix = image === '' ? '' : `${expandTokens(image, values, option, imageNameOf)}:`;
  return prefix + expandTokens(label, values, option, tagOf);
}

/** A reference, or `type=registry,ref=…`: names and tags take the form that they have in references. */
function expandCache(text: string, option: string, project: string, values: TokenValues): string {
  const parts = withToken(text, project).split(',');
  return parts
    .map((part) => {
      const [, key = '', value = part] = /^([\w-]+=)(.*)$/.exec(part) ?? [];
      const isReference = key === '' || key === 'ref=';
      return key + (isReference ? expandTag(value, values, option) : expandTokens(value, values, option, tagOf));
    })
    .join(',');
}

const TITLE = 'org.opencontainers.image.title';
const VERSION = 'org.opencontainers.image.version';

/** Title and version are there unasked, unless the Dockerfile has its own; both change with a release at most. */
function labelsOf(
  { project }: EngineTask<BuildOptions>,
  options: BuildOptions,
  values: TokenValues,
  dockerfile: Dockerfile,
  { version }: ProjectFacts,
): Record<string, string> {
  const own = new Set(
    dockerfile.instructions
      .filter(({ keyword }) => keyword === 'LABEL')
      .flatMap((label) => pairsOf(label, dockerfile).map(({ key }) => key)),
  );
  const given = Object.entries(options.labels ?? {}).map(
    ([key, value]) => [key, expandTokens(value, values, 'labels')] as const,
  );
  const labels = new Map<string, string>();
  if (!own.has(TITLE)) labels.set(TITLE, project);
  // What our generator wrote is the version of that day.
  if ((!own.has(VERSION) || hasMarks(dockerfile.text)) && version !== undefined) labels.set(VERSION, version);
  for (const [key, value] of given) labels.set(key, value);
  return Object.fromEntries([...labels].sort(([a], [b]) => (a < b ? -1 : 1)));
}

function archiveOf(task: EngineTask<BuildOptions>, label: string, several: boolean, workspaceRoot: string): string {
  const usual = several ? 'dist/hone/{projectRoot}/image.{stage}.oci.tar' : 'dist/hone/{projectRoot}/image.oci.tar';
  const template = task.options.archivePath ?? usual;
  if (several && !template.includes('{stage}')) {
    throw new HoneError('Several stages would be written to one archive.', {
      code: 'docker/option-invalid',
      hint: 'Put {stage} into the option `archivePath`.',
    });
  }
  return resolveInWorkspace(template.replaceAll('{stage}', tagOf(label)), task, workspaceRoot);
}
