import { scanPythonImports } from '@hone/core/python';
import { describe, expect, it } from 'vitest';
import { findApps } from './find-apps.js';
import { findHealthPath, findServers, findSettings } from './find-servers.js';
import { findWorkers } from './find-workers.js';
import { maskPython } from './mask.js';
import type { SourceText } from './read-sources.js';

const source = (text: string, module = 'app'): SourceText => ({
  file: `${module.replaceAll('.', '/')}.py`,
  module,
  text,
  masked: maskPython(text),
  imports: scanPythonImports(text),
});

const apps = (...texts: string[]): string[] =>
  findApps(texts.map((text, at) => source(text, ['app', 'main', 'other'][at]!))).map(
    ({ module, name, factory, framework }) => `${framework} ${module}:${name}${factory ? '()' : ''}`,
  );

describe('applications', () => {
  it.each([
    ['from fastapi import FastAPI\napp = FastAPI()\n', ['fastapi app:app']],
    ['import fastapi\napi: fastapi.FastAPI = fastapi.FastAPI(\n  title="x")\n', ['fastapi app:api']],
    ['from flask import Flask as F\nweb = F(__name__)\n', ['flask app:web']],
    ['from fastapi import FastAPI\n# app = FastAPI()\n"""\napp = FastAPI()\n"""\n', []],
    ['from mine import FastAPI\napp = FastAPI()\n', []],
    ['from fastapi import FastAPI\nclass A:\n    app = FastAPI()\n', []],
    [
      'from flask import Flask\ndef make(config=None, *, debug: bool = False):\n    return Flask("x")\n',
      ['flask app:make()'],
    ],
    ['from flask import Flask\ndef make(config):\n    return Flask("x")\n', []],
    ['from fastapi import FastAPI\ndef ok(app: FastAPI) -> None:\n    pass\n', []],
  ])('%j', (text, expected) => {
    expect(apps(text)).toEqual(expected);
  });

  it('made by a factory count before the factory', () => {
    const factory = 'from flask import Flask\ndef create_app():\n    app = Flask("x")\n    return app\n';
    expect(apps(factory, 'from app import create_app\napplication = create_app()\n')).toEqual([
      'flask main:application',
      'flask app:create_app()',
    ]);
  });
});

const settings = `
from pydantic_settings import BaseSettings
class Settings(BaseSettings):
    model_config = {"env_prefix": "SHOP_"}
    host: str = "127.0.0.1"
    port: int = Field(default=9001, ge=1)
`;

describe('servers', () => {
  const found = (text: string) => findServers([source(text)], findSettings([source(settings)]));
  it.each([
    ['uvicorn.run(app, host="0.0.0.0", port=9000)', { host: { value: '0.0.0.0' }, port: { value: 9000 } }],
    ['uvicorn.run(app, port=int(os.environ.get("PORT", "9000")))', { port: { variable: 'PORT', value: 9000 } }],
    ['uvicorn.run(app, port=int(os.environ["PORT"]))', { port: { variable: 'PORT' } }],
    ['PORT = 9002\nuvicorn.run(app, port=PORT)', { port: { value: 9002 } }],
    [
      's = Settings()\nuvicorn.run(app, host=s.host, port=s.port)',
      { host: { variable: 'SHOP_HOST', value: '127.0.0.1' }, port: { variable: 'SHOP_PORT', value: 9001 } },
    ],
    ['uvicorn.run(app, port=choose())', {}],
  ])('%j', (call, expected) => {
    const [server] = found(`import os\nimport uvicorn\n${call}\n`);
    expect(server).toEqual({ file: 'app.py', server: 'uvicorn', development: false, ...expected });
  });
});

it('finds the route that tells whether a service is well', () => {
  const text = '@app.get("/items")\n@app.get("/health/details")\n@app.get("/api/healthz")\n@app.get("/health")\n';
  expect(findHealthPath([source(text)], [])).toBe('/health');
  expect(findHealthPath([source('@app.get("/")\n')], [])).toBeUndefined();
});

it('finds Celery applications, and whether anything is scheduled', () => {
  const text = 'from celery import Celery\nqueue = Celery("x")\nqueue.conf.update({"beat_schedule": {}})\n';
  const found = findWorkers([source(text, 'shop.tasks')], new Set(['celery']));
  expect(found).toMatchObject([{ tool: 'Celery', module: 'shop.tasks', name: 'queue', schedules: true }]);
  expect(findWorkers([source(text)], new Set())).toEqual([]);
});
