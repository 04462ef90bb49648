import type Docker from 'dockerode';

/** What a container of an image did. */
export interface ImageRun {
  /** The user that the image names. */
  user: string;
  /** What its health check ended with, once it ended with 0 or the time was over; `undefined` without one. */
  health: number | undefined;
  /** Standard output and error. */
  logs: string;
  /** The exit code, where it ended by itself. */
  code: number | undefined;
}

/**
 * Runs an image until its health check passes, or it ends, or 20 seconds are over; then removes the container.
 *
 * @param image `name:tag`
 * @param env `NAME=value`
 */
export async function runImage(docker: Docker, image: string, env: readonly string[] = []): Promise<ImageRun> {
  const { Config } = await docker.getImage(image).inspect();
  const check = (Config as { Healthcheck?: { Test?: string[] } }).Healthcheck?.Test?.slice(1);
  const container = await docker.createContainer({ Image: image, Env: [...env] });
  try {
    await container.start();
    const end = Date.now() + 20_000;
    let health: number | undefined;
    let running = true;
    while (running && health !== 0 && Date.now() < end) {
      await new Promise((resolve) => setTimeout(resolve, 200));
      running = (await container.inspect()).State.Running;
      if (running && check) health = await execIn(container, check);
    }
    const { State } = await container.inspect();
    const logs = (await container.logs({ stdout: true, stderr: true })).toString('utf8');
    return { user: Config.User, health, logs, code: State.Running ? undefined : State.ExitCode };
  } finally {
    await container.remove({ force: true });
  }
}

async function execIn(container: Docker.Container, words: string[]): Promise<number> {
  const exec = await container.exec({ Cmd: words, AttachStdout: true, AttachStderr: true });
  const stream = await exec.start({});
  await new Promise((resolve) => stream.on('end', resolve).on('close', resolve).resume());
  return (await exec.inspect()).ExitCode ?? 1;
}
