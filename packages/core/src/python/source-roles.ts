/**
 * What a source file is for. `shipped`: part of what is installed or deployed. `test`: run by the project's own tests.
 * `dev`: documentation, examples, tools, build scripts. `foreign`: copies of other distributions and the samples of tests,
 * which are not judged.
 */
export type SourceRole = 'shipped' | 'test' | 'dev' | 'foreign';

/** Folders of tests: never shipped code, wherever they lie. */
const TEST_FOLDERS =
  /(?:^|\/)(?:_?tests?|_?testing|unit_?tests?|integration_?tests?|type_?tests?|typing_tests|e2e|test_?suite|test_?utils?)\//i;
/** Folders below the tests' that hold samples: input of tests, often never run and wrong on purpose. */
const SAMPLES =
  /(?:^|\/)(?:test_?)?(?:data|test-data|fixtures|resources|samples|inputs?|cases|snapshots|functional|assets)\//i;
/** Copies of other distributions, which answer for themselves. */
const VENDORED = /(?:^|\/)_?(?:vendor|vendored|vendored_packages|extern|third_?party)\//i;
/** Files that serve development, wherever they lie. */
const DEV_FILES =
  /(?:^|\/)(?:setup|noxfile|toxfile|tasks|fabfile|dodo|pavement|hatch_build|pdm_build|_custom_build|_build_backend|release|docs?)\.pyi?$/i;
/** Tests, and what is shipped for the tests of others. */
const TEST_FILES = /(?:^|\/)(?:conftest|test_[^/]*|[^/]*_tests?|tests?|testing|_testing|_?pytest_?plugin)\.pyi?$/i;
/** Folders that hold tools and documents of a project, where they are not inside a package. */
const DEV_FOLDERS =
  /(?:^|\/)(?:docs?(?:_src)?|documentation|examples?|samples?|demos?|scripts?|tools?|utils?|benchmarks?|bench|asv_bench|perf|profiling|ci|\.[^/]*|tasks|dev|devtools|dev_tools|notebooks|fuzz|fuzzing|release|requirements|site_scons|bin|contrib|misc|extras|typings?|stubs|mypy_primer|_?build_?backend|packaging)\//i;

/**
 * Whether a file is shipped.
 *
 * @param path relative to the project
 * @param offered whether it lies in a module that the project offers to importers
 * @param packaged whether the project is built into a distribution, which holds the offered modules only
 */
export function sourceRoleOf(path: string, offered: boolean, packaged: boolean): SourceRole {
  if (VENDORED.test(path)) return 'foreign';
  if (TEST_FOLDERS.test(path) && SAMPLES.test(path)) return 'foreign';
  if (TEST_FOLDERS.test(path) || TEST_FILES.test(path)) return 'test';
  if (DEV_FILES.test(path)) return 'dev';
  if (offered) return 'shipped';
  return packaged || DEV_FOLDERS.test(path) ? 'dev' : 'shipped';
}
