import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { logger, readProjectConfiguration, type Tree } from '@nx/devkit';
import { HoneError } from '@hone/core/diagnostics';
import { splitWords, unquote } from '../../engine/dockerfile/index.js';
import { parseDockerfile } from '../../engine/dockerfile/index.js';
import { parseIgnoreFile } from '../../engine/lint/config/ignore-file.js';
import { optimizeDockerfile } from '../../engine/optimize/optimize.js';
import type { OptimizeResult } from '../../engine/optimize/optimize.js';
import type { ProjectFiles } from '../../engine/optimize/pass.js';
import { allPasses } from '../../engine/optimize/passes/index.js';
import { renderPasses } from '../../engine/optimize/render.js';
import { hasMarks } from '../../engine/scaffold/marks.js';
import type { VerifyEngine } from '../../engine/optimize/verify/types.js';
import { contextFiles, writeContext } from './context-files.js';
import type { OptimizeOptions } from './schema.js';

/** What surrounds the generator; tests give their own. */
export interface Surroundings {
  /** Connects to an engine, only where `verify` asks for it. */
  engine?: (signal: AbortSignal) => Promise<VerifyEngine>;
}

/** Rewrites the Dockerfile of a project, and with `verify` keeps the new one only when it works. */
export default async function optimizeGenerator(
  tree: Tree,
  options: OptimizeOptions,
  surroundings: Surroundings = {},
): Promise<void> {
  const { file, context } = locate(tree, options);
  const text = readText(tree, file);
  checkPasses(options.skip ?? []);
  const ignoreText =
    tree.read(`${file}.dockerignore`, 'utf8') ?? tree.read(path.posix.join(context, '.dockerignore'), 'utf8');
  const ignoreFile = ignoreText === null ? undefined : parseIgnoreFile(ignoreText);
  const files = contextFiles(tree, context, ignoreFile);
  const result = optimizeDockerfile({
    text,
    files,
    ignoreFile,
    unsafe: options.unsafe ?? false,
    skip: options.skip ?? [],
  });
  logger.info(renderPasses(file, result.passes));
  if (result.text === text) return;
  if (options.verify && !(await isVerified({ tree, context, files, text, result, options }, surroundings))) {
    logger.warn(`${file} stays as it is.`);
    return;
  }
  tree.write(file, result.text);
}

function locate(tree: Tree, { project, dockerfile = 'Dockerfile', context }: OptimizeOptions) {
  const { root } = readProjectConfiguration(tree, project);
  const file = path.posix.join(root, dockerfile);
  const folder = path.posix.normalize(context ?? path.posix.dirname(file));
  for (const name of [file, folder])
    if (name.startsWith('..') || path.posix.isAbsolute(name))
      throw refusal(`${name} is not in the workspace.`, 'Name a path in it.');
  return { file, context: folder };
}

function readText(tree: Tree, file: string): string {
  const text = tree.read(file, 'utf8');
  if (text === null)
    throw refusal(
      `There is no ${file}.`,
      'Name the Dockerfile with `--dockerfile`, relative to the folder of the project.',
    );
  const [problem] = parseDockerfile(text).problems;
  if (problem) {
    const line = text.slice(0, problem.at.start).split('\n').length;
    throw refusal(
      `${file}:${line}: ${problem.message}`,
      problem.hint ?? 'Put it right first: only what the builder takes is rewritten.',
    );
  }
  if (hasMarks(text)) throw refusal(`${file} was written by the generator \`dockerfile\`.`, 'Run that again instead.');
  return text;
}

function checkPasses(skip: readonly string[]): void {
  const unknown = skip.find((id) => !allPasses.some((pass) => pass.id === id));
  if (unknown !== undefined)
    throw refusal(
      `There is no pass \`${unknown}\` to skip.`,
      `There are: ${allPasses.map(({ id }) => id).join(', ')}.`,
    );
}

interface Candidate {
  tree: Tree;
  context: string;
  files: ProjectFiles;
  text: string;
  result: OptimizeResult;
  options: OptimizeOptions;
}

/** The engine is loaded only here: without `verify`, the generator needs none. */
async function isVerified(
  { tree, context, files, text, result, options }: Candidate,
  surroundings: Surroundings,
): Promise<boolean> {
  const { sourceToEdit, verify } = await import('../../engine/optimize/verify/verify.js');
  const { renderVerification } = await import('../../engine/optimize/verify/render.js');
  const abort = new AbortController();
  const interrupt = () => abort.abort();
  process.once('SIGINT', interrupt);
  const scratch = fs.mkdtempSync(path.join(os.tmpdir(), 'hone-optimize-'));
  const folder = path.join(scratch, 'context');
  try {
    const engine = await (surroundings.engine ?? dockerEngine)(abort.signal);
    fs.mkdirSync(folder);
    writeContext(tree, context, files, folder);
    const verification = await verify(
      {
        before: text,
        after: result.text,
        folder,
        source: sourceToEdit(files.paths),
        command: options.command === undefined ? undefined : wordsOf(options.command),
        buildArgs: options.buildArgs ?? {},
        timeoutSeconds: options.timeout ?? 60,
        onStep: (message) => logger.info(message),
      },
      engine,
    );
    logger.info(renderVerification(verification));
    return verification.works;
  } finally {
    process.off('SIGINT', interrupt);
    fs.rmSync(scratch, { recursive: true, force: true });
  }
}

async function dockerEngine(signal: AbortSignal): Promise<VerifyEngine> {
  const { connect } = await import('../../engine/build/connect.js');
  const { dockerVerifyEngine } = await import('../../engine/optimize/verify/docker-engine.js');
  return dockerVerifyEngine(await connect(), signal);
}

function wordsOf(command: string): string[] {
  return splitWords(command, '\\').map(({ raw }) => unquote(raw, '\\'));
}

/** Nx shows an error's message only, so the hint goes into it. */
function refusal(message: string, hint: string): HoneError {
  return new HoneError(`${message} ${hint}`, { code: 'docker/optimize', hint });
}
