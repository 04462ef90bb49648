import { errorMessage } from '@hone/core/diagnostics';
import { compareVersions, isPrerelease, parseVersion } from '@hone/core/manifests';
import { toSemver } from './versions.js';

const PYPI = 'https://pypi.org/simple';
const HALF_A_MINUTE = 30_000;

/**
 * Asks a package index for the newest version of a project: the newest release, or the newest prerelease when there is
 * none else. Speaks the JSON form of the simple API (PEP 691, PEP 700).
 *
 * @param index its URL; default: that of `UV_DEFAULT_INDEX`, `UV_INDEX_URL` or `PIP_INDEX_URL`, else PyPI
 */
export async function askPythonIndex(
  normalizedName: string,
  index: string | undefined,
): Promise<{ currentVersion: string | null; logText: string }> {
  const { UV_DEFAULT_INDEX, UV_INDEX_URL, PIP_INDEX_URL } = process.env;
  const base = (index ?? UV_DEFAULT_INDEX ?? UV_INDEX_URL ?? PIP_INDEX_URL ?? PYPI).replace(/\/$/, '');
  const url = `${base}/${normalizedName}/`;
  try {
    const response = await fetch(url, {
      headers: { accept: 'application/vnd.pypi.simple.v1+json' },
      signal: AbortSignal.timeout(HALF_A_MINUTE),
    });
    if (!response.ok) return { currentVersion: null, logText: `${url} answers ${response.status}` };
    const { versions = [] } = (await response.json()) as { versions?: string[] };
    return { currentVersion: newest(versions) ?? null, logText: url };
  } catch (error) {
    return { currentVersion: null, logText: `${url}: ${errorMessage(error)}` };
  }
}

/** The newest of some versions of PEP 440, in the form that Nx counts in. */
export function newest(versions: readonly string[]): string | undefined {
  const parsed = versions.flatMap((text) => {
    const version = parseVersion(text);
    return version ? [{ text, version }] : [];
  });
  const releases = parsed.filter(({ version }) => !isPrerelease(version));
  const sorted = (releases.length > 0 ? releases : parsed).sort((a, b) => compareVersions(a.version, b.version));
  const last = sorted.at(-1);
  return last && toSemver(last.text);
}
