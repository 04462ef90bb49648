/** The mounts of apt's caches. apt locks its folders, so two builds can not share them at once. */
const APT_MOUNTS = ['/var/cache/apt', '/var/lib/apt'].map(
  (target) => `--mount=type=cache,target=${target},sharing=locked`,
);

/**
 * A RUN that installs Debian packages from cache mounts. Debian's images are told by `docker-clean` to throw every
 * package away, which would empty the mounts.
 *
 * @param condition a shell test, without which nothing is installed
 * @param before commands that come first, such as `dpkg --add-architecture`
 * @param after commands that come last
 */
export function aptInstall(
  packages: readonly string[],
  { condition, before = [], after = [] }: { condition?: string; before?: string[]; after?: string[] } = {},
): string {
  const install =
    packages.length === 0
      ? []
      : ['apt-get update', `apt-get install --yes --no-install-recommends ${packages.join(' ')}`];
  const commands = [...before, ...install, ...after];
  const run = condition === undefined ? ['rm -f /etc/apt/apt.conf.d/docker-clean', ...commands] : commands;
  const body =
    condition === undefined
      ? run.join(' && \\\n    ')
      : `if ${condition}; then \\\n      rm -f /etc/apt/apt.conf.d/docker-clean && \\\n      ${run.join(' && \\\n      ')}; \\\n    fi`;
  const pragma = install.length > 0 ? '# The base image decides the versions.\n# hadolint ignore=DL3008\n' : '';
  return `${pragma}RUN ${APT_MOUNTS.join(' \\\n    ')} \\\n    ${body}`;
}
