/** The facts of a target that matter here. */
export interface TargetFacts {
  executor?: string | undefined;
  continuous?: boolean | undefined;
}

/** The targets that are looked at where nobody says which. */
export const defaultTargets: readonly string[] = [
  'typecheck',
  'lint',
  'build',
  'test',
  'python-validate',
  'rust-check',
  'docker-lint',
  'dep-prune',
];

/**
 * The targets of a project to run.
 *
 * @param wanted by name; default: those of {@link defaultTargets}
 * @param targets all that the project has; those that never end or that plan fixes themselves are left out
 */
export function targetsToRun(
  wanted: readonly string[] | undefined,
  targets: Readonly<Record<string, TargetFacts>>,
): string[] {
  return [...new Set(wanted ?? defaultTargets)].filter((name) => {
    const target = targets[name];
    return target && !target.continuous && !target.executor?.startsWith('@hone/build-fix:');
  });
}
