/** Asks the engine, which asks the image's registry, with the credentials that it would pull with. */
export async function findDigest(image: string): Promise<string> {
  // Only those who pin wait for the client to load.
  const { connect } = await import('../../engine/build/connect.js');
  const { docker } = await connect();
  const { Descriptor } = (await docker.getImage(image).distribution()) as { Descriptor: { digest: string } };
  return Descriptor.digest;
}
