import os from 'node:os';
import type Docker from 'dockerode';
import { findCredentials } from '../build/auth.js';
import { familiarToFull } from './layout.js';

/** What to do when a registry refuses, by what the engine says of it. */
export const REGISTRY_HINTS: [RegExp, string][] = [
  [
    /unauthorized|authentication required|no basic auth|denied|\b40[13]\b/i,
    'Log in with `docker login <registry>` as a user who may do this.',
  ],
  [/manifest unknown|not found/i, 'The registry does not have it: build and push the image again.'],
  [
    /connection refused|no such host|i\/o timeout|request canceled|dial tcp/i,
    'The engine must reach the registry: look at its name, and at the network and the proxy of the engine.',
  ],
  [/server gave HTTP response to HTTPS client/i, 'Add the registry to `insecure-registries` of the engine.'],
];

/** The host of an image's registry: `ghcr.io`, `localhost:5000`, `docker.io`. */
export function registryOf(name: string): string {
  const full = familiarToFull(name);
  return full.slice(0, full.indexOf('/'));
}

/**
 * The login for the registry of an image, from the docker CLI's configuration, as the engine takes it.
 *
 * @param name an image's, with or without a tag
 */
export async function registryAuth(
  name: string,
  around = { env: process.env, home: os.homedir() },
): Promise<Docker.AuthConfig> {
  const host = registryOf(name);
  const { Username: username, Secret: secret } = await findCredentials(host, around);
  if (secret === '') return {} as Docker.AuthConfig;
  const login = username === '' ? { identitytoken: secret } : { username, password: secret };
  return { ...login, serveraddress: host } as Docker.AuthConfig;
}
