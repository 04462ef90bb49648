/** A tool that runs work in the background. */
export interface WorkerTool {
  name: string;
  /** The distribution, normalised; the tool counts where the project depends on it. */
  distribution: string;
  /** How an object of it is made at the top of a module; the first group is its name. */
  object: RegExp;
  /** What in the code says that something is scheduled. */
  schedules: RegExp;
  /** Distributions that say so. */
  schedulers: readonly string[];
  worker?(at: WorkerAt): string[];
  scheduler?(at: WorkerAt): string[];
  /** A Python program that ends with 0 while the worker is well. */
  workerHealth?(at: WorkerAt): string;
  schedulerHealth?(at: WorkerAt): string;
}

/** Where the object lies. */
export interface WorkerAt {
  module: string;
  name: string;
  installed: ReadonlySet<string>;
}

const importOf = (module: string, name: string): string =>
  `from ${module} import ${name}${name === 'app' ? '' : ' as app'}`;

const never = /(?!)/;

/** In the order in which they count where a project depends on several. Commands are those of each tool's manual. */
export const workerTools: readonly WorkerTool[] = [
  {
    name: 'Celery',
    distribution: 'celery',
    object: /^(\w+)(?:[ \t]*:[^=\n]+)?[ \t]*=[ \t]*(?:celery\.)?Celery\(/gm,
    schedules: /\bbeat_schedule\b|\bCELERY_BEAT_SCHEDULE\b|\badd_periodic_task\(|\bCELERYBEAT_SCHEDULE\b/,
    schedulers: ['django-celery-beat', 'celery-redbeat', 'redbeat'],
    worker: ({ module, name }) => ['celery', '--app', `${module}:${name}`, 'worker', '--loglevel', 'INFO'],
    scheduler: ({ module, name, installed }) => [
      ...['celery', '--app', `${module}:${name}`, 'beat', '--loglevel', 'INFO', '--pidfile='],
      ...(installed.has('django-celery-beat')
        ? ['--scheduler', 'django_celery_beat.schedulers:DatabaseScheduler']
        : installed.has('celery-redbeat')
          ? ['--scheduler', 'redbeat.RedBeatScheduler']
          : ['--schedule', '/tmp/celerybeat-schedule']),
    ],
    workerHealth: ({ module, name }) =>
      `import socket, sys; ${importOf(module, name)}; ` +
      "sys.exit(not app.control.ping(['celery@' + socket.gethostname()], timeout=5))",
    // Beat answers to nothing; without its broker it can do nothing.
    schedulerHealth: ({ module, name }) =>
      `${importOf(module, name)}; app.connection_for_write().ensure_connection(max_retries=1)`,
  },
  {
    name: 'Dramatiq',
    distribution: 'dramatiq',
    object: /^(\w*broker\w*)[ \t]*=[ \t]*\w*Broker\(/gim,
    schedules: /\bBlockingScheduler\(|\bcron\(/,
    schedulers: ['periodiq'],
    worker: ({ module }) => ['dramatiq', module],
    scheduler: ({ module, installed }) => (installed.has('periodiq') ? ['periodiq', module] : ['python', '-m', module]),
  },
  {
    name: 'arq',
    distribution: 'arq',
    object: /^class[ \t]+(\w*WorkerSettings\w*)\b/gm,
    // Its workers run the cron jobs themselves.
    schedules: never,
    schedulers: [],
    worker: ({ module, name }) => ['arq', `${module}.${name}`],
    workerHealth: ({ module, name }) =>
      `import sys; from arq.worker import check_health; from ${module} import ${name} as s; sys.exit(check_health(s))`,
  },
  {
    name: 'taskiq',
    distribution: 'taskiq',
    object: /^(\w*broker\w*)(?:[ \t]*:[^=\n]+)?[ \t]*=[ \t]*\(?\s*\w*Broker\(/gim,
    schedules: /\bTaskiqScheduler\(/,
    schedulers: [],
    worker: ({ module, name }) => ['taskiq', 'worker', `${module}:${name}`],
    scheduler: ({ module }) => ['taskiq', 'scheduler', `${module}:scheduler`],
  },
  {
    name: 'huey',
    distribution: 'huey',
    object: /^(\w+)[ \t]*=[ \t]*(?:huey\.)?(?:\w*Huey)\(/gm,
    // Its consumer runs periodic tasks itself.
    schedules: never,
    schedulers: [],
    worker: ({ module, name }) => ['huey_consumer', `${module}.${name}`],
  },
  {
    name: 'RQ',
    distribution: 'rq',
    object: /^(\w+)[ \t]*=[ \t]*(?:rq\.)?Queue\(/gm,
    schedules: /\b(?:enqueue_at|enqueue_in)\(|\bScheduler\(/,
    schedulers: ['rq-scheduler'],
    worker: () => ['rq', 'worker'],
    scheduler: ({ installed }) =>
      installed.has('rq-scheduler') ? ['rqscheduler'] : ['rq', 'worker', '--with-scheduler'],
    workerHealth: () =>
      'import os, socket, sys; from redis import Redis; from rq import Worker; ' +
      "c = Redis.from_url(os.environ.get('RQ_REDIS_URL', 'redis://localhost:6379')); " +
      'sys.exit(not any(w.hostname == socket.gethostname() for w in Worker.all(c)))',
  },
  {
    name: 'APScheduler',
    distribution: 'apscheduler',
    object: /^(\w+)[ \t]*=[ \t]*(?:[\w.]+\.)?BlockingScheduler\(/gm,
    schedules: /\bBlockingScheduler\(/,
    schedulers: [],
    scheduler: ({ module }) => ['python', '-m', module],
  },
];
