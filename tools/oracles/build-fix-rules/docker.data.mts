import { join } from 'node:path';
import type { Scenario } from './scenario.mjs';

const script = join(import.meta.dirname, 'docker-build.mts');
const tsx = join(import.meta.dirname, '../../../node_modules/tsx/dist/esm/index.mjs');

/** Has apt and Python; `tools/ci/stand-in-images.sh` makes it where there is no registry. */
const base = process.env['PYTHON_IMAGE'] ?? 'hone-stand-in/python:3.11';
const build = `node --conditions=@hone/source --import ${tsx} ${script}`;
const needs = ['docker'];

export const dockerScenarios: readonly Scenario[] = [
  {
    name: 'COPY of a path that is spelled otherwise',
    by: 'docker/copy-path',
    needs,
    files: { Dockerfile: `FROM ${base}\nCOPY main.py /app/\n`, 'src/main.py': '' },
    check: build,
  },
  {
    name: 'a file that .dockerignore keeps out of the context',
    by: 'docker/ignored-file',
    needs,
    files: {
      Dockerfile: `FROM ${base}\nCOPY config.json /app/\n`,
      '.dockerignore': '*.json\n',
      'config.json': '{}\n',
    },
    check: build,
  },
  {
    name: 'a stage that is spelled otherwise',
    by: 'docker/unknown-stage',
    needs,
    files: { Dockerfile: `FROM ${base} AS builder\nRUN touch /a\nFROM ${base}\nCOPY --from=build /a /a\n` },
    check: build,
  },
  {
    name: 'an instruction that is misspelled',
    by: 'docker/unknown-instruction',
    needs,
    files: { Dockerfile: `FROM ${base}\nCOPPY a /a\n`, a: '' },
    check: build,
  },
  {
    name: 'a program that the image does not have',
    by: 'docker/missing-program',
    needs,
    files: { Dockerfile: `FROM ${base}\nRUN curl --version\n` },
    check: build,
  },
  {
    name: 'packages are installed without the list of packages',
    by: 'docker/apt-update',
    needs,
    files: {
      Dockerfile: `FROM ${base}\nRUN rm -rf /var/lib/apt/lists/* && true\nRUN apt-get install -y --no-install-recommends curl\n`,
    },
    check: build,
  },
  {
    name: 'pip needs a compiler',
    by: 'docker/python-needs-compiler',
    needs,
    files: {
      Dockerfile: `FROM ${base}\nRUN pip install --no-cache-dir --no-binary :all: --use-pep517 ruamel.yaml.clib==0.2.8\n`,
    },
    check: build,
  },
  {
    name: 'a header of a system package is missing',
    by: 'docker/missing-header',
    needs,
    files: {
      Dockerfile: `FROM ${base}\nRUN apt-get update && apt-get install -y --no-install-recommends gcc libc6-dev\nRUN echo '#include <zlib.h>' > a.c && gcc -c a.c\n`,
    },
    check: build,
  },
  {
    name: 'npm ci without a lock file',
    by: 'docker/npm-ci-without-lock',
    needs,
    files: {
      Dockerfile: 'FROM hone-stand-in/node:20\nWORKDIR /app\nCOPY package.json ./\nRUN npm ci\n',
      'package.json': '{"name": "app", "version": "1.0.0"}\n',
      'package-lock.json':
        '{"name": "app", "version": "1.0.0", "lockfileVersion": 3, "packages": {"": {"name": "app", "version": "1.0.0"}}}\n',
    },
    setup: 'docker image inspect hone-stand-in/node:20',
    check: build,
  },
];
