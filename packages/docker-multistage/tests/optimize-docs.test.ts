import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const script = fileURLToPath(new URL('generate-optimize-docs.mts', import.meta.url));
const workspace = fileURLToPath(new URL('../../../', import.meta.url));

it('has a page of passes that is up to date', () => {
  const args = ['--conditions=@hone/source', '--import', 'tsx', script, '--check'];
  const { status, stderr } = spawnSync(process.execPath, args, { cwd: workspace, encoding: 'utf8' });
  expect(stderr).toBe('');
  expect(status).toBe(0);
});
