import type { FailureCategory } from '../types.js';

/** Of tools whose entries do not say it, such as those of SARIF reports. */
export const TOOL_CATEGORIES: Readonly<Record<string, FailureCategory>> = {
  cargo: 'compilation',
  clang: 'compilation',
  clippy: 'lint',
  eslint: 'lint',
  gcc: 'compilation',
  go: 'compilation',
  hadolint: 'lint',
  javac: 'compilation',
  mypy: 'type',
  'docker-lint': 'lint',
  'docker-multistage': 'lint',
  'dep-prune': 'policy',
  pyright: 'type',
  pytest: 'test',
  python: 'compilation',
  'python-validate': 'compilation',
  ruff: 'lint',
  rustc: 'compilation',
  rustfmt: 'lint',
  tsc: 'type',
  typescript: 'type',
  vitest: 'test',
  jest: 'test',
};

/** Rules that say more than their tool: `tool rule`. */
export const RULE_CATEGORIES: Readonly<Record<string, FailureCategory>> = {
  'python ModuleNotFoundError': 'dependency-resolution',
  'pytest ModuleNotFoundError': 'dependency-resolution',
  'vitest missing-module': 'dependency-resolution',
  'jest missing-module': 'dependency-resolution',
  'node MODULE_NOT_FOUND': 'dependency-resolution',
  'node ERR_MODULE_NOT_FOUND': 'dependency-resolution',
  'ruff invalid-syntax': 'compilation',
  'tsc TS6053': 'environment',
};

/** Rules that report that something else failed. They say nothing of the cause: `tool rule`. */
export const CONSEQUENCES: ReadonlySet<string> = new Set([
  'cargo build-script-failed',
  'docker step-failed',
  'gradle task-failed',
  'ld link-failed',
  'make recipe-failed',
  'maven goal-failed',
  'nx task-failed',
  'npm ELIFECYCLE',
  'pytest collection-error',
]);

/** What a message says of its cause, whichever tool passes it on; the first that matches counts. */
export const MESSAGE_CATEGORIES: readonly { category: FailureCategory; pattern: RegExp }[] = [
  {
    category: 'resources',
    pattern:
      /no space left on device|\bENOSPC\b|disk quota exceeded|cannot allocate memory|\bENOMEM\b|heap out of memory|java\.lang\.OutOfMemoryError|too many open files|\bEMFILE\b|\bSIGKILL\b|signal: 9\b|oom[- ]kill|(?:exit code:?|exit status|Error) 137\b/i,
  },
  {
    category: 'environment',
    pattern:
      /command not found|is not recognized as an internal or external command|^(?:\/bin\/)?(?:ba|da|z)?sh: .*: not found|\bspawn \S+ ENOENT|linker `[^`]+` not found|could not find `?protoc|cannot connect to the docker daemon|toolchain '[^']+' is not installed|(?:exit code:?|exit status|Error) 127\b/i,
  },
  {
    category: 'network',
    pattern:
      /\b(?:ECONNREFUSED|ECONNRESET|ETIMEDOUT|EAI_AGAIN|ENETUNREACH)\b|could not resolve host|temporary failure in name resolution|connection (?:refused|reset by peer|timed out)|network is unreachable|certificate verify failed|tls handshake timeout|max retries exceeded/i,
  },
  {
    category: 'lock-outdated',
    pattern:
      /lock ?file\b.*\b(?:needs to be updated|out of date|out-of-date|not up to date)|frozen[- ]lockfile|missing go\.sum entry|package-lock\.json .*not in sync/i,
  },
  {
    category: 'dependency-resolution',
    pattern:
      /\bERESOLVE\b|no matching distribution found|no matching package named|could not resolve dependenc|failed to select a version|no solution found when resolving/i,
  },
];

/** What makes a test fail for a reason outside of it. */
export const TEST_RESOURCES = /no space left on device|\bENOSPC\b|cannot allocate memory|heap out of memory/i;
