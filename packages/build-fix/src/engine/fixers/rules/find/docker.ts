import { posix } from 'node:path';
import { isDockerfileName } from '@hone/core/files';
import type { FixContext } from '../../../types.js';
import { inFolder } from '../manifests/kinds.js';
import { baseImage, type Instruction, packageManager, parseInstructions, stagesOf } from './dockerfile.js';
import { fillPattern } from '../template.js';
import { foundAll, type Lookup, readText } from './lookup.js';
import { SYSTEM_PACKAGES, type SystemNeed } from './system-packages.data.js';

/** The entry's file when it is a Dockerfile, else the only one of the project. */
const dockerfile: Lookup = ({ variables, context: { files, project } }) => {
  const file = variables['file'];
  if (file !== undefined && isDockerfileName(posix.basename(file))) return foundAll([file]);
  const own = files.list(project.root).filter((name) => isDockerfileName(posix.basename(name)));
  const nested = project.nestedRoots ?? [];
  return foundAll(own.filter((name) => !nested.some((root) => name.startsWith(`${root}/`))));
};

/** Names of a Dockerfile's stages. */
const stages: Lookup = ({ text: file, context }) =>
  foundAll(stagesOf(parseInstructions(readText(context, file) ?? '')).map(({ name }) => name));

/** Lines of the RUN instructions whose text has a pattern; `all`: of any instruction. */
const instruction: Lookup = ({ part, raw, variables, context }) => {
  const pattern = fillPattern(String((raw as { pattern: unknown }).pattern), variables, 'i');
  const keyword = (part('keyword') ?? 'RUN').toUpperCase();
  return foundAll(
    parseInstructions(readText(context, part('file')!) ?? '')
      .filter((each) => each.keyword === keyword && pattern.test(each.text))
      .map(({ line }) => String(line)),
  );
};

/** The system package that has a header, library, program or pkg-config module, for the image of the stage at a line. */
const systemPackage: Lookup = ({ part, context }) => {
  const instructions = parseInstructions(readText(context, part('file')!) ?? '');
  const at = instructions.filter(({ line }) => line <= Number(part('line')!)).at(-1);
  const image = at && baseImage(stagesOf(instructions), at.stage);
  const manager = image === undefined ? undefined : packageManager(image);
  if (!manager) return [];
  const needs: SystemNeed[] = ['header', 'library', 'program', 'pkg-config'];
  return foundAll(
    needs.map((need) => {
      const wanted = part(need);
      return wanted === undefined ? undefined : SYSTEM_PACKAGES[need][wanted]?.[manager];
    }),
  );
};

/** The folder that a Dockerfile is built in: of the workspace's and its own, where its COPY sources are. */
const buildContext: Lookup = ({ text: file, context, variables }) => {
  const folder = posix.dirname(file);
  if (folder === '.') return foundAll(['.']);
  // A source that the builder did not find says nothing.
  const all = copySources(parseInstructions(readText(context, file) ?? ''));
  const sources = all.filter((name) => posix.normalize(name) !== variables['path']);
  const [top, own] = ['.', folder].map(
    (each) => sources.filter((name) => isThere(context, inFolder(each, name))).length,
  );
  return top === own ? [] : foundAll([top! > own! ? '.' : folder]);
};

/** Files and folders of the build context with the name of a path, as COPY would have to write them. */
const source: Lookup = ({ part, context }) => {
  const [folder, wanted] = [part('context')!, posix.basename(part('path')!)];
  const names = context.files.list(folder).map((name) => (folder === '.' ? name : posix.relative(folder, name)));
  const folders = names.flatMap((name) =>
    name
      .split('/')
      .slice(0, -1)
      .map((_, index, parts) => parts.slice(0, index + 1).join('/')),
  );
  return foundAll([...names, ...new Set(folders)].filter((name) => posix.basename(name) === wanted));
};

const isThere = ({ files }: FixContext, name: string): boolean => {
  const path = posix.normalize(name).replace(/\/$/, '');
  return !path.includes('*') && (files.exists(path) || files.list(path).length > 0);
};

function copySources(instructions: readonly Instruction[]): string[] {
  return instructions
    .filter(({ keyword, text }) => (keyword === 'COPY' || keyword === 'ADD') && !text.includes('--from='))
    .flatMap(({ text }) =>
      text
        .replace(/--\S+\s+/g, '')
        .split(/\s+/)
        .slice(0, -1),
    )
    .filter((source) => !source.startsWith('[') && !source.includes('$') && source !== '.' && !/^https?:/.test(source));
}

/** Look-ups about Dockerfiles. */
export const dockerLookups: Readonly<Record<string, Lookup>> = {
  dockerfile,
  'docker-stages': stages,
  'docker-instruction': instruction,
  'docker-context': buildContext,
  'docker-source': source,
  'system-package': systemPackage,
};
