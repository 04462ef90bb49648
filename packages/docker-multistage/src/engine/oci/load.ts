import path from 'node:path';
import { type Diagnostic, errorMessage, HoneError } from '@hone/core/diagnostics';
import {
  type Engine,
  type EngineContext,
  type EngineTask,
  type ReportOptions,
  type TaskOutcome,
  resolveInWorkspace,
} from '@hone/core/nx';
import type { LoadOptions } from '../../executors/load/schema.js';
import { connect } from '../build/connect.js';
import type { ImageResult } from '../build/types.js';
import { readImageFile } from './image-file.js';
import { type LoadedImage, loadImage, parsePlatform } from './load-image.js';
import type { LoadTarget } from './types.js';

const TOOL = { name: 'docker-multistage' };
const IMAGE_FILE = 'image.json';

/** Loads the images of `image.json` into the engine, several tasks in one process. */
export const loadEngine: Engine<LoadOptions & ReportOptions> = {
  name: 'docker-load',
  writesReport: false,
  async *run(tasks, context) {
    const { docker, platform } = await connect();
    const target: LoadTarget = {
      docker,
      platform: parsePlatform(platform),
      workspaceRoot: context.workspaceRoot,
      signal: context.signal,
    };
    // One after another: the disk is what limits, and images of one workspace share layers.
    for (const task of tasks) yield [task.id, await loadTask(task, context, target)];
  },
};

async function loadTask(
  task: EngineTask<LoadOptions>,
  context: EngineContext,
  target: LoadTarget,
): Promise<TaskOutcome> {
  const file = imageFileOf(task, context.workspaceRoot);
  const notes: string[] = [];
  try {
    const { images } = await readImageFile(context.workspaceRoot, file);
    const wanted = chooseImages(images, task.options.stages ?? [], file);
    for (const image of wanted) notes.push(renderLoaded(image, await loadImage(target, image)));
    return { report: { tools: [TOOL], diagnostics: [] }, notes };
  } catch (error) {
    return { report: { tools: [TOOL], diagnostics: [toDiagnostic(error, file)] }, notes, failed: true };
  }
}

function imageFileOf(task: EngineTask<LoadOptions>, workspaceRoot: string): string {
  const template = task.options.imagePath ?? path.posix.join('dist/hone', task.root, IMAGE_FILE);
  return resolveInWorkspace(template, task, workspaceRoot);
}

function chooseImages(images: readonly ImageResult[], stages: readonly string[], file: string): readonly ImageResult[] {
  const missing = stages.find((stage) => !images.some((image) => image.stage === stage));
  if (missing !== undefined) {
    const has = images.map(({ stage }) => stage).join(', ');
    throw new HoneError(`${file} has no image of the stage "${missing}", only of ${has || 'none'}.`, {
      file,
      hint: 'Add it to the option `stages` of the build.',
    });
  }
  return stages.length > 0 ? images.filter(({ stage }) => stages.includes(stage)) : images;
}

const WAYS: Record<LoadedImage['how'], string> = {
  present: 'the engine has it',
  loaded: 'loaded from its archive',
  pulled: 'pulled by digest',
};

function renderLoaded(image: ImageResult, { how, tagged }: LoadedImage): string {
  const names = image.tags.join(', ') || image.id;
  return `${names}: ${WAYS[how]}${how === 'present' && tagged.length > 0 ? `, tagged ${tagged.join(', ')}` : ''}.`;
}

function toDiagnostic(error: unknown, file: string): Diagnostic {
  const { hint, code, file: named } = error instanceof HoneError ? error : { hint: undefined, code: undefined, file };
  return {
    tool: TOOL.name,
    ruleId: code ?? 'docker/load',
    level: 'error',
    message: errorMessage(error),
    ...(hint && { hint }),
    location: { file: named ?? file },
  };
}
