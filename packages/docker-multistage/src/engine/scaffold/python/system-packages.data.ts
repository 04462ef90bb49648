/** System packages that a distribution without a usable wheel wants. */
export interface SystemPackages {
  /** To build it: Debian's names, Alpine's names. */
  build: { debian: readonly string[]; alpine: readonly string[] };
  /** To run it. */
  run: { debian: readonly string[]; alpine: readonly string[] };
}

const gcc = { debian: ['gcc', 'libc6-dev'], alpine: ['gcc', 'musl-dev'] };
const none = { debian: [], alpine: [] };
const built = (debian: string[], alpine: string[]): SystemPackages['build'] => ({
  debian: [...gcc.debian, ...debian],
  alpine: [...gcc.alpine, ...alpine],
});

/**
 * Distributions that PyPI has as sources only, by normalised name, from each one's install page. Those that bring
 * wheels (`psycopg2-binary`, `psycopg[binary]`) need nothing.
 */
export const systemPackages: Readonly<Record<string, SystemPackages>> = {
  psycopg2: { build: built(['libpq-dev'], ['postgresql-dev']), run: { debian: ['libpq5'], alpine: ['libpq'] } },
  'psycopg-c': { build: built(['libpq-dev'], ['postgresql-dev']), run: { debian: ['libpq5'], alpine: ['libpq'] } },
  mysqlclient: {
    build: built(['default-libmysqlclient-dev', 'pkg-config'], ['mariadb-connector-c-dev', 'pkgconf']),
    run: { debian: ['libmariadb3'], alpine: ['mariadb-connector-c'] },
  },
  'python-ldap': {
    build: built(['libldap2-dev', 'libsasl2-dev'], ['openldap-dev']),
    run: { debian: ['libldap-2.5-0'], alpine: ['libldap'] },
  },
  uwsgi: { build: built([], ['linux-headers']), run: none },
  pycairo: {
    build: built(['libcairo2-dev', 'pkg-config'], ['cairo-dev', 'pkgconf']),
    run: { debian: ['libcairo2'], alpine: ['cairo'] },
  },
  pygraphviz: {
    build: built(['libgraphviz-dev', 'pkg-config'], ['graphviz-dev', 'pkgconf']),
    run: { debian: ['graphviz'], alpine: ['graphviz'] },
  },
  gdal: { build: built(['g++', 'libgdal-dev'], ['g++', 'gdal-dev']), run: { debian: ['libgdal32'], alpine: ['gdal'] } },
  weasyprint: {
    build: none,
    run: { debian: ['libpango-1.0-0', 'libpangoft2-1.0-0'], alpine: ['pango'] },
  },
  'python-magic': { build: none, run: { debian: ['libmagic1'], alpine: ['libmagic'] } },
};
