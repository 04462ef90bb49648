import {
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { linkModules } from './link-modules.js';

const root = realpathSync(mkdtempSync(path.join(os.tmpdir(), 'link-modules-')));
const [original, copy] = [path.join(root, 'original'), path.join(root, 'copy')];
afterEach(() => rmSync(root, { recursive: true, force: true }));

function write(file: string): void {
  mkdirSync(path.dirname(path.join(original, file)), { recursive: true });
  writeFileSync(path.join(original, file), '');
}

it('links packages, leads projects of the workspace to the copy, and copies what pnpm says of the installation', async () => {
  write('package.json');
  write('packages/lib/package.json');
  write('node_modules/.modules.yaml');
  write('node_modules/.cache/kept/by-a-tool');
  write('node_modules/.pnpm/left-pad@1.3.0/node_modules/left-pad/package.json');
  symlinkSync('.pnpm/left-pad@1.3.0/node_modules/left-pad', path.join(original, 'node_modules/left-pad'), 'junction');
  mkdirSync(path.join(original, 'node_modules/@acme'));
  symlinkSync('../../packages/lib', path.join(original, 'node_modules/@acme/lib'), 'junction');

  await linkModules(original, copy, ['package.json', 'packages/lib/package.json']);

  const modules = path.join(copy, 'node_modules');
  expect(readdirSync(modules).sort()).toEqual(['.modules.yaml', '.pnpm', '@acme', 'left-pad']);
  expect(lstatSync(path.join(modules, '.modules.yaml')).isSymbolicLink()).toBe(false);
  mkdirSync(path.join(copy, 'packages/lib'), { recursive: true });
  expect(realpathSync(path.join(modules, '@acme/lib'))).toBe(path.join(copy, 'packages/lib'));
  expect(realpathSync(path.join(modules, 'left-pad'))).toContain(path.join('original', 'node_modules', '.pnpm'));
});
