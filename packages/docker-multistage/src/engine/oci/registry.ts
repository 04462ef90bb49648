import type Docker from 'dockerode';

/** What to do when a registry refuses, by what the engine says of it. */
export const REGISTRY_HINTS: [RegExp, string][] = [
  [
    /unauthorized|authentication required|no basic auth|denied|401|403/i,
    'Log in with `docker login <registry>` as a user who may do this.',
  ],
  [/manifest unknown|not found/i, 'The registry no longer has it: build and push the image again.'],
  [/connection refused|no such host|timeout|dial tcp/i, 'Is the registry reachable from where the engine runs?'],
  [/server gave HTTP response to HTTPS client/i, 'Add the registry to `insecure-registries` of the engine.'],
];

/** The login for the registry of an image, as the engine takes it. */
export async function registryAuth(_name: string): Promise<Docker.AuthConfig | undefined> {
  return undefined;
}
