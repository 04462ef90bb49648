import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { ruleAreas } from '../src/engine/rules.js';

const workspace = fileURLToPath(new URL('../../../', import.meta.url));

it('has a page of rules that is up to date', () => {
  const script = 'tools/ci/generate-rule-docs.mts';
  const args = ['--conditions=@hone/source', '--import', 'tsx', script, '--check'];
  const { status, stderr } = spawnSync(process.execPath, args, { cwd: workspace, encoding: 'utf8' });
  expect(stderr).toBe('');
  expect(status).toBe(0);
});

it('gives every rule an id of its own in the area of Python', () => {
  const ids = ruleAreas.flatMap(({ rules }) => rules.map(({ id }) => id));
  expect(ids.filter((id) => !/^python\/[a-z]+(-[a-z]+)*$/.test(id))).toEqual([]);
  expect(new Set(ids).size).toBe(ids.length);
});
