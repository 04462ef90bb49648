import { renderPairs } from './run.js';

/** What a manifest says of the project, for the labels of its image. */
export interface Identity {
  title: string;
  description?: string;
  /** An expression such as `MIT OR Apache-2.0`. */
  license?: string;
  /** Where its sources are, as the manifest has it. */
  repository?: string;
  version?: string;
}

/**
 * The labels of the images of a project: https://github.com/opencontainers/image-spec/blob/main/annotations.md.
 * Without `revision` and `created`, which would be others in each build: whoever wants them gives them to the build.
 */
export function renderLabels({ title, description, license, repository, version }: Identity): string[] {
  const values = {
    title,
    description,
    licenses: license,
    source: repository === undefined ? undefined : sourceUrl(repository),
    // What stands in manifests that nobody releases.
    version: version === '0.0.0' ? undefined : version,
  };
  const pairs = Object.entries(values).flatMap(([key, value]) =>
    value === undefined || value.trim() === '' ? [] : [[`org.opencontainers.image.${key}`, value] as const],
  );
  return renderPairs('LABEL', pairs);
}

const HOSTS: Readonly<Record<string, string>> = {
  github: 'github.com',
  gitlab: 'gitlab.com',
  bitbucket: 'bitbucket.org',
};

/**
 * The address of a repository for a browser, from what manifests write: `git+https://…`, `git@host:owner/name.git`,
 * `github:owner/name`, and `owner/name`, which is GitHub's to npm.
 *
 * @returns undefined for an address that holds a password, and for what is no address
 */
export function sourceUrl(written: string): string | undefined {
  const text = written
    .trim()
    .replace(/^git\+/, '')
    .replace(/(?:\.git)?\/?(?:#.*)?$/, '');
  const short = /^(?:(github|gitlab|bitbucket):)?([\w.-]+\/[\w.-]+)$/.exec(text);
  if (short) return `https://${HOSTS[short[1] ?? 'github']}/${short[2]}`;
  const ssh = /^(?:ssh:\/\/)?git@([\w.-]+)[:/]([\w./-]+)$/.exec(text);
  if (ssh) return `https://${ssh[1]}/${ssh[2]}`;
  const address = text.replace(/^git:/, 'https:');
  return /^https?:\/\/[^\s@"]+$/.test(address) ? address : undefined;
}
