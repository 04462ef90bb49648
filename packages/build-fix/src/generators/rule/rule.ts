import { HoneError } from '@hone/core/diagnostics';
import { type GeneratorCallback, getPackageManagerCommand, type Tree } from '@nx/devkit';
import { rulesFolder } from '../../engine/fixers/rules/load/load-rules.js';
import { renderNewRule } from './render-rule.js';
import type { RuleOptions } from './schema.js';

/** Writes a rule of the workspace; one that is there stays. */
export default function ruleGenerator(tree: Tree, options: RuleOptions): GeneratorCallback {
  const file = `${rulesFolder}/${options.id.replaceAll('/', '-')}.yaml`;
  if (tree.exists(file)) {
    throw new HoneError(`${file} is there already.`, { file, hint: 'Edit it, or give the new rule another id.' });
  }
  tree.write(file, renderNewRule(options));
  return () =>
    console.log(`\nFill in ${file}, and run its examples:  ${getPackageManagerCommand().exec} build-fix check\n`);
}
