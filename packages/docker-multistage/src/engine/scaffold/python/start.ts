import { HoneError } from '@hone/core/diagnostics';
import type { ScaffoldOptions } from '../types.js';
import { frameworks } from './frameworks.data.js';
import { chooseServer, developmentServer } from './servers.js';
import type { AppObject, PythonFacts, Script, ServerCall } from './types.js';
import { workerTools } from './workers.data.js';

/** How the image starts. */
export interface Start {
  /** Words of the command, for production. */
  command: readonly string[];
  /** The same with reload, where the server has it. */
  development: readonly string[];
  /** Variables that the command needs, such as the address that it listens on. */
  env: readonly (readonly [name: string, value: string])[];
  /** Absent for what does not listen. */
  port?: number;
  /** What its health check is about. */
  kind: 'web' | 'program' | 'worker';
  notes: readonly string[];
}

const ANY = '0.0.0.0';

/** Decides how a project starts. @throws HoneError when nothing tells */
export function planStart(facts: PythonFacts, options: ScaffoldOptions): Start {
  const start = given(facts, options) ?? ownServer(facts, options) ?? django(facts, options) ?? served(facts, options);
  const found = start ?? worker(facts) ?? program(facts, options);
  if (found) return found;
  throw new HoneError(`Nothing in ${facts.project.root} tells how ${facts.project.name} starts.`, {
    hint: 'Looked for an application object, [project.scripts], __main__.py, manage.py and programs. Give the command with `--command`.',
  });
}

function given(facts: PythonFacts, options: ScaffoldOptions): Start | undefined {
  const { command } = options;
  if (!command) return undefined;
  const port = options.port ?? portInWords(command);
  const found = facts.code.apps[0] ? served(facts, { ...options, ...(port !== undefined && { port }) }) : undefined;
  return {
    command,
    development: found?.development ?? command,
    env: [],
    ...(port !== undefined && { port }),
    kind: port === undefined ? 'program' : 'web',
    notes: [],
  };
}

function portInWords(words: readonly string[]): number | undefined {
  const [, port] = /(?:--port[= ]|-p |:)(\d{2,5})(?=\s|$)/.exec(words.join(' ')) ?? [];
  return port === undefined ? undefined : Number(port);
}

/** A script of the project that serves by itself, where the address that it listens on can be set. */
function ownServer(facts: PythonFacts, options: ScaffoldOptions): Start | undefined {
  for (const script of facts.code.scripts) {
    const call = facts.code.servers.find(({ file, development }) => file === script.file && !development);
    if (!call) continue;
    const env = environmentOf(call, options);
    const port = options.port ?? call.port?.value ?? portOfServer(call.server);
    if (!env || (options.port !== undefined && !call.port?.variable && call.port?.value !== options.port)) continue;
    const reloading = facts.code.apps[0] && developmentServer(facts, facts.code.apps[0], port);
    return {
      command: wordsOf(script, facts),
      development: reloading ?? wordsOf(script, facts),
      env,
      port,
      kind: 'web',
      notes: [],
    };
  }
  return undefined;
}

const portOfServer = (server: string): number => (server === 'waitress' || server === 'aiohttp' ? 8080 : 8000);

/** Servers that listen on every address unless they are told otherwise. */
const OPEN = new Set(['waitress', 'aiohttp']);

/** The variables that make a call listen on every address; `undefined` when nothing can. */
function environmentOf({ host, port, server }: ServerCall, options: ScaffoldOptions): Start['env'] | undefined {
  const wanted = options.port ?? port?.value;
  const ports: Start['env'] =
    port?.variable !== undefined && wanted !== undefined ? [[port.variable, String(wanted)]] : [];
  if (host === undefined) return OPEN.has(server) ? ports : undefined;
  if (host.variable !== undefined) return [[host.variable, ANY], ...ports];
  return host.value === ANY || host.value === '::' || host.value === '' ? ports : undefined;
}

function wordsOf(script: Script, { project, packaged }: PythonFacts): string[] {
  switch (script.kind) {
    case 'script':
      return [script.name];
    case 'module':
      return ['python', '-m', script.module];
    case 'file': {
      const relative = project.root === '.' ? script.file : script.file.slice(project.root.length + 1);
      return packaged && script.file.includes('/') ? ['python', '-m', script.module] : ['python', relative];
    }
  }
}

function django(facts: PythonFacts, options: ScaffoldOptions): Start | undefined {
  const { django: found } = facts.code;
  if (!found) return undefined;
  const port = options.port ?? 8000;
  const objects = (['asgi', 'wsgi'] as const).flatMap((kind): AppObject[] => {
    const module = found[kind];
    if (module === undefined) return [];
    return [{ file: found.manage, module, name: 'application', factory: false, framework: 'django', interface: kind }];
  });
  const manage = found.manage.split('/').at(-1)!;
  const development = ['python', manage, 'runserver', `${ANY}:${port}`];
  for (const app of objects) {
    const command = chooseServer(facts, app, port);
    if (command) return { command, development, env: [], port, kind: 'web', notes: [] };
  }
  return { command: development, development, env: [], port, kind: 'web', notes: [noServer('Django', 'gunicorn')] };
}

function served(facts: PythonFacts, options: ScaffoldOptions): Start | undefined {
  const { apps, servers } = facts.code;
  const serving = apps.map((app) => ({ app, port: portFor(app, servers, options) }));
  for (const { app, port } of serving) {
    const command = chooseServer(facts, app, port);
    if (!command) continue;
    const development = developmentServer(facts, app, port) ?? command;
    return { command, development, env: [], port, kind: 'web', notes: [] };
  }
  const [first] = serving;
  const own = first && first.app.framework !== 'flask' && program(facts, options);
  if (!first || own) return own || undefined;
  const development = developmentServer(facts, first.app, first.port);
  if (!development) return undefined;
  const command = development.filter((word) => word !== '--debug');
  const advice = first.app.interface === 'wsgi' ? 'gunicorn' : 'uvicorn';
  return {
    command,
    development,
    env: [],
    port: first.port,
    kind: 'web',
    notes: [noServer(first.app.framework, advice)],
  };
}

const noServer = (framework: string, advice: string): string =>
  `No production server is among the dependencies, so the image starts ${framework}'s development server. Add ${advice} and run this again.`;

/** From the code that serves the application, else the framework's usual one. */
function portFor(app: AppObject, servers: readonly ServerCall[], options: ScaffoldOptions): number {
  const near = servers.filter(({ port }) => port?.value !== undefined);
  const call = near.find(({ file }) => file === app.file) ?? near[0];
  const usual = frameworks.find(({ name }) => name === app.framework)?.port ?? 8000;
  return options.port ?? call?.port?.value ?? usual;
}

/** A project that only works in the background. */
function worker(facts: PythonFacts): Start | undefined {
  const [object] = facts.code.workers;
  const tool = workerTools.find(({ name }) => name === object?.tool);
  const command = object && tool?.worker?.({ ...object, installed: facts.installed });
  return command && { command, development: command, env: [], kind: 'worker', notes: [] };
}

function program(facts: PythonFacts, options: ScaffoldOptions): Start | undefined {
  const [script] = facts.code.scripts;
  if (!script) return undefined;
  const command = wordsOf(script, facts);
  const call = facts.code.servers.find(({ file }) => file === script.file);
  const port = options.port ?? call?.port?.value;
  const env = (call && environmentOf(call, options)) ?? [];
  const isClosed = call && !environmentOf(call, options);
  return {
    command,
    development: command,
    env,
    ...(port !== undefined && { port }),
    kind: port === undefined ? 'program' : 'web',
    notes: isClosed
      ? [`${call.file} listens on the loopback address alone, which nothing outside the container reaches.`]
      : [],
  };
}
