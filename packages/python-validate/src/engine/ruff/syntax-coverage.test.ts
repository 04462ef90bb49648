import { expect, it } from 'vitest';
import { createConfigStore } from './config/config-store.js';
import { embeddedVersion } from './rule-table.js';
import { lintCoversSyntax, withoutSuppressions } from './syntax-coverage.js';
import { fixture } from './fixtures/test-project.js';

const workspace = fixture('hierarchy');
const store = createConfigStore(workspace, () => false);

/** Whether linting `text` under packages/b (select F, I, N999, EXE; py310) answers for its syntax. */
function covers(text: string, name = 'src/b/x.py', target = 'py310'): boolean {
  const path = `${workspace}/packages/b/${name}`;
  const found = store.configOf(path);
  if (!('config' in found)) throw new Error('the fixture is broken');
  return lintCoversSyntax({ file: { file: name, path, text }, lint: found.config, syntax: target }, embeddedVersion);
}

it.each([
  ['x = 1\n', true],
  ['import os  # noqa: E501\n', true],
  ['import os  # noqa\n', false],
  ['break  # noqa: F701\n', false],
  ['# ruff: noqa\n', false],
  ['# ruff: noqa: E501\n', false],
  ['# ruff: disable[F701]\n', false],
  ['global x\n', false],
  ['await x\n', false],
  ['async \\\n  for x in y: pass\n', false],
])('%j: %s', (text, expected) => {
  expect(covers(text)).toBe(expected);
});

it('does not when the Python differs', () => expect(covers('x = 1\n', 'src/b/x.py', 'py39')).toBe(false));

it('makes suppressions unreadable and moves nothing', () => {
  const text = 'return  # noqa: F706\n# ruff: noqa\nnoqa = "ruff: x"\n';
  const changed = withoutSuppressions(text);
  expect(changed).toHaveLength(text.length);
  expect(changed).toBe('return  # no-a: F706\n# r-ff: no-a\nnoqa = "ruff: x"\n');
});
