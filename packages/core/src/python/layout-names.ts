/**
 * Folders of a flat layout that are no packages by convention. The convention is that of setuptools' automatic
 * discovery (https://setuptools.pypa.io/en/latest/userguide/package_discovery.html#flat-layout), and what applications
 * use for the same purposes.
 */
export const commonNonPackages: ReadonlySet<string> = new Set(
  (
    'ci bin debian doc docs documentation manpages news newsfragments changelog test tests testing unit_test unit_tests ' +
    'integration_tests e2e example examples samples demo demos scripts script tools tool util utils python build dist ' +
    'benchmark benchmarks bench exercise exercises htmlcov tasks fabfile site_scons notebooks node_modules venv env ' +
    'src lib requirements docs_src t ' +
    'site __pycache__'
  ).split(' '),
);

/** Files of a flat layout that are no modules to import, by the same convention. */
export const commonNonModules: ReadonlySet<string> = new Set(
  (
    'setup conftest test tests example examples build toxfile noxfile pavement dodo tasks fabfile sconstruct conanfile ' +
    'manage benchmark benchmarks exercise exercises __init__ __main__'
  ).split(' '),
);
