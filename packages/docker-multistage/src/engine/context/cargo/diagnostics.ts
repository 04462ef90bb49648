import type { Diagnostic } from '@hone/core';
import type { CargoCut, CargoLockedPackage } from '@hone/core/cargo';
import type { ManifestProblem } from '@hone/core/manifests';

type Found = Omit<Diagnostic, 'tool' | 'ruleId' | 'location'> & { file: string; line?: number | undefined };

const TOOL = 'docker-context';

function diagnostic({ file, line, ...found }: Found): Diagnostic {
  const start = line === undefined ? undefined : { line, column: 1 };
  const location = { file, ...(start && { region: { start, end: start } }) };
  return { tool: TOOL, ruleId: 'docker/context-lock', ...found, location };
}

/** What could not be read of a lock or a root manifest. */
export const unreadable = ({ file, line, message, hint }: ManifestProblem): Diagnostic =>
  diagnostic({ level: 'error', file, line, message: `${message}.`, ...(hint !== undefined && { hint }) });

/** There is no lock to cut. */
export const noLock = (manifest: string): Diagnostic =>
  diagnostic({
    level: 'warning',
    file: manifest,
    message: 'This Cargo workspace has no Cargo.lock, so the image is built with whatever versions are newest.',
    hint: 'Run `cargo generate-lockfile` and commit the lock.',
  });

/** A lock that is behind the manifests: `cargo build --locked` refuses it. */
export function behind({ crate, dependency }: CargoCut['missing'][number], lock: string): Diagnostic {
  const who = dependency
    ? `The dependency \`${dependency.name}\` of the crate \`${crate.package.name}\``
    : `The crate \`${crate.package.name}\``;
  return diagnostic({
    level: 'error',
    file: crate.file,
    line: dependency?.line,
    message: `${who} is not in ${lock}: \`cargo build --locked\` refuses it.`,
    hint: 'Run `cargo update --workspace` and commit the lock.',
  });
}

/** More may have been kept than cargo would keep, since it is not known who turns on what. */
export function featuresUnknown(unknown: readonly CargoLockedPackage[], lock: string): Diagnostic {
  const names = unknown.map(({ name, version }) => `${name} ${version}`);
  const shown = names.slice(0, 5).join(', ') + (names.length > 5 ? ` and ${names.length - 5} more` : '');
  return diagnostic({
    level: 'warning',
    file: lock,
    message:
      `The features of ${shown} are not known on this machine, so optional dependencies that only other crates of the ` +
      'workspace turn on may be left in the lock; `cargo build --locked` would refuse it.',
    hint: 'Run `cargo fetch --locked` before, so that cargo has the registry’s index here.',
  });
}

/** A token in a configuration file must not get into a layer. */
export const tokenLeftOut = (file: string, key: string): Diagnostic =>
  diagnostic({
    level: 'warning',
    file,
    message: `\`${key}\` was left out of the build context: what is copied into an image can be read by all who have it.`,
    hint: 'Give it to the build as a secret: `RUN --mount=type=secret,id=cargo,target=/root/.cargo/credentials.toml`.',
  });

/** A crate outside of the projects that the graph names. */
export const addedCrate = (file: string, project: string): Diagnostic =>
  diagnostic({
    level: 'note',
    file,
    message: `This crate is added to the build context of ${project}: cargo needs it, and the project graph does not name it.`,
  });
