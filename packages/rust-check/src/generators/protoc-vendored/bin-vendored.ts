import { prependToMain, type Script } from './script.js';

/** How a crate's lints judge unsafe code, and whether setting a variable needs it: it does from the edition 2024 on. */
export interface UnsafeRules {
  needed: boolean;
  lint: 'allow' | 'warn' | 'deny' | 'forbid';
}

/**
 * Lets a build script point PROTOC to the protoc of protoc-bin-vendored, unless it is set: on platforms that the crate
 * has no program for, an installed one still serves.
 */
export function useBinary(script: Script, { needed, lint }: UnsafeRules): string {
  const set = needed ? 'unsafe { std::env::set_var("PROTOC", protoc) };' : 'std::env::set_var("PROTOC", protoc);';
  return prependToMain(script, [
    '// protoc comes with protoc-bin-vendored, so that nobody has to install it.',
    'if std::env::var_os("PROTOC").is_none() {',
    '    let protoc = protoc_bin_vendored::protoc_bin_path()',
    '        .expect("protoc-bin-vendored has no protoc for this platform: set PROTOC");',
    ...(needed ? ['    // SAFETY: the build script has started no thread yet.'] : []),
    ...(needed && lint !== 'allow' ? ['    #[allow(unsafe_code)]'] : []),
    `    ${set}`,
    '}',
    '',
  ]);
}
