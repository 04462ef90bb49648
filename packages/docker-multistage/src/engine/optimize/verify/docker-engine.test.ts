import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type Docker from 'dockerode';
import { beforeAll, describe, expect, it } from 'vitest';
import { dockerEngine } from '../../../../tests/docker-engine.js';
import { connect } from '../../build/connect.js';
import { optimizeDockerfile } from '../optimize.js';
import { projectFiles } from '../pass.js';
import { dockerVerifyEngine } from './docker-engine.js';
import type { Measured, Verification } from './types.js';
import { sourceToEdit, verify } from './verify.js';

const SERVER = 'python -m http.server 8000';

/** Dockerfiles whose base images are stand-ins. */
const PROJECTS = {
  python: {
    dockerfile: [
      'FROM hone-stand-in/python:3.11',
      'WORKDIR /app',
      'COPY . .',
      'RUN apt-get update',
      'RUN apt-get install -y make',
      'RUN pip install -r requirements.txt',
      'EXPOSE 8000',
      `CMD ${SERVER}`,
    ],
    files: { 'requirements.txt': 'iniconfig==2.0.0\n', 'app.py': 'import iniconfig\n' },
  },
  node: {
    dockerfile: [
      'FROM hone-stand-in/node:20',
      'WORKDIR /app',
      'COPY package*.json ./',
      'RUN npm ci',
      'COPY . .',
      'RUN npm run build',
      'EXPOSE 3000',
      'CMD ["node", "dist/main.js"]',
    ],
    files: {
      'package.json':
        '{"name": "web", "version": "1.0.0", "scripts": {"build": "mkdir dist && cp main.js dist/"}, "dependencies": {"ms": "2.1.3"}}',
      'package-lock.json':
        '{"name": "web", "version": "1.0.0", "lockfileVersion": 3, "requires": true, "packages": {"": {"name": "web", "version": "1.0.0", "dependencies": {"ms": "2.1.3"}}, "node_modules/ms": {"version": "2.1.3"}}}',
      'main.js': "require('ms');\nrequire('http').createServer((_, answer) => answer.end('ok')).listen(3000);\n",
    },
  },
  rust: {
    dockerfile: [
      'ARG RUST_IMAGE=rust:1.95-bookworm',
      'FROM ${RUST_IMAGE}',
      'WORKDIR /app',
      'COPY . .',
      'RUN cargo build --release',
      'EXPOSE 3000',
      'CMD ["./target/release/router"]',
    ],
    files: {
      'Cargo.toml': '[package]\nname = "router"\nversion = "0.1.0"\nedition = "2021"\n',
      'Cargo.lock': 'version = 4\n\n[[package]]\nname = "router"\nversion = "0.1.0"\n',
      'src/main.rs':
        'fn main() {\n    let port = std::net::TcpListener::bind("0.0.0.0:3000").unwrap();\n    for stream in port.incoming() {\n        drop(stream);\n    }\n}\n',
    },
  },
} satisfies Record<string, { dockerfile: string[]; files: Record<string, string> }>;

const BUILD_ARGS = { RUST_IMAGE: 'hone-stand-in/rust:1.95', DEBIAN_IMAGE: 'hone-stand-in/debian:bookworm' };

describe('optimize --verify on an engine', () => {
  let docker: Docker | undefined;
  beforeAll(async () => {
    ({ docker } = await dockerEngine('optimize --verify', 'python:3.11', 'node:20', 'rust:1.95', 'debian:bookworm'));
  });

  it.each([
    ['python', ({ before, after }: Sizes) => expect(after).toBeLessThan(before)],
    ['node', ({ before, after }: Sizes) => expect(after).toBeLessThan(before * 1.01)],
    ['rust', ({ before, after }: Sizes) => expect(after).toBeLessThan(before / 4)],
  ] as const)(
    'measures a %s project before and after, and leaves nothing behind',
    { timeout: 400_000 },
    async (name, check) => {
      if (!docker) return;
      const earlier = await things(docker);
      const { before, after, works } = await verifyProject(PROJECTS[name]);
      expect({ before: (before as Measured).run, after: (after as Measured).run, works }).toEqual({
        before: { works: true },
        after: { works: true },
        works: true,
      });
      check({ before: (before as Measured).size, after: (after as Measured).size });
      expect(await things(docker)).toEqual(earlier);
    },
  );

  it('says why a container does not work, with its log', { timeout: 100_000 }, async () => {
    if (!docker) return;
    const { dockerfile, files } = PROJECTS.node;
    const broken = { ...files, 'main.js': "console.error('no port'); process.exit(3);\n" };
    const { after, works } = await verifyProject({ dockerfile, files: broken });
    expect(works).toBe(false);
    expect((after as Measured).run).toEqual({
      works: false,
      message: 'The container ended with exit code 3.\nno port',
    });
  });
});

interface Sizes {
  before: number;
  after: number;
}

async function verifyProject({
  dockerfile,
  files,
}: {
  dockerfile: string[];
  files: Record<string, string>;
}): Promise<Verification> {
  const scratch = fs.mkdtempSync(path.join(os.tmpdir(), 'hone-optimize-test-'));
  const folder = path.join(scratch, 'context');
  for (const [name, text] of Object.entries(files)) {
    fs.mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    fs.writeFileSync(path.join(folder, name), text);
  }
  try {
    const before = `${dockerfile.join('\n')}\n`;
    const { text: after } = optimizeDockerfile({ text: before, files: projectFiles(files) });
    // A second install of packages of the distribution would take longer than all the rest.
    const source = before.includes('apt-get') ? undefined : sourceToEdit(Object.keys(files));
    return await verify(
      {
        before,
        after,
        folder,
        source,
        command: undefined,
        buildArgs: BUILD_ARGS,
        timeoutSeconds: 30,
        onStep: () => undefined,
      },
      dockerVerifyEngine(await connect(), new AbortController().signal),
    );
  } finally {
    fs.rmSync(scratch, { recursive: true });
  }
}

/** Containers and images that a verification made. */
async function things(docker: Docker): Promise<string[]> {
  const filters = { label: ['hone.verify'] };
  const containers = await docker.listContainers({ all: true, filters });
  const images = await docker.listImages({ all: true, filters });
  return [...containers, ...images].map(({ Id }) => Id).sort();
}
