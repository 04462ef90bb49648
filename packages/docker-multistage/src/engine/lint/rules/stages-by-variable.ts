import type { Stage } from '../../dockerfile/index.js';

const VARIABLE = /\$\{[^}]*\}|\$\w+/;

/**
 * The earlier stages that a name with a variable in it can mean: `target-amd64` and `target-arm64` for
 * `target-${TARGETARCH}`. A name that begins with the variable could be any image, so it means none.
 *
 * @param stages those above the FROM
 */
export function stagesByVariable(stages: readonly Stage[], name: string): readonly Stage[] {
  const [prefix = '', ...rest] = name.toLowerCase().split(new RegExp(VARIABLE, 'g'));
  if (prefix === '' || rest.length === 0) return [];
  const parts = [prefix, ...rest].map((part) => part.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&'));
  const pattern = new RegExp(`^${parts.join('[\\w.-]+')}$`);
  return stages.filter((stage) => stage.name !== undefined && pattern.test(stage.name));
}
