import { createHash } from 'node:crypto';
import path from 'node:path';
import { expect, it } from 'vitest';
import { type Surroundings, findAddress, renderAddress } from './address.js';

function around(
  env: NodeJS.ProcessEnv,
  files: Record<string, string> = {},
  platform: NodeJS.Platform = 'linux',
): Surroundings {
  const at = (file: string): string => file.split(path.sep).join('/');
  return { env, platform, home: '/home/me', readText: (file) => files[at(file)], exists: (file) => at(file) in files };
}
const find = (...args: Parameters<typeof around>): string => renderAddress(findAddress(around(...args)));

it.each([
  ['unix:///run/user/1000/docker.sock', '/run/user/1000/docker.sock'],
  ['tcp://build.example:2375', 'tcp://build.example:2375'],
  ['build.example', 'tcp://build.example:2375'],
  ['ssh://me@build.example', 'ssh://me@build.example'],
  ['npipe:////./pipe/docker_engine', '//./pipe/docker_engine'],
])('goes where DOCKER_HOST=%s says', (host, address) => {
  expect(find({ DOCKER_HOST: host })).toBe(address);
});

it('speaks TLS where it is told to', () => {
  expect(findAddress(around({ DOCKER_HOST: 'tcp://h', DOCKER_TLS_VERIFY: '1', DOCKER_CERT_PATH: '/certs' }))).toEqual({
    kind: 'tcp',
    host: 'h',
    port: 2376,
    tls: {
      ca: path.join('/certs', 'ca.pem'),
      cert: path.join('/certs', 'cert.pem'),
      key: path.join('/certs', 'key.pem'),
    },
  });
});

const folder = createHash('sha256').update('mine').digest('hex');
const meta = {
  [`/home/me/.docker/contexts/meta/${folder}/meta.json`]: '{"Endpoints":{"docker":{"Host":"unix:///mine.sock"}}}',
};

it('takes the context of the environment, then that of the configuration', () => {
  expect(find({ DOCKER_CONTEXT: 'mine' }, meta)).toBe('/mine.sock');
  expect(find({}, { ...meta, '/home/me/.docker/config.json': '{"currentContext":"mine"}' })).toBe('/mine.sock');
  expect(find({ DOCKER_CONTEXT: 'default' }, meta)).toBe('/var/run/docker.sock');
});

it('finds a rootless engine and that of Docker Desktop', () => {
  expect(find({ XDG_RUNTIME_DIR: '/run/user/7' }, { '/run/user/7/docker.sock': '' })).toBe(
    path.join('/run/user/7', 'docker.sock'),
  );
  expect(find({}, { '/home/me/.docker/run/docker.sock': '' })).toBe(path.join('/home/me', '.docker/run/docker.sock'));
  expect(find({}, {}, 'win32')).toBe('//./pipe/docker_engine');
});

it('says what it cannot understand', () => {
  expect(() => find({ DOCKER_HOST: 'carrier-pigeon://coop' })).toThrow('is no address of an engine');
  expect(() => find({ DOCKER_CONTEXT: 'gone' })).toThrow('The docker context "gone" has no engine.');
});
