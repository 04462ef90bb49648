import path from 'node:path';
import { imageNameOf } from '../build/names.js';
import type { ComposeSettings, ImageFacts, Role, Service, StageFacts } from './types.js';

/** The services of some images, by name, in the order in which they are written. */
export function planServices(images: readonly ImageFacts[], settings: ComposeSettings): Map<string, Service> {
  const ports = new Map<number, string>();
  const services = new Map<string, Service>();
  for (const image of images) {
    for (const role of ROLES) {
      const stage = image.stages[role];
      if (stage)
        services.set(serviceName(image.project, role), planService({ image, role, stage, images, settings, ports }));
    }
  }
  return services;
}

const ROLES: readonly Role[] = ['production', 'worker', 'scheduler', 'development'];

const SUFFIX: Readonly<Record<Role, string>> = {
  production: '',
  worker: '-worker',
  scheduler: '-scheduler',
  development: '-dev',
};

/** `@acme/api` and `worker` → `acme-api-worker`. */
export function serviceName(project: string, role: Role): string {
  return imageNameOf(project).replaceAll('/', '-') + SUFFIX[role];
}

interface Planned {
  image: ImageFacts;
  role: Role;
  stage: StageFacts;
  images: readonly ImageFacts[];
  settings: ComposeSettings;
  /** Ports of this machine that are given away, with the project. */
  ports: Map<number, string>;
}

function planService(planned: Planned): Service {
  const { image, role, stage, settings } = planned;
  const { file } = settings;
  const name = imageNameOf(image.project);
  const isDevelopment = role === 'development';
  const dependsOn = dependencies(planned);
  return {
    build: {
      context: relative(file, '.'),
      dockerfile: literal(image.dockerfile),
      target: stage.name,
    },
    image: role === 'production' ? name : `${name}:${role}`,
    profiles: PROFILES[role],
    // Passes signals on and collects orphans, which no program does by itself as the first of its container.
    init: true,
    ...(stage.port !== undefined &&
      (role === 'production' || isDevelopment) && { ports: [portOf(planned, stage.port)] }),
    env_file: [{ path: literal(relative(file, path.posix.join(image.root, '.env'))), required: false }],
    ...(Object.keys(dependsOn).length > 0 && { depends_on: dependsOn }),
    // The check of the image asks the port, and here nobody listens.
    ...((role === 'worker' || role === 'scheduler') &&
      stage.hasHealthCheck &&
      sharesCheck(planned) && { healthcheck: { disable: true } }),
    ...(isDevelopment ? developmentKeys(planned) : productionKeys(settings)),
  };
}

const PROFILES: Readonly<Record<Role, string[]>> = {
  production: ['production'],
  worker: ['production', 'development'],
  scheduler: ['production', 'development'],
  development: ['development'],
};

const sharesCheck = ({ image }: Planned): boolean =>
  image.stages.production.hasHealthCheck && image.stages.production.port !== undefined;

function productionKeys({ cpus, memory }: ComposeSettings): Service {
  return {
    restart: 'unless-stopped',
    cap_drop: ['ALL'],
    security_opt: ['no-new-privileges:true'],
    deploy: { resources: { limits: { cpus, memory } } },
  };
}

function developmentKeys({ stage, image, settings }: Planned): Service {
  const { file } = settings;
  const copies = stage.copies.filter(({ source }) => !image.manifests.includes(source));
  if (settings.development === 'bind') {
    const volumes = copies.map(({ source, target }) => ({
      type: 'bind',
      source: literal(relative(file, source)),
      target: literal(target),
    }));
    return volumes.length === 0 ? {} : { volumes };
  }
  // What compiles on start has to be started again; a server that reloads sees the files change.
  const action = stage.program === 'cargo' ? 'sync+restart' : 'sync';
  const watch = [
    ...copies.map(({ source, target }) => ({
      action,
      path: literal(relative(file, source)),
      target: literal(target),
      ignore: ['node_modules/', 'target/', '__pycache__/', '.venv/'],
    })),
    ...image.manifests.map((manifest) => ({ action: 'rebuild', path: literal(relative(file, manifest)) })),
  ];
  return watch.length === 0 ? {} : { develop: { watch } };
}

/** Only this machine reaches the port; another than the image's own, where that is taken, or as the variable says. */
function portOf({ image, ports, role }: Planned, port: number): string {
  const owner = `${image.project} ${role === 'development' ? '' : role}`;
  let host = port;
  while (ports.has(host) && !isOwn(ports.get(host), image.project)) host++;
  ports.set(host, owner);
  const variable = `${serviceName(image.project, 'production')
    .replace(/[^A-Za-z0-9]/g, '_')
    .toUpperCase()}_PORT`;
  return `127.0.0.1:\${${/^\d/.test(variable) ? `_${variable}` : variable}:-${host}}:${port}`;
}

/** Production and development of one project never run at once. */
const isOwn = (owner: string | undefined, project: string): boolean => owner?.split(' ')[0] === project;

function dependencies({ image, images, role }: Planned): Record<string, { condition: string }> {
  return Object.fromEntries(
    image.dependsOn.flatMap((project) => {
      const other = images.find((one) => one.project === project);
      const otherRole: Role = role === 'development' && other?.stages.development ? 'development' : 'production';
      const stage = other?.stages[otherRole];
      // A service of another profile would have to be started by hand.
      if (!stage || (role !== 'production' && otherRole === 'production')) return [];
      const condition = stage.hasHealthCheck ? 'service_healthy' : 'service_started';
      return [[serviceName(project, otherRole), { condition }] as const];
    }),
  );
}

/** A path as the compose file has it: relative to its own folder. */
function relative(file: string, target: string): string {
  const found = path.posix.relative(path.posix.dirname(file), target) || '.';
  return found.startsWith('.') ? found : `./${found}`;
}

/** compose replaces variables in every text. */
const literal = (text: string): string => text.replaceAll('$', '$$$$');
