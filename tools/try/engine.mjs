// The Docker engine of this machine: what `npm run try` asks of it beside Nx.
import { setTimeout as sleep } from 'node:timers/promises';

const PATIENCE_MS = 20_000;

/** The engine, or nothing where none answers. */
export async function findEngine() {
  const { default: Docker } = await import('dockerode');
  const docker = new Docker();
  return (await settle(docker.ping())) === undefined ? undefined : docker;
}

/** Whether the engine has an image. */
export async function hasImage(docker, image) {
  return (await settle(docker.getImage(image).inspect())) !== undefined;
}

/** Whether the engine has an image or its registry would give it. */
export async function canHave(docker, image) {
  return (await hasImage(docker, image)) || (await settle(docker.getImage(image).distribution())) !== undefined;
}

/**
 * Starts a container, waits until the image's own health check passes (or, where it has none, until it has said that it
 * listens), and removes it.
 *
 * @returns {Promise<string>} what was seen: `healthy`, or what is wrong
 */
export async function tryContainer(docker, image) {
  const { Config } = await docker.getImage(image).inspect();
  const check = Config.Healthcheck?.Test?.slice(1);
  const container = await docker.createContainer({ Image: image });
  try {
    await container.start();
    const end = Date.now() + PATIENCE_MS;
    while (Date.now() < end) {
      await sleep(250);
      if (!(await container.inspect()).State.Running) return `ended: ${await lastLine(container)}`;
      if (check ? (await exitCode(container, check)) === 0 : /listening/i.test(await logs(container))) {
        return check ? 'healthy' : 'listens';
      }
    }
    return `not healthy: ${await lastLine(container)}`;
  } finally {
    await container.remove({ force: true });
  }
}

async function exitCode(container, words) {
  const exec = await container.exec({ Cmd: words, AttachStdout: true, AttachStderr: true });
  const stream = await exec.start({});
  await new Promise((resolve) => stream.on('end', resolve).on('close', resolve).resume());
  return (await exec.inspect()).ExitCode;
}

async function logs(container) {
  return (await container.logs({ stdout: true, stderr: true })).toString('utf8');
}

async function lastLine(container) {
  return (await logs(container)).trim().split('\n').at(-1) ?? '';
}

/** The value, or nothing where it fails or takes too long. */
async function settle(promise) {
  const late = new Promise((resolve) => setTimeout(resolve, PATIENCE_MS).unref());
  return Promise.race([promise.catch(() => undefined), late]);
}
