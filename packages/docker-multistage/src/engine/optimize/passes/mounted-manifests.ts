import type { Dockerfile, Instruction } from '../../dockerfile/index.js';
import { copyOf, stagesOf } from '../../dockerfile/index.js';
import { isManifest } from '../../lint/rules/docker/package-managers.js';
import { workdirAt, resolveAt } from '../../lint/rules/docker/locations.js';
import { pathOf } from '../../lint/rules/paths.js';
import { replace } from '../../lint/rules/support.js';
import type { FolderCopy } from '../folders.js';
import { contextPath, folderCopyOf, hasFolder, sourceOf } from '../folders.js';
import { installOf, isPreparation } from '../installs.js';
import { bindMount, mountEdit } from '../mounts.js';
import type { Pass, PassInput, PassResult } from '../pass.js';
import { doubt, nothing, together } from '../pass.js';
import { stepsOf } from '../steps.js';
import { blockOf } from '../text.js';

export const mountedManifests: Pass = {
  id: 'mounted-manifests',
  summary: 'Mounts manifests for the install that reads them, instead of copying them before the source.',
  reason: 'The copy is a layer of its own, and the source brings the same files again.',
  example: {
    files: { 'requirements.txt': 'flask==3.1.0\n', 'app.py': '' },
    before:
      'FROM python:3.12-slim\nWORKDIR /app\nCOPY requirements.txt .\nRUN pip install -r requirements.txt\nCOPY . .\n',
    after:
      'FROM python:3.12-slim\nWORKDIR /app\nRUN --mount=type=bind,source=requirements.txt,target=requirements.txt \\\n    pip install -r requirements.txt\nCOPY . .\n',
  },
  run: (input) => together(stagesOf(input.file).all.map(({ instructions }) => inStage(instructions, input))),
};

function inStage(instructions: readonly Instruction[], input: PassInput): PassResult {
  const { file, files } = input;
  const results = instructions.map((instruction, at): PassResult => {
    const manifests = manifestsCopied(instruction, file);
    const install = instructions[at + 1];
    if (!manifests || !install) return nothing;
    const steps = stepsOf(install, file)?.steps ?? [];
    const found = steps.flatMap(({ command }) => installOf(command) ?? []);
    if (found.length !== 1) return nothing;
    if (!steps.every(({ command }) => installOf(command) || isPreparation(command))) return nothing;
    const rest = instructions.slice(at + 2);
    const copyAt = rest.findIndex((other) => bringsAgain(other, instruction, input));
    if (copyAt === -1) return nothing;
    const between = rest.slice(0, copyAt).find(({ keyword }) => !/^(?:ENV|ARG|LABEL|EXPOSE)$/.test(keyword));
    if (between) return doubt(between.line, `This ${between.keyword} may need what line ${instruction.line} copies.`);
    if (!found[0]!.readsOnly)
      return doubt(install.line, 'The install may write the manifests, so they cannot be mounted.');
    if (!files) return doubt(instruction.line, 'The files of the build context are not known.');
    const needed = found[0]!.manifests((name) => sourceOf(name, install, whole(instruction, file), file), files);
    if (typeof needed === 'string') return doubt(install.line, needed);
    const pairs = needed.map((name) => [sourceOf(name, install, whole(instruction, file), file), name] as const);
    const isPlain = pairs.every(([source, target]) => /^[\w.-]+$/.test(source) && /^[\w./-]+$/.test(target));
    // What the copy brings beside them may be wanted as well.
    if (!isPlain || !manifests.every((pattern) => pairs.some(([source]) => matches(source, pattern))))
      return doubt(instruction.line, 'It copies more than the install is known to read.');
    return {
      edits: [
        replace(blockWithoutComments(instruction, file), ''),
        mountEdit(
          install,
          pairs.map(([source, target]) => bindMount(source, target)),
          file,
        ),
      ],
      doubts: [],
    };
  });
  return together(results);
}

/** The files of a COPY of nothing but manifests from the top of the context into the working folder. */
function manifestsCopied(instruction: Instruction, file: Dockerfile): string[] | undefined {
  if (instruction.keyword !== 'COPY' || instruction.flags.length > 0 || instruction.heredocs.length > 0)
    return undefined;
  const { sources, target } = copyOf(instruction, file);
  const names = sources.map((word) => contextPath(word) ?? '');
  if (!target || names.length === 0 || !names.every((name) => isManifest(name) && !name.includes('/')))
    return undefined;
  const folder = resolveAt(pathOf(target), instruction, file);
  const workdir = workdirAt(instruction, file);
  const isFile = names.length === 1 && folder === `${workdir}/${names[0]}`.replace('//', '/');
  return folder === workdir || isFile ? names : undefined;
}

function matches(name: string, pattern: string): boolean {
  const escaped = pattern
    .replace(/[.+^${}()|\\]/g, '\\$&')
    .replace(/\*/g, '[^/]*')
    .replace(/\?/g, '[^/]');
  return new RegExp(`^${escaped}$`).test(name);
}

function whole(instruction: Instruction, file: Dockerfile): FolderCopy {
  return { instruction, source: '', target: workdirAt(instruction, file) };
}

function bringsAgain(other: Instruction, copy: Instruction, { file, files }: PassInput): boolean {
  const found = folderCopyOf(other, file, (folder) => files !== undefined && hasFolder(files.paths, folder));
  return found?.source === '' && found.target === workdirAt(copy, file);
}

/** The comment above a COPY of manifests is mostly about the install, which stays. */
function blockWithoutComments(instruction: Instruction, file: Dockerfile): { start: number; end: number } {
  const { end } = blockOf(instruction, file.text);
  const start = file.text.lastIndexOf('\n', instruction.start - 1) + 1;
  const blank = /^(?:[ \t]*\r?\n)+/.exec(file.text.slice(end))?.[0].length ?? 0;
  const isFirst = start === 0 || /\n[ \t]*\r?\n$/.test(file.text.slice(0, start)) || instruction.comments.length > 0;
  return { start, end: isFirst ? end + blank : end };
}
