import type { Diagnostic } from '@hone/core/diagnostics';
import type { CargoCut, CargoLockedPackage } from '@hone/core/cargo';
import { contextProblem } from '../problems.js';

/** There is no lock to cut. */
export const noLock = (manifest: string): Diagnostic =>
  contextProblem(
    'docker/context-lock',
    'warning',
    'This Cargo workspace has no Cargo.lock, so the image gets whatever versions are newest.',
    { file: manifest, hint: 'Run `cargo generate-lockfile` and commit the lock.' },
  );

/** A lock that is behind the manifests: `cargo build --locked` refuses it. */
export function behind({ crate, dependency }: CargoCut['missing'][number], lock: string): Diagnostic {
  const who = dependency
    ? `The dependency \`${dependency.name}\` of the crate \`${crate.package.name}\``
    : `The crate \`${crate.package.name}\``;
  const line = dependency?.line;
  return contextProblem(
    'docker/context-lock',
    'error',
    `${who} is not in ${lock}: \`cargo build --locked\` refuses it.`,
    {
      file: crate.file,
      ...(line !== undefined && { line }),
      hint: 'Run `cargo update --workspace` and commit the lock.',
    },
  );
}

/** More may have been kept than cargo would keep, since it is not known who turns on what. */
export function featuresUnknown(unknown: readonly CargoLockedPackage[], lock: string): Diagnostic {
  const names = unknown.map(({ name, version }) => `${name} ${version}`).sort();
  const shown = names.slice(0, 5).join(', ') + (names.length > 5 ? ` and ${names.length - 5} more` : '');
  return contextProblem(
    'docker/context-lock',
    'warning',
    `The features of ${shown} are not known on this machine, so the lock may keep optional dependencies that only ` +
      'other crates of the workspace turn on: `cargo build --locked` would refuse it.',
    { file: lock, hint: 'Run `cargo fetch --locked` before, so that cargo’s index of the registry is here.' },
  );
}

/** A token in a configuration file must not get into a layer. */
export const tokenLeftOut = (file: string, key: string): Diagnostic =>
  contextProblem(
    'docker/context-lock',
    'warning',
    `\`${key}\` is left out of the build context: whoever has an image can read what was copied into it.`,
    {
      file,
      hint: 'Give it to the build as a secret: `RUN --mount=type=secret,id=cargo,target=/root/.cargo/credentials.toml …`.',
    },
  );
