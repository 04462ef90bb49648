import type { BuildEnvironment, MissingTool } from './types.js';

/**
 * Recognises in the output of a build script that failed which tool it lacked, for what could not be told before.
 *
 * @param output what the build script wrote, as cargo gives it (`failed to run custom build command for …`)
 * @param failed name of the package whose build script failed
 */
export function missingToolInOutput(
  _output: string,
  _failed: string,
  _environment: Pick<BuildEnvironment, 'platform' | 'distributions'>,
): MissingTool | undefined {
  return undefined;
}
