/** Set while targets run for a plan: a target that asks for a plan itself would never end. */
export const nestedMark = 'HONE_BUILD_FIX_RUNS';

/** What a user tells Nx, not what Nx tells its tasks. */
const KEPT =
  /^NX_(?:CACHE_DIRECTORY|WORKSPACE_DATA_DIRECTORY|PARALLEL|SKIP_(?:NX|REMOTE)_CACHE|SELF_HOSTED_.*|CLOUD_.*|NO_CLOUD|BASE|HEAD|BATCH_MODE|ISOLATE_PLUGINS|NATIVE_FILE_CACHE_DIRECTORY|MAX_.*|TMP_DIR|HOME_TMP_DIR|USER_TMP_DIR)$/;

/**
 * The environment of a run of Nx inside a task: what Nx set for the task is gone, and no tool writes colours or another
 * format because of where it runs.
 */
export function nestedEnvironment(env: NodeJS.ProcessEnv = process.env): NodeJS.ProcessEnv {
  const dropped = /^(?:NX_.*|LERNA_PACKAGE_NAME|GITHUB_ACTIONS|FORCE_COLOR|NO_COLOR)$/;
  const kept = Object.entries(env).filter(([name]) => !dropped.test(name) || KEPT.test(name));
  return {
    ...Object.fromEntries(kept),
    NX_DAEMON: 'false',
    NX_TUI: 'false',
    FORCE_COLOR: '0',
    [nestedMark]: 'true',
  };
}
