/**
 * The usual names, as `docker build -f`, `podman build`, hadolint and editors know them: Dockerfile, Dockerfile.prod,
 * prod.Dockerfile, Containerfile and the like.
 */
const USUAL =
  /^(?:(?:Dockerfile|Containerfile)(?:[.-][^/]+)?|[^/]+\.(?:Dockerfile|Containerfile)|dockerfile|[^/]+\.dockerfile)$/;

/** Templates, backups and notes that have such a name too. */
const OTHER =
  /\.(?:dockerignore|j2|jinja2?|tmpl|tpl|template|erb|mustache|hbs|ejs|md|txt|orig|rej|bak|swp|lock|ya?ml|json|sh)$|~$/i;

/** Whether a file is a Dockerfile by its name. */
export function isDockerfileName(name: string): boolean {
  return USUAL.test(name) && !OTHER.test(name);
}

/** Globs for names: every Dockerfile matches one of them, and few other files do. */
export const dockerfileGlobs: readonly string[] = [
  'Dockerfile',
  'Dockerfile[.-]*',
  '*.[Dd]ockerfile',
  'dockerfile',
  'Containerfile',
  'Containerfile[.-]*',
  '*.Containerfile',
];

/**
 * What a Dockerfile is for, by its name: `prod` for `Dockerfile.prod`, `Dockerfile-prod` and `prod.Dockerfile`, nothing
 * for `Dockerfile` and `Containerfile`.
 */
export function dockerfileVariant(name: string): string {
  return name
    .replace(/^(?:Dockerfile|Containerfile|dockerfile)(?:[.-]|$)/, '')
    .replace(/\.(?:[Dd]ockerfile|Containerfile)$/, '');
}
