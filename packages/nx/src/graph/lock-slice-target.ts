import type { TargetConfiguration } from '@nx/devkit';
import type { SliceFacts } from './language.js';
import { outputPath } from './output-path.js';

/** The project whose slices are cut. */
export interface SlicedProject {
  name: string;
  root: string;
  /** The name of the target. */
  target: string;
  technologies: string[];
  /** One for each language that has locked dependencies; at least one. */
  slices: readonly SliceFacts[];
}

/** The target that writes a project's part of its lock file, or of its lock files. */
export function lockSliceTarget({ name, root, target, technologies, slices }: SlicedProject): TargetConfiguration {
  const parts = slices.map(({ lock, name: file }) => ({
    lock,
    slicePath: `{workspaceRoot}/${outputPath(root, file)}`,
  }));
  const [only] = parts;
  const locks = slices.map(({ lock }) => lock).join(' and ');
  return {
    executor: '@hone/nx:lock-slice',
    cache: true,
    inputs: [
      ...new Set(slices.flatMap(({ lock, inputs }) => [`{workspaceRoot}/${lock}`, ...inputs])),
      { externalDependencies: [] },
    ],
    outputs: parts.length === 1 ? ['{options.slicePath}'] : parts.map(({ slicePath }) => slicePath),
    options: parts.length === 1 ? { ...only } : { slices: parts },
    metadata: {
      description: `Writes the part of ${locks} that this project can see.`,
      technologies,
      help: { command: `npx nx run ${name}:${target} --help`, example: { options: { failOn: 'warning' } } },
    },
  };
}
