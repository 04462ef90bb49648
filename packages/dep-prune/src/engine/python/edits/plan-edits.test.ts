import { applyTextEdits, parsePyproject, parseRequirements, parseSetupCfg } from '@hone/core';
import { expect, it } from 'vitest';
import type { Verdict, VerdictKind } from '../../types.js';
import { declarationsOf } from '../declarations.js';
import { planPythonEdits } from './plan-edits.js';

const read = {
  'pyproject.toml': parsePyproject,
  'requirements.txt': (text: string, file: string) => parseRequirements(text, file, () => undefined),
  'setup.cfg': parseSetupCfg,
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
