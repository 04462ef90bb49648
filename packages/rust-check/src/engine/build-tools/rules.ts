import type { Rule } from '../rules/rule.js';
import { sayHow } from './missing.js';
import type { BuildToolName } from './types.js';

/** What each rule finds missing, and what fails without it. */
const TEXTS: Readonly<Record<BuildToolName, readonly [summary: string, reason: string]>> = {
  protoc: [
    'The protoc that a build script runs is installed, or the build script brings one.',
    'prost-build, tonic-build and others run it to compile .proto files, and without it the crate has no code for them.',
  ],
  libclang: [
    'The libclang that bindgen reads C headers with is installed.',
    'bindgen makes the Rust declarations of a C library from its headers, in the build script.',
  ],
  cmake: ['The cmake that a build script runs is installed.', 'It builds C or C++ code that the crate is linked with.'],
  'pkg-config': [
    'The pkg-config that a build script asks for libraries is installed.',
    'Without it the build script can not tell where the libraries of the system are, and ends.',
  ],
  'system-library': [
    'The system libraries that a build script asks pkg-config for are installed, with their development files.',
    'The build script ends where a library that it can not do without is not found.',
  ],
  nasm: ['The nasm that a build script runs is installed.', 'It assembles x86 code that the crate is linked with.'],
  perl: [
    'The perl that the build of OpenSSL needs is installed.',
    "The feature `vendored` builds OpenSSL from source, and OpenSSL's own configuration is a Perl script.",
  ],
};

/** What rust-check itself says of outside tools. What they take is a machine without the tool, so they have no examples. */
export const buildToolRules: readonly Rule[] = (Object.keys(TEXTS) as BuildToolName[]).map((tool) => ({
  id: `rust/${tool}-missing`,
  summary: TEXTS[tool][0],
  reason: TEXTS[tool][1],
  level: 'error',
  hint: sayHow(tool, [], { platform: 'linux', distributions: [] }),
  bad: {},
  good: {},
}));
