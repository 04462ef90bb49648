import { expect, it } from 'vitest';
import { editToml } from './toml-edit.js';
import { planUvMembers, renderUvRoot } from './uv-root.js';

const root = `
[project]
name = "root"
dependencies = ["ruff"]

[tool.uv]
package = false
default-groups = ["dev"]
required-version = ">=0.9"
a-setting-of-tomorrow = true
constraint-dependencies = ["Gone<2", "there[x]>=1; os_name == 'nt'", "=="]
override-dependencies = ["gone>=1"]
conflicts = [[{ package = "app", extra = "a" }, { package = "gone", extra = "b" }]]

[tool.uv.workspace]
members = ["packages/*"]
exclude = ["packages/old"]

[tool.uv.sources]
Gone = { workspace = true }
there = [{ index = "a" }, { url = "https://example/x.whl", marker = "os_name == 'nt'" }]
backend = { path = "tools/backend" }

[[tool.uv.index]]
name = "b"
url = "https://b.example"

[[tool.uv.index]]
name = "a"
url = "https://a.example"

[tool.ruff]
line-length = 100
`;

const parts = {
  members: ['packages/b[1]', 'packages/app'],
  isLocked: (name: string) => name === 'there' || name === 'app',
  buildsWith: (name: string) => name === 'backend',
};

it('keeps what can change an install, in one order', () => {
  expect(renderUvRoot(root, 'pyproject.toml', parts)).toBe(`[tool.uv]
a-setting-of-tomorrow = true
constraint-dependencies = [ "there[x]>=1; os_name == 'nt'", "==" ]
override-dependencies = [ "gone>=1" ]
required-version = ">=0.9"

[[tool.uv.index]]
name = "b"
url = "https://b.example"

[[tool.uv.index]]
name = "a"
url = "https://a.example"

[tool.uv.sources.backend]
path = "tools/backend"

[[tool.uv.sources.there]]
index = "a"

[[tool.uv.sources.there]]
marker = "os_name == 'nt'"
url = "https://example/x.whl"

[tool.uv.workspace]
members = [ "packages/app", "packages/b[[]1[]]" ]
`);
});

it('does not depend on the order of keys, on comments or other tables', () => {
  const other = `# comment\n[tool.ruff]\nline-length = 80\n${root.replace('line-length = 100', '').replace('[tool.ruff]', '')}`;
  const moved = other
    .replace('required-version = ">=0.9"\n', '')
    .replace('package = false', 'required-version = ">=0.9"');
  expect(renderUvRoot(moved, 'pyproject.toml', parts)).toBe(renderUvRoot(root, 'pyproject.toml', parts));
});

it('changes the members alone where the root is a project of the context', () => {
  const text =
    '[project]\nname = "root" # kept\n\n[tool.uv.workspace]\nmembers = ["packages/*"]\nexclude = ["packages/old"]\n';
  expect(editToml(text, planUvMembers(text, 'pyproject.toml', ['packages/b', 'packages/a'])!)).toBe(
    '[project]\nname = "root" # kept\n\n[tool.uv.workspace]\nmembers = ["packages/a", "packages/b"]\n',
  );
  expect(planUvMembers('[project]\nname = "root"\n', 'pyproject.toml', [])).toBeUndefined();
});
