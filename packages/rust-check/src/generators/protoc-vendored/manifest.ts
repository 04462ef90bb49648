import { parseToml, tableAt, type TomlChange } from '@hone/core/manifests';
import type { UnsafeRules } from './bin-vendored.js';

/** Adds a build dependency, through the Cargo workspace where the crate takes its others from there. */
export function planDependency(
  name: string,
  version: string,
  inherited: boolean,
): { own: TomlChange[]; shared: TomlChange[] } {
  const order = 'sorted';
  return inherited
    ? {
        own: [{ op: 'set', path: ['build-dependencies', name], value: { workspace: true }, order, layout: 'inline' }],
        shared: [{ op: 'set', path: ['workspace', 'dependencies', name], value: version, order }],
      }
    : { own: [{ op: 'set', path: ['build-dependencies', name], value: version, order }], shared: [] };
}

/** How the lints of a crate judge unsafe code in its build script. */
export function unsafeLint(manifest: string, workspaceManifest: string, script: string): UnsafeRules['lint'] {
  const inScript = /#!\[(forbid|deny|warn)\(\s*unsafe_code/.exec(script)?.[1];
  const own = parseToml(manifest, 'Cargo.toml').table;
  const lints = tableAt(own, 'lints');
  const rust =
    lints.workspace === true
      ? tableAt(parseToml(workspaceManifest, 'Cargo.toml').table, 'workspace', 'lints', 'rust')
      : tableAt(lints, 'rust');
  const level = inScript ?? levelOf(rust.unsafe_code);
  return level === 'forbid' || level === 'deny' || level === 'warn' ? level : 'allow';
}

/** `"forbid"`, or `{ level = "forbid" }`. */
function levelOf(lint: unknown): unknown {
  return typeof lint === 'object' && lint !== null && 'level' in lint ? lint.level : lint;
}
