import { initGenerator } from '@hone/nx/init';
import type { GeneratorCallback, Tree } from '@nx/devkit';
import type { InitOptions } from './schema.js';

/** What `nx add @hone/build-fix` runs. The graph plugin of the family does the work: it infers the targets. */
export default function init(tree: Tree, options: InitOptions): GeneratorCallback {
  return initGenerator(tree, {
    ...options,
    nextTarget: () => 'build-fix',
    purpose: 'plan fixes of what fails',
  });
}
