import { describeMissing } from './missing.js';
import type { BuildEnvironment, BuildToolName, MissingTool } from './types.js';

/**
 * What build scripts say when a tool is missing. Sources: prost-build's `error_message_protoc_not_found`, protobuf's
 * `protoc` wrapper, clang-sys' "couldn't find any valid shared libraries", the cmake crate's "is `cmake` not
 * installed?", pkg-config-rs' `Error` (version 0.3), system-deps' `Error`.
 */
const SAID: readonly { tool: BuildToolName; pattern: RegExp }[] = [
  {
    tool: 'protoc',
    pattern:
      /Could not find `protoc`|protoc command not found|failed to (?:invoke|spawn|execute) `?protoc`?\b.*?(?:No such file|not found|os error 2)|Failed to find the protoc binary/i,
  },
  {
    tool: 'libclang',
    pattern: /(?:Unable to find libclang|couldn't find any valid shared libraries matching: \['libclang)/,
  },
  { tool: 'cmake', pattern: /is `cmake` not installed\?/ },
  {
    tool: 'pkg-config',
    pattern: /(?:The pkg-config command could not be found|Could not run `(?:\w+=\S+ )*"?pkg-config\b)/,
  },
  {
    tool: 'system-library',
    pattern:
      /The system library `([^`]+)` required by crate `[^`]+` was not found|Package ['"]?([\w.+-]+)['"]?(?:, required by ['"][^'"]*['"],)? (?:was )?not found/,
  },
  { tool: 'nasm', pattern: /(?:failed to (?:spawn|execute|run)|Unable to run|Unable to find) `?nasm\b/i },
  { tool: 'perl', pattern: /(?:failed to execute|Command) .*\bperl\b.* (?:not found|No such file)/ },
];

/**
 * Recognises in the output of a build script that failed which tool it lacked, for what could not be told before.
 *
 * @param output what the build script wrote, as cargo gives it (`failed to run custom build command for …`)
 * @param failed name of the package whose build script failed
 */
export function missingToolInOutput(
  output: string,
  failed: string,
  environment: Pick<BuildEnvironment, 'platform' | 'distributions'>,
): MissingTool | undefined {
  for (const { tool, pattern } of SAID) {
    const match = pattern.exec(output);
    if (!match) continue;
    const library = match[1] ?? match[2];
    return describeMissing(tool, [{ neededBy: [failed], ...(library !== undefined && { library }) }], environment);
  }
  return undefined;
}
