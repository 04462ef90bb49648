import Docker from 'dockerode';

/** The base images that `tools/ci/stand-in-images.sh` makes without a registry. */
export type StandIn = 'python:3.11' | 'uv:0.9' | 'rust:1.95' | 'debian:bookworm' | 'node:20' | 'cc:bookworm';

/** A real engine, or the reason why a suite that needs one is skipped. */
export type EngineState = { docker: Docker; missing?: undefined } | { docker?: undefined; missing: string };

/**
 * Looks for a Docker engine that has the stand-in images named; says on a line that starts with SKIPPED when it finds
 * none.
 *
 * @param suite names what is skipped
 */
export async function dockerEngine(suite: string, ...images: StandIn[]): Promise<EngineState> {
  const state = await findEngine(images);
  if (state.missing !== undefined) console.warn(`SKIPPED ${suite}: ${state.missing}`);
  return state;
}

/** The name of a stand-in image, for a build argument. */
export function standIn(image: StandIn): string {
  return `hone-stand-in/${image}`;
}

async function findEngine(images: readonly StandIn[]): Promise<EngineState> {
  const docker = new Docker();
  try {
    await docker.ping();
  } catch {
    return { missing: 'no Docker engine answers: start one' };
  }
  for (const image of images) {
    try {
      await docker.getImage(standIn(image)).inspect();
    } catch {
      return { missing: `the image ${standIn(image)} is missing: tools/ci/stand-in-images.sh makes it` };
    }
  }
  return { docker };
}
