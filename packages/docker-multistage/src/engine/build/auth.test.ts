import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { findCredentials } from './auth.js';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'hone-auth-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const find = (host: string, config: unknown) => {
  writeFileSync(path.join(folder, 'config.json'), JSON.stringify(config));
  const env = { DOCKER_CONFIG: folder, PATH: `${folder}${path.delimiter}${process.env['PATH']}` };
  return findCredentials(host, { env, home: folder });
};
const auth = (text: string) => ({ auth: Buffer.from(text).toString('base64') });
const anonymous = { Username: '', Secret: '' };

it('gives a registry its own credentials and no other', async () => {
  const config = { auths: { 'ghcr.io': auth('me:with:colon'), 'https://index.docker.io/v1/': auth('hub:secret') } };
  expect(await find('ghcr.io', config)).toEqual({ Username: 'me', Secret: 'with:colon' });
  expect(await find('registry-1.docker.io', config)).toEqual({ Username: 'hub', Secret: 'secret' });
  expect(await find('evil.example', config)).toEqual(anonymous);
});

it('knows identity tokens, and takes a broken configuration for none', async () => {
  expect(await find('a.io', { auths: { 'a.io': { identitytoken: 'token' } } })).toEqual({
    Username: '',
    Secret: 'token',
  });
  expect(await find('a.io', { auths: { 'a.io': {} } })).toEqual(anonymous);
  expect(await find('a.io', [])).toEqual(anonymous);
});

it.skipIf(process.platform === 'win32')('asks credential helpers', async () => {
  const helper = path.join(folder, 'docker-credential-test');
  writeFileSync(
    helper,
    '#!/bin/sh\nread -r host\n[ "$host" = a.io ] && echo \'{"Username":"me","Secret":"from helper"}\'\n',
  );
  chmodSync(helper, 0o755);
  expect(await find('a.io', { credHelpers: { 'a.io': 'test' } })).toEqual({ Username: 'me', Secret: 'from helper' });
  expect(await find('a.io', { credsStore: 'test' })).toEqual({ Username: 'me', Secret: 'from helper' });
  expect(await find('b.io', { credsStore: 'test' })).toEqual(anonymous);
  expect(await find('a.io', { credsStore: '../../bin/sh' })).toEqual(anonymous);
});
