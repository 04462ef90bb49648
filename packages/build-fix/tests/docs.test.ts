import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const script = fileURLToPath(new URL('generate-docs.mts', import.meta.url));
const workspace = fileURLToPath(new URL('../../../', import.meta.url));

it('has pages of rules and formats that are up to date', () => {
  const args = ['--conditions=@hone/source', '--import', 'tsx', script, '--check'];
  const { status, stderr } = spawnSync(process.execPath, args, { cwd: workspace, encoding: 'utf8' });
  expect(stderr).toBe('');
  expect(status).toBe(0);
});
