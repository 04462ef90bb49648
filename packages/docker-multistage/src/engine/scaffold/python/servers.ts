import type { AppObject, PythonFacts } from './types.js';

/** A server that is given an application. */
interface Server {
  distribution: string;
  interfaces: readonly AppObject['interface'][];
  command(app: AppObject, port: number, installed: ReadonlySet<string>): string[];
}

const target = ({ module, name }: AppObject): string => `${module}:${name}`;
const factory = (app: AppObject, flag = '--factory'): string[] => (app.factory ? [flag] : []);

/** In the order in which they count where several are installed. Flags are those of each server's manual. */
const SERVERS: readonly Server[] = [
  {
    distribution: 'gunicorn',
    interfaces: ['wsgi'],
    command: (app, port) => [
      'gunicorn',
      '--bind',
      `0.0.0.0:${port}`,
      // A heartbeat file on a disk can stall a worker; memory can't.
      '--worker-tmp-dir',
      '/dev/shm',
      '--access-logfile',
      '-',
      app.factory ? `${target(app)}()` : target(app),
    ],
  },
  {
    distribution: 'uvicorn',
    interfaces: ['asgi'],
    command: (app, port) => ['uvicorn', target(app), ...factory(app), '--host', '0.0.0.0', '--port', String(port)],
  },
  {
    distribution: 'granian',
    interfaces: ['asgi', 'wsgi'],
    command: (app, port) => [
      ...['granian', '--interface', app.interface, '--host', '0.0.0.0', '--port', String(port)],
      ...factory(app),
      target(app),
    ],
  },
  {
    distribution: 'hypercorn',
    interfaces: ['asgi', 'wsgi'],
    command: (app, port) => [
      'hypercorn',
      '--bind',
      `0.0.0.0:${port}`,
      `${app.interface === 'wsgi' ? 'wsgi:' : ''}${target(app)}${app.factory ? '()' : ''}`,
    ],
  },
  {
    distribution: 'daphne',
    interfaces: ['asgi'],
    command: (app, port) => ['daphne', '--bind', '0.0.0.0', '--port', String(port), target(app)],
  },
  {
    distribution: 'waitress',
    interfaces: ['wsgi'],
    command: (app, port) => ['waitress-serve', `--listen=0.0.0.0:${port}`, ...factory(app, '--call'), target(app)],
  },
];

/** The command of a production server that is installed and takes such an application. */
export function chooseServer({ installed }: PythonFacts, app: AppObject, port: number): string[] | undefined {
  const server = SERVERS.find(
    ({ distribution, interfaces }) =>
      installed.has(distribution) &&
      interfaces.includes(app.interface) &&
      !(app.factory && ['daphne', 'hypercorn'].includes(distribution)),
  );
  return server?.command(app, port, installed);
}

/** The command of a server that starts again when a source changes. */
export function developmentServer({ installed }: PythonFacts, app: AppObject, port: number): string[] | undefined {
  const [host, on] = ['0.0.0.0', String(port)];
  if (app.framework === 'flask' || app.framework === 'quart') {
    const run = app.framework === 'flask' ? ['flask', '--app', target(app)] : ['quart', '--app', target(app)];
    return [...run, 'run', ...(app.framework === 'flask' ? ['--debug'] : []), '--host', host, '--port', on];
  }
  if (app.interface === 'asgi' && installed.has('uvicorn')) {
    return ['uvicorn', target(app), ...factory(app), '--reload', '--host', host, '--port', on];
  }
  if (installed.has('gunicorn') && app.interface === 'wsgi') {
    return ['gunicorn', '--reload', '--bind', `${host}:${on}`, app.factory ? `${target(app)}()` : target(app)];
  }
  const server = chooseServer({ installed } as PythonFacts, app, port);
  if (server?.[0] === 'granian') return [server[0], '--reload', ...server.slice(1)];
  if (server?.[0] === 'hypercorn') return [server[0], '--reload', ...server.slice(1)];
  return server;
}
