import { errorMessage } from '@hone/core/diagnostics';
import { compareVersions, isPrerelease, parseVersion } from '@hone/core/manifests';
import { toSemver } from './versions.js';

const PYPI = 'https://pypi.org/simple';
const HALF_A_MINUTE = 30_000;

/**
 * Asks a package index for the newest version of a project: the newest release, or the newest prerelease when there is
 * none else. Speaks both forms of the simple API: JSON (PEP 691, PEP 700) and HTML (PEP 503), where versions are read
 * from the names of files.
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
      headers: { accept: 'application/vnd.pypi.simple.v1+json, text/html;q=0.5' },
      signal: AbortSignal.timeout(HALF_A_MINUTE),
    });
    if (!response.ok) return { currentVersion: null, logText: `${url} answers ${response.status}` };
    const isJson = response.headers.get('content-type')?.includes('json') ?? false;
    const versions = isJson
      ? ((await response.json()) as { versions?: string[] }).versions
      : versionsInPage(await response.text());
    return { currentVersion: newest(versions ?? []) ?? null, logText: url };
  } catch (error) {
    return { currentVersion: null, logText: `${url}: ${errorMessage(error)}` };
  }
}

/** The versions in the names of the files that an index page links to. */
export function versionsInPage(html: string): string[] {
  const files = [...html.matchAll(/>\s*([\w.+!-]+\.(?:whl|tar\.gz|zip))\s*</g)].map((match) => match[1] ?? '');
  return files.map(
    (file) => (/^[^-]+-([^-]+)-.*\.whl$/.exec(file) ?? /-([^-]+)\.(?:tar\.gz|zip)$/.exec(file))?.[1] ?? '',
  );
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
