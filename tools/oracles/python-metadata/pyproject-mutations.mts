/** A pyproject.toml with most fields of the standard, valid as it is. */
export const basePyproject = `[build-system]
requires = ["hatchling>=1.25"]
build-backend = "hatchling.build"

[project]
name = "billing-service"
version = "1.0.2"
description = "Bills"
requires-python = ">=3.10"
license = "MIT"
keywords = ["money", "tax"]
authors = [{name = "Ada", email = "ada@example.org"}]
maintainers = [{name = "Bob"}]
classifiers = ["Programming Language :: Python :: 3", "Private :: Do Not Upload"]
dependencies = ["httpx[http2]>=0.27", "tomli>=2; python_version < '3.11'"]
dynamic = ["readme"]

[project.optional-dependencies]
pdf = ["reportlab~=4.0"]

[project.urls]
Homepage = "https://example.org"

[project.scripts]
billing = "billing.cli:main"

[project.gui-scripts]
billing-ui = "billing.ui:main"

[project.entry-points."billing.plugins"]
vat = "billing.vat"

[dependency-groups]
test = ["pytest>=8"]
dev = [{include-group = "test"}, "ruff"]
`;

/** One change each; what is right is validate-pyproject's answer. */
export const mutations = (
  [
    ['nothing', '[project]', '[project]'],
    ['no name', 'name = "billing-service"', ''],
    ['a name with a space', 'billing-service', 'billing service'],
    ['a name with a final dash', 'billing-service', 'billing-'],
    ['a name in capitals with dots', 'billing-service', 'Billing.Service'],
    ['a name that is a number', '"billing-service"', '5'],
    ['no version', 'version = "1.0.2"', ''],
    ['a version that is none', '1.0.2', '1.0.x'],
    ['a version in another spelling', '1.0.2', 'v1.0-RC1'],
    ['a version that is a number', '"1.0.2"', '1.0'],
    ['a dynamic version', '["readme"]', '["version"]'],
    ['no version, but dynamic', 'version = "1.0.2"\n', 'dynamic = ["version"]\n#'],
    ['an unknown dynamic field', '["readme"]', '["readmes"]'],
    ['the name as dynamic', '["readme"]', '["name"]'],
    ['partly dynamic dependencies', '["readme"]', '["dependencies"]'],
    ['a dynamic that is a string', '["readme"]', '"readme"'],
    ['an unknown field', 'description = "Bills"', 'homepage = "x"'],
    ['a field with an underscore', 'requires-python', 'requires_python'],
    ['a description that is a list', '"Bills"', '["Bills"]'],
    ['requires-python without an operator', '">=3.10"', '"3.10"'],
    ['requires-python with a star', '">=3.10"', '">=3.10.*"'],
    ['requires-python with a caret', '">=3.10"', '"^3.10"'],
    ['requires-python as a list', '">=3.10"', '[">=3.10"]'],
    ['an empty requires-python', '">=3.10"', '""'],
    ['a compatible requires-python', '">=3.10"', '"~=3.10"'],
    ['an unknown licence', '"MIT"', '"My License"'],
    ['a licence in lower case', '"MIT"', '"mit"'],
    ['a licence expression', '"MIT"', '"(MIT OR Apache-2.0) AND BSD-3-Clause"'],
    ['a licence expression in lower case', '"MIT"', '"mit or apache-2.0"'],
    ['a licence with an exception', '"MIT"', '"GPL-3.0-or-later WITH GCC-exception-3.1"'],
    ['an exception as a licence', '"MIT"', '"GCC-exception-3.1"'],
    ['a licence after WITH', '"MIT"', '"GPL-3.0-or-later WITH MIT"'],
    ['a licence expression that stops short', '"MIT"', '"MIT OR"'],
    ['an open bracket', '"MIT"', '"(MIT OR ISC"'],
    ['two licences without an operator', '"MIT"', '"MIT ISC"'],
    ['a licence reference', '"MIT"', '"LicenseRef-Own"'],
    ['a licence reference with an underscore', '"MIT"', '"LicenseRef-Own_One"'],
    ['a document reference', '"MIT"', '"DocumentRef-x:LicenseRef-Own"'],
    ['a deprecated licence', '"MIT"', '"GPL-3.0"'],
    ['a licence with a plus', '"MIT"', '"Apache-1.0+"'],
    ['an empty licence', '"MIT"', '""'],
    ['a licence table with text', '"MIT"', '{text = "MIT"}'],
    ['a licence table with both', '"MIT"', '{text = "MIT", file = "LICENSE"}'],
    ['an empty licence table', '"MIT"', '{}'],
    ['a licence table with another key', '"MIT"', '{name = "MIT"}'],
    ['a licence that is a list', '"MIT"', '["MIT"]'],
    ['keywords as a string', '["money", "tax"]', '"money"'],
    ['a keyword that is a number', '["money", "tax"]', '["money", 1]'],
    ['an author that is a string', '{name = "Ada", email = "ada@example.org"}', '"Ada"'],
    ['an author with another key', '{name = "Ada", email', '{name = "Ada", mail'],
    ['an author without anything', '{name = "Bob"}', '{}'],
    ['an email that is none', 'ada@example.org', 'ada'],
    ['an author’s name that is a number', '"Bob"', '5'],
    ['an unknown classifier', 'Python :: 3"', 'Python :: 2026"'],
    ['a classifier with other spaces', 'Python :: 3"', 'Python:: 3"'],
    ['a classifier that is a number', '"Programming Language :: Python :: 3"', '3'],
    ['a broken requirement', 'httpx[http2]>=0.27', 'httpx[http2>=0.27'],
    ['a requirement with a caret', '>=0.27', '^0.27'],
    ['a requirement with one equals sign', '>=0.27', '=0.27'],
    ['a requirement with a path', 'httpx[http2]>=0.27', './libs/httpx'],
    ['a requirement with a URL', 'httpx[http2]>=0.27', 'httpx @ https://example.org/httpx.whl'],
    ['a requirement in brackets', 'httpx[http2]>=0.27', 'httpx (>=0.27)'],
    ['a star after a bound', '>=0.27', '>=0.27.*'],
    ['a compatible release of one number', '>=0.27', '~=1'],
    ['an unknown marker variable', 'python_version', 'python'],
    ['a marker without quotes', "'3.11'", '3.11'],
    ['an empty requirement', '"tomli', '"", "tomli'],
    [
      'dependencies as a table',
      'dependencies = ["httpx[http2]>=0.27", "tomli>=2; python_version < \'3.11\'"]',
      'dependencies = {httpx = "*"}',
    ],
    ['an extra that is a string', '["reportlab~=4.0"]', '"reportlab"'],
    ['an extra with a broken requirement', 'reportlab~=4.0', 'reportlab~4'],
    ['an extra without a valid name', 'pdf = [', '"pdf!" = ['],
    ['an extra with an underscore', 'pdf = [', 'pdf_out = ['],
    ['a URL without a scheme', 'https://example.org', 'example.org'],
    ['a URL that is a table', '"https://example.org"', '{x = "y"}'],
    ['a script without a function', 'billing.cli:main', 'billing.cli'],
    ['a script with a dash', 'billing.cli:main', 'billing-cli:main'],
    ['a script with two colons', 'billing.cli:main', 'billing:cli:main'],
    ['a script with extras', 'billing.cli:main', 'billing.cli:main [pdf]'],
    ['a script that is a table', '"billing.cli:main"', '{x = "y"}'],
    ['a plugin that is a number', '"billing.vat"', '3'],
    [
      'a group of plugins that is a string',
      '[project.entry-points."billing.plugins"]\nvat = "billing.vat"',
      '[project.entry-points]\nbilling = "x"',
    ],
    ['console_scripts as entry points', 'entry-points."billing.plugins"', 'entry-points.console_scripts'],
    ['no build requirements', 'requires = ["hatchling>=1.25"]\n', ''],
    ['an unknown key of the build', 'build-backend', 'build_backend'],
    ['a backend that is no name', '"hatchling.build"', '"hatchling-build"'],
    ['a backend with an object', '"hatchling.build"', '"hatchling.build:api"'],
    ['build requirements as a string', '["hatchling>=1.25"]', '"hatchling"'],
    ['a broken build requirement', 'hatchling>=1.25', 'hatchling>=>1'],
    ['no build system', '[build-system]\nrequires = ["hatchling>=1.25"]\nbuild-backend = "hatchling.build"\n', ''],
    ['an unknown included group', '"test"}', '"tests"}'],
    ['a group that is a string', '["pytest>=8"]', '"pytest"'],
    ['a group with a broken requirement', 'pytest>=8', 'pytest>>8'],
    ['a group with another table', '{include-group = "test"}', '{include = "test"}'],
    ['groups that include each other', '["pytest>=8"]', '[{include-group = "dev"}]'],
    ['a group that is a number', '"ruff"', '5'],
    ['text that is no TOML', '[project]', '[project'],
    ['a key twice', 'version = "1.0.2"', 'version = "1.0.2"\nversion = "1"'],
    ['a licence file pattern', 'license = "MIT"', 'license = "MIT"\nlicense-files = ["LICENSE*"]'],
    ['licence files as a table', 'license = "MIT"', 'license = "MIT"\nlicense-files = {paths = ["LICENSE"]}'],
    ['import names', 'license = "MIT"', 'license = "MIT"\nimport-names = ["billing"]'],
    ['an import name with a dash', 'license = "MIT"', 'license = "MIT"\nimport-names = ["billing-x"]'],
    ['an import name without its parent', 'license = "MIT"', 'license = "MIT"\nimport-names = ["acme.billing"]'],
    ['a private import name', 'license = "MIT"', 'license = "MIT"\nimport-names = ["billing", "_billing ; private"]'],
  ] as const
).map(([label, from, to]) => ({ label, from, to }));

/** Where we differ on purpose, with the reason. */
export const knownDifferences: Readonly<Record<string, string>> = {
  'requires-python without an operator': 'packaging rejects it, and so do the build backends',
  'a URL without a scheme': 'PyPI rejects it',
  'a script without a function': 'the specification of entry points asks for an object that can be called',
  'console_scripts as entry points': 'PEP 621 forbids it',
  'a broken build requirement': 'build frontends reject it',
  'groups that include each other': 'PEP 735 forbids it; validate-pyproject leaves it open',
};
