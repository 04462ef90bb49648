import { expect, it } from 'vitest';
import { runPasses } from '../optimize.js';
import { projectFiles } from '../pass.js';
import { allPasses } from './index.js';

const files = projectFiles({
  'package.json':
    '{"scripts": {"start": "nodemon", "build": "tsc", "postinstall": "node setup.js"}, "devDependencies": {"nodemon": "3"}}',
  'package-lock.json': '{"packages": {"": {}}}',
  'requirements.txt': '-e ./lib\n',
  'plain.txt': 'flask\n',
  'Cargo.toml': '[package]\nname = "router"\n',
  'Cargo.lock': 'name = "strange-sys"\n',
  'go.mod': 'module web\n',
  'lib/setup.py': '',
});
const ENTRY = 'ENTRYPOINT ["/entry"]';
const APT = 'RUN apt-get update && apt-get install -y';

it.each([
  ['apt-get', `FROM debian:12\n${APT} strange`, 2, 'Nobody knows whether `strange` needs the packages it recommends.'],
  [
    'apt-get',
    'FROM debian:12\nRUN apt-get update\nENV A=1\nRUN apt-get install -y --no-install-recommends curl',
    2,
    'No RUN that installs',
  ],
  ['frozen-lock', 'FROM node:22\nWORKDIR /app\nCOPY . .\nRUN npm install', 4, 'does not agree with package.json'],
  ['exec-form', 'FROM python:3.12\nCMD a && b', 2, 'The command needs a shell.'],
  ['exec-form', `FROM python:3.12\n${ENTRY}\nCMD a b`, 3, 'With an ENTRYPOINT beside it'],
  ['exec-form', 'FROM nginx:1.27\nCMD a b', 2, 'The base image may have an ENTRYPOINT'],
  ['dependencies-first', 'FROM node:22\nWORKDIR /app\nCOPY . .\nRUN npm ci', 4, 'The script `postinstall`'],
  [
    'dependencies-first',
    'FROM python:3.12\nWORKDIR /app\nCOPY . .\nRUN pip install -r requirements.txt',
    4,
    'names a folder of the source',
  ],
  [
    'dependencies-first',
    'FROM python:3.12\nWORKDIR /app\nCOPY . .\nRUN ./make.sh\nRUN pip install -r plain.txt',
    4,
    'may need the source',
  ],
  [
    'dependencies-first',
    'FROM python:3.12\nWORKDIR /app\nCOPY . .\nRUN pip install -r gone.txt',
    4,
    'gone.txt is not in the build context.',
  ],
  ['cache-mounts', 'FROM python:3.12\nUSER app\nRUN pip install a', 3, 'whose home is not known'],
  ['cache-mounts', 'FROM python:3.12\nENV PIP_NO_CACHE_DIR=1\nRUN pip install a', 3, 'turns the cache off'],
  ['cache-mounts', 'FROM python:3.12\nRUN pip install a | tee log', 2, 'more than a plain list'],
  ['cache-mounts', 'FROM python:3.12\nRUN poetry install', 2, 'within its cache'],
  ['python-stages', `FROM python:3.12\n${APT} gcc libstrange-dev\nRUN pip install a`, 2, 'Nobody knows which library'],
  [
    'python-stages',
    `FROM python:3.12\n${APT} gcc\nCOPY --from=x /a /b\nRUN pip install a`,
    3,
    'This COPY may be for the build',
  ],
  ['python-stages', `FROM python:3.12\n${APT} gcc\nRUN pip install --user a`, 3, 'installs elsewhere'],
  [
    'python-stages',
    `FROM python:3.12\n${APT} gcc\nRUN pip install a\nRUN make`,
    4,
    '`make` may need what only the build has.',
  ],
  [
    'node-stages',
    'FROM node:22\nWORKDIR /app\nRUN npm ci\nCOPY . .\nRUN npm run build\nCMD ["npm", "start"]',
    5,
    'which dependencies `nodemon` needs',
  ],
  [
    'node-production',
    'FROM node:22\nWORKDIR /app\nRUN npm ci\nCOPY . .\nCMD ["npm", "start"]',
    3,
    'which dependencies `nodemon` needs',
  ],
  [
    'rust-stages',
    'FROM rust:1.85\nWORKDIR /app\nCOPY . .\nRUN cargo build --release\nCMD ["./target/release/router"]',
    4,
    'which library `strange-sys` loads',
  ],
  [
    'rust-stages',
    'FROM rust:latest\nWORKDIR /app\nCOPY . .\nRUN cargo build --release\nCMD ["./target/release/router"]',
    1,
    'is not known: name it in the tag',
  ],
  [
    'go-stages',
    'FROM golang:1.24\nWORKDIR /app\nCOPY . .\nRUN go build ./cmd/x\nCMD ["./x"]',
    4,
    'The name of the binary is not known.',
  ],
  ['non-root', 'FROM python:3.12\nWORKDIR /app\nEXPOSE 80\nCMD ["a"]', 4, 'Port 80 may be kept for root.'],
  ['non-root', 'FROM python:3.12\nWORKDIR /app\nVOLUME /data\nCMD ["a"]', 3, 'The volume may belong to root.'],
  ['non-root', 'FROM python:3.12\nWORKDIR /app\nRUN mkdir logs\nCMD ["a"]', 3, 'What this RUN makes belongs to root'],
  ['non-root', 'FROM python:3.12\nWORKDIR /app\nCMD ["./start.sh"]', 3, '`./start.sh` may need root.'],
  ['health-check', 'FROM python:3.12\nEXPOSE 8000\nCMD ["x", "--port", "9000"]', 3, 'the command listens on 9000'],
  ['health-check', 'FROM python:3.12\nEXPOSE 8000 9000\nCMD ["x"]', 3, 'More than one port is exposed.'],
] as const)('%s is not sure of %j', (id, text, line, reason) => {
  const result = runPasses(
    allPasses.filter((pass) => pass.id === id),
    { text: `${text}\n`, files },
  );
  expect(result.text).toBe(`${text}\n`);
  expect(result.passes).toEqual([
    { id, status: 'unsure', doubts: [{ line, reason: expect.stringContaining(reason) as string }] },
  ]);
});
