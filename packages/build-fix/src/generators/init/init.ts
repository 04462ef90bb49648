import { initGenerator } from '@hone/nx/init';
import { type GeneratorCallback, getPackageManagerCommand, type Tree } from '@nx/devkit';
import type { InitOptions } from './schema.js';

/**
 * What `nx add @hone/build-fix` runs. The graph plugin of the family does the work: it infers the targets. The hook after
 * runs is left off unless it is asked for, since it has its cost in every run.
 */
export default function init(tree: Tree, { keepFailures, ...options }: InitOptions): GeneratorCallback {
  return initGenerator(tree, {
    ...options,
    nextTarget: () => 'build-fix',
    purpose: 'plan fixes of what fails',
    ...(keepFailures
      ? { set: [[['buildFix', 'keepFailures'], true]] }
      : {
          note: `For a line on what may be fixed after each run that fails:  ${getPackageManagerCommand().exec} nx g @hone/build-fix:init --keepFailures`,
        }),
  });
}
