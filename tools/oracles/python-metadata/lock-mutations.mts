/** A change of one file of the workspace that {@link baseWorkspace} gives: the first `from` becomes `to`. */
export interface Mutation {
  label: string;
  file: string;
  from: string;
  to: string;
}

/**
 * Changes that uv sees and we can't, with the reason: a lock slice holds what the lock says of the project's packages,
 * and nothing of the workspace as a whole.
 */
export const knownGaps: Readonly<Record<string, string>> = {
  'a wider Python': 'the lock holds only what all members have in common',
  'a path dependency no longer editable': 'a slice does not say how a path is installed',
  'the root becomes a package': 'a slice does not say how a path is installed',
  'a constraint': 'a setting of the workspace',
  'an override': 'a setting of the workspace',
  'default groups': 'a setting of the workspace',
  'the prerelease setting': 'a setting of the workspace',
};

/** A uv workspace with most of what a manifest can ask for: members, a path dependency, extras, groups, markers. */
export const baseWorkspace: Readonly<Record<string, string>> = {
  'pyproject.toml': `[project]
name = "root"
version = "0.1"
requires-python = ">=3.10"
dependencies = ["a", "click>=8", "typing-extensions>=4 ; python_version < '3.13'", "httpx[http2]>=0.27"]

[project.optional-dependencies]
Pdf_x = ["idna>=3"]
win = ["colorama ; sys_platform == 'win32'"]

[dependency-groups]
dev = ["pytest>=8", {include-group = "lint"}]
lint = ["pluggy"]
empty = []

[tool.uv]
package = false

[tool.uv.workspace]
members = ["libs/*"]

[tool.uv.sources]
a = {workspace = true}
`,
  'libs/a/pyproject.toml': `[project]
name = "a"
version = "0.1"
requires-python = ">=3.11"
dependencies = ["b", "v", "idna"]

[tool.uv.sources]
b = {workspace = true}
v = {path = "../../vend/v", editable = true}

[build-system]
requires = ["hatchling"]
build-backend = "hatchling.build"
`,
  'libs/a/src/a/__init__.py': '',
  'libs/b/pyproject.toml': `[project]
name = "b"
version = "0.2"
requires-python = ">=3.10"
dependencies = ["sniffio==1.3.0", "idna"]

[tool.uv]
dev-dependencies = ["packaging>23"]

[build-system]
requires = ["hatchling"]
build-backend = "hatchling.build"
`,
  'libs/b/src/b/__init__.py': '',
  'vend/v/pyproject.toml': `[project]
name = "v"
version = "0.3"
requires-python = ">=3.8"
dependencies = []

[build-system]
requires = ["hatchling"]
build-backend = "hatchling.build"
`,
  'vend/v/src/v/__init__.py': '',
};

const root = 'pyproject.toml';
const a = 'libs/a/pyproject.toml';
const b = 'libs/b/pyproject.toml';

/** One change each; some mean nothing to the lock. What is right is uv's answer, not ours. */
export const mutations: readonly Mutation[] = (
  [
    ['nothing', root, '[project]', '[project]'],
    ['a comment', root, '[project]', '# a comment\n[project]'],
    ['a description', root, 'version = "0.1"', 'version = "0.1"\ndescription = "x"'],
    ['keywords', a, 'version = "0.1"', 'version = "0.1"\nkeywords = ["x"]'],
    ['another order', a, '"b", "v", "idna"', '"idna", "v", "b"'],
    ['spaces in a specifier', root, 'click>=8', 'click >= 8'],
    ['name in capitals', root, 'click>=8', 'Click>=8'],
    ['a trailing zero', root, 'click>=8"', 'click>=8.0"'],
    ['quotes of a marker', root, `python_version < '3.13'`, `python_version<'3.13'`],
    ['full version in a marker', root, `python_version < '3.13'`, `python_full_version < '3.13'`],
    ['an extra respelled', root, 'Pdf_x', 'pdf-x'],
    ['the same requirement twice', a, '"idna"]', '"idna", "idna"]'],
    ['a marker that always holds', a, '"idna"]', `"idna ; python_version >= '3.8'"]`],
    ['the order of a group', root, '"pytest>=8", {include-group = "lint"}', '{include-group = "lint"}, "pytest>=8"'],
    ['an included group written out', root, '{include-group = "lint"}', '"pluggy"'],
    ['a higher bound', root, 'click>=8', 'click>=8.1'],
    ['an upper bound', root, 'click>=8', 'click>=8,<9'],
    ['no bound', root, 'click>=8', 'click'],
    ['a bound out of reach', b, 'sniffio==1.3.0', 'sniffio==1.3.1'],
    ['an extra asked for', root, 'click>=8', 'httpcore[socks]'],
    ['an extra not asked for', root, 'httpx[http2]', 'httpx'],
    ['another extra asked for', root, 'httpx[http2]', 'httpx[http2,socks]'],
    ['another marker', root, `< '3.13'`, `< '3.12'`],
    ['no marker', root, ` ; python_version < '3.13'`, ''],
    ['a platform marker', a, '"idna"', `"idna ; sys_platform == 'linux'"`],
    ['a dependency added', a, '"idna"]', '"idna", "h11"]'],
    ['a dependency removed', a, ', "idna"]', ']'],
    ['a dependency replaced', b, '"idna"', '"certifi"'],
    ['a member no longer asked for', root, '"a", ', ''],
    ['a member asked for', b, '"idna"]', '"idna", "a"]\n[tool.uv.sources]\na = {workspace = true}\n'],
    ['an extra renamed', root, 'Pdf_x', 'pdf'],
    ['an extra added', root, 'win = [', 'all = ["certifi"]\nwin = ['],
    ['an empty extra added', root, 'win = [', 'none = []\nwin = ['],
    ['an extra removed', root, 'Pdf_x = ["idna>=3"]\n', ''],
    ['a requirement of an extra', root, 'idna>=3', 'idna>=3.1'],
    ['the marker of an extra', root, `sys_platform == 'win32'`, `sys_platform == 'darwin'`],
    ['a group renamed', root, 'lint = ["pluggy"]', 'linting = ["pluggy"]\nlint = ["pluggy"]'],
    ['a requirement of a group', root, 'pytest>=8', 'pytest>=7'],
    ['a requirement of an included group', root, 'lint = ["pluggy"]', 'lint = ["pluggy>=1"]'],
    ['an empty group removed', root, 'empty = []\n', ''],
    ['an empty group added', root, 'empty = []\n', 'empty = []\nempty2 = []\n'],
    ['an include removed', root, ', {include-group = "lint"}', ''],
    ['an old development dependency', b, 'packaging>23', 'packaging>22'],
    [
      'an old development dependency moved to a group',
      b,
      '[tool.uv]\ndev-dependencies = ["packaging>23"]',
      '[dependency-groups]\ndev = ["packaging>23"]',
    ],
    ['a version', root, 'version = "0.1"', 'version = "0.2"'],
    ['the version of a member', a, 'version = "0.1"', 'version = "0.1.1"'],
    ['the version respelled', a, 'version = "0.1"', 'version = "0.1.0"'],
    ['a narrower Python', a, '>=3.11', '>=3.12'],
    ['a wider Python that others bound', root, '>=3.10', '>=3.8'],
    ['a wider Python', a, '>=3.11', '>=3.10'],
    ['an upper bound of Python', root, '>=3.10', '>=3.10,<4'],
    ['the name of a member', a, 'name = "a"', 'name = "aa"'],
    ['a path dependency from the index', a, 'v = {path = "../../vend/v", editable = true}\n', ''],
    ['a path dependency no longer editable', a, ', editable = true', ''],
    [
      'a source for git',
      root,
      'a = {workspace = true}',
      'a = {workspace = true}\nclick = {git = "https://github.com/pallets/click"}',
    ],
    ['a constraint', root, 'package = false', 'package = false\nconstraint-dependencies = ["h11<1"]'],
    ['an override', root, 'package = false', 'package = false\noverride-dependencies = ["h11>=0.14"]'],
    ['the root becomes a package', root, 'package = false', 'package = true'],
    ['default groups', root, 'package = false', 'package = false\ndefault-groups = ["lint"]'],
    ['a member excluded', root, 'members = ["libs/*"]', 'members = ["libs/*"]\nexclude = ["libs/c"]'],
    [
      'the Python of a path dependency',
      'vend/v/pyproject.toml',
      'requires-python = ">=3.8"',
      'requires-python = ">=3.9"',
    ],
    ['a dependency of a path dependency', 'vend/v/pyproject.toml', 'dependencies = []', 'dependencies = ["idna"]'],
    [
      'a group of a path dependency',
      'vend/v/pyproject.toml',
      '[build-system]',
      '[dependency-groups]\ndev = ["idna"]\n[build-system]',
    ],
    ['the version of a path dependency', 'vend/v/pyproject.toml', '0.3', '0.4'],
    ['the prerelease setting', root, 'package = false', 'package = false\nprerelease = "allow"'],
  ] as const
).map(([label, file, from, to]) => ({ label, file, from, to }));
