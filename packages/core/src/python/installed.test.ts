import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { readInstalledDistributions } from './installed.js';

const sitePackages = fileURLToPath(new URL('fixtures/site-packages', import.meta.url));

it('reads the import names of what is installed', () => {
  const found = readInstalledDistributions([sitePackages, `${sitePackages}/missing`]);
  expect(found.map(({ normalizedName, modules }) => [normalizedName, modules])).toEqual([
    ['editable-lib', ['editable_lib']],
    ['google-cloud-storage', ['google.cloud.storage']],
    ['named', ['_hidden', 'real_name']],
    ['old', ['old_module']],
    ['pyyaml', ['_yaml', 'yaml']],
  ]);
});

it('reads version and requirements', () => {
  const [, storage] = readInstalledDistributions([sitePackages]);
  expect(storage).toMatchObject({
    name: 'google-cloud-storage',
    version: '2.19.0',
    requires: ['google-auth<3,>=2', 'requests; extra == "x"'],
  });
});

it('reads what is offered by name', () => {
  const named = readInstalledDistributions([sitePackages]).find(({ name }) => name === 'named');
  expect(named?.entryPoints).toEqual([
    { group: 'console_scripts', name: 'named', value: 'real_name.cli:main' },
    { group: 'pytest11', name: 'named', value: 'real_name.plugin' },
  ]);
});
