import { applyTextEdits } from '@hone/core/edits';
import { parsePyproject, parseRequirements, parseSetupCfg, parseSetupPy } from '@hone/core/manifests';
import { expect, it } from 'vitest';
import type { Verdict, VerdictKind } from '../../types.js';
import { declarationsOf } from '../declarations.js';
import { planPythonEdits } from './plan-edits.js';

const read = {
  'pyproject.toml': parsePyproject,
  'requirements.txt': (text: string, file: string) => parseRequirements(text, file, () => undefined),
  'setup.cfg': parseSetupCfg,
  'setup.py': parseSetupPy,
};

/** The text after verdicts were carried out. */
function edit(file: keyof typeof read, text: string, verdicts: Record<string, VerdictKind>, split = false): string {
  const { dependencies } = read[file](text, file);
  const declarations = declarationsOf({ dependencies } as Parameters<typeof declarationsOf>[0]);
  const all = Object.entries(verdicts).map(([name, kind]): Verdict => {
    const own = declarations.filter((declaration) => declaration.name === name);
    return { ecosystem: 'python', name, kind, reason: '', declarations: own, evidence: [] };
  });
  return applyTextEdits(text, planPythonEdits(all, new Map([[file, text]]), { split }));
}

it('takes a requirement out of every list that it stands in, and nothing else', () => {
  const text = `[project]
name = "x"
dependencies = [
  "flask>=3",  # the server
  "PyYAML>=6",  # was for settings
  'idna',
]

[project.optional-dependencies]
yaml = ["pyyaml", "ruamel.yaml"]
`;
  expect(edit('pyproject.toml', text, { pyyaml: 'unused' })).toBe(
    text.replace('  "PyYAML>=6",  # was for settings\n', '').replace('"pyyaml", ', ''),
  );
});

it('takes several at once, with their uv sources', () => {
  const text = `[project]
name = "x"
dependencies = ["a", "b; python_version < '3.12'", "b>2", "c"]

[tool.uv.sources]
b = { git = "https://example.org/b" }
c = { workspace = true }
`;
  expect(edit('pyproject.toml', text, { a: 'unused', b: 'transitive' })).toBe(`[project]
name = "x"
dependencies = ["c"]

[tool.uv.sources]
c = { workspace = true }
`);
});

it('takes a package out of poetry with its extras', () => {
  const text = `[tool.poetry.dependencies]
python = "^3.11"
redis = { version = "^5", optional = true }
flask = "^3"

[tool.poetry.extras]
cache = ["redis", "msgpack"]
`;
  expect(edit('pyproject.toml', text, { redis: 'unused' })).toBe(`[tool.poetry.dependencies]
python = "^3.11"
flask = "^3"

[tool.poetry.extras]
cache = ["msgpack"]
`);
});

it('moves between the program and development only when it is asked to', () => {
  const text = `[project]
name = "x"
dependencies = ["flask", "pytest>=8"]

[dependency-groups]
dev = ["httpx>=0.28", "ruff"]
`;
  const verdicts = { pytest: 'dev-only', httpx: 'runtime' } as const;
  expect(edit('pyproject.toml', text, verdicts)).toBe(text);
  expect(edit('pyproject.toml', text, verdicts, true)).toBe(`[project]
name = "x"
dependencies = ["flask", "httpx>=0.28"]

[dependency-groups]
dev = ["pytest>=8", "ruff"]
`);
});

it('takes an entry with its hashes and its compiler comments, and keeps line ends', () => {
  const text =
    '# frozen\r\nanyio==4.0 \\\r\n    --hash=sha256:aa \\\r\n    --hash=sha256:bb\r\n    # via httpx\r\nflask==3.0  # keep\r\nidna==3.0';
  expect(edit('requirements.txt', text, { anyio: 'transitive' })).toBe('# frozen\r\nflask==3.0  # keep\r\nidna==3.0');
  expect(edit('requirements.txt', text, { anyio: 'transitive', idna: 'unused' })).toBe(
    '# frozen\r\nflask==3.0  # keep',
  );
});

it('takes a line out of setup.cfg, and leaves a list on the line of its key alone', () => {
  const text = '[options]\ninstall_requires =\n  flask\n  pyyaml>=6\n\n[options.extras_require]\nyaml = pyyaml\n';
  expect(edit('setup.cfg', text, { pyyaml: 'unused' })).toBe(text.replace('  pyyaml>=6\n', ''));
});

it('takes the comment above along where it names what goes, and stands for nothing else', () => {
  const text = `# what we need
# PyYAML: settings were written in it
pyyaml==6.0
flask==3.0

# idna and requests, for old servers
idna==3.0
requests==2.0

# for the old idna
urllib3==2.0
`;
  expect(edit('requirements.txt', text, { pyyaml: 'unused' })).toBe(text.replace('pyyaml==6.0\n', ''));
  const own = text.replace('# what we need\n', '# what we need\n\n');
  expect(edit('requirements.txt', own, { pyyaml: 'unused' })).toBe(
    own.replace('# PyYAML: settings were written in it\npyyaml==6.0\n', ''),
  );
  expect(edit('requirements.txt', text, { requests: 'unused' })).toBe(text.replace('requests==2.0\n', ''));
  expect(edit('requirements.txt', text, { urllib3: 'unused' })).toBe(text.replace('urllib3==2.0\n', ''));
});

it('keeps the byte order mark, line ends and the quotes of a pyproject.toml', () => {
  const text =
    '\uFEFF[project]\r\nname = "x"\r\ndependencies = [\r\n  \'a\', # one\r\n  # b is old\r\n  "b ; python_version<\'4\'"\r\n]';
  expect(edit('pyproject.toml', text, { b: 'unused' })).toBe(
    '\uFEFF[project]\r\nname = "x"\r\ndependencies = [\r\n  \'a\' # one\r\n]',
  );
});

it('removes neighbours at the end of a file without a last line end', () => {
  expect(edit('requirements.txt', 'a\nb\nc', { b: 'unused', c: 'unused' })).toBe('a');
});

it('leaves what a compiler wrote for another entry', () => {
  const text = '# This file is autogenerated by pip-compile with Python 3.12\nflask==3\nclick==8\n    # via flask\n';
  expect(edit('requirements.txt', text, { click: 'transitive' })).toBe(text);
});

it.each([
  ["setup(name='x', install_requires=['flask', 'pyyaml>=6'])", "setup(name='x', install_requires=['flask',])"],
  ["setup(install_requires=('pyyaml', 'flask'))", "setup(install_requires=('flask'))"],
  ["setup(install_requires=[\n  'flask',\n  'pyyaml',  # old\n])", "setup(install_requires=[\n  'flask',\n])"],
  ["reqs = ['pyyaml']\nsetup(install_requires=reqs)", 'reqs = []\nsetup(install_requires=reqs)'],
])('takes an item out of a list of strings in setup.py: %s', (text, after) => {
  expect(edit('setup.py', text, { pyyaml: 'unused' })).toBe(after);
});

it.each([
  "setup(install_requires=['flask', 'py' 'yaml'])",
  "setup(install_requires=['flask', 'pyyaml'] + more)",
  "setup(install_requires=['pyyaml', 'pyyaml'])",
])('leaves a setup.py that it does not fully understand: %s', (text) => {
  expect(edit('setup.py', text, { pyyaml: 'unused' })).toBe(text);
});

it('moves entries between the requirements files that stand beside each other', () => {
  const texts = new Map([
    ['app/requirements.txt', 'flask==3\npytest==8 \\\n    --hash=sha256:aa\n'],
    ['app/requirements-dev.txt', '-r requirements.txt\nmypy==1\nruff==0.1'],
  ]);
  const declarations = [...texts].flatMap(([file, text]) => {
    const { dependencies } = parseRequirements(text, file, () => undefined);
    return declarationsOf({ dependencies } as Parameters<typeof declarationsOf>[0]);
  });
  const own = declarations.filter(({ name }) => name === 'pytest');
  const verdict: Verdict = {
    ecosystem: 'python',
    name: 'pytest',
    kind: 'dev-only',
    reason: '',
    declarations: own,
    evidence: [],
  };
  expect(planPythonEdits([verdict], texts, {})).toEqual([]);
  const edits = planPythonEdits([verdict], texts, { split: true });
  const after = [...texts].map(([file, text]) =>
    applyTextEdits(
      text,
      edits.filter((each) => each.file === file),
    ),
  );
  expect(after).toEqual(['flask==3\n', '-r requirements.txt\nmypy==1\npytest==8 \\\n    --hash=sha256:aa\nruff==0.1']);
});

it("edits PDM's own groups", () => {
  const text = '[tool.pdm.dev-dependencies]\ntest = [\n  "pytest",\n  "responses",\n]\n';
  expect(edit('pyproject.toml', text, { responses: 'unused' })).toBe(text.replace('  "responses",\n', ''));
});
