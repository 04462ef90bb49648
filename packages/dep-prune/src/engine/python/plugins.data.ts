/** How one package uses another that it does not require: by name, when something is asked of it. */
export interface PluginUse {
  /** What stands in the source. Tested line by line. */
  pattern: RegExp;
  /** The distributions that serve it; whichever of them is declared is used. */
  names: readonly string[];
  /** The package that loads it, and the extra of it that would bring it. */
  host?: { name: string; extra?: string };
}

/**
 * Uses by name: what each package needs for which call, address or argument. Written down as the documentation of the
 * packages that load is known; neither the patterns nor the extras were checked against each release.
 */
export const pluginUses: readonly PluginUse[] = [
  // SQLAlchemy and what speaks its addresses: https://docs.sqlalchemy.org/en/20/dialects/
  {
    pattern: /\bpostgres(?:ql)?\+psycopg2\b/,
    names: ['psycopg2', 'psycopg2-binary'],
    host: { name: 'sqlalchemy', extra: 'postgresql' },
  },
  {
    pattern: /\bpostgres(?:ql)?\+(?:psycopg\b|psycopg_async)/,
    names: ['psycopg', 'psycopg-binary'],
    host: { name: 'sqlalchemy' },
  },
  { pattern: /\bpostgres(?:ql)?\+asyncpg\b/, names: ['asyncpg'], host: { name: 'sqlalchemy' } },
  { pattern: /\bpostgres(?:ql)?\+pg8000\b/, names: ['pg8000'], host: { name: 'sqlalchemy' } },
  { pattern: /\bpostgres(?:ql)?:\/\//, names: ['psycopg2', 'psycopg2-binary', 'psycopg', 'asyncpg'] },
  { pattern: /\b(?:mysql|mariadb)\+pymysql\b/, names: ['pymysql'], host: { name: 'sqlalchemy' } },
  { pattern: /\b(?:mysql|mariadb)\+aiomysql\b/, names: ['aiomysql'], host: { name: 'sqlalchemy' } },
  { pattern: /\b(?:mysql|mariadb)\+asyncmy\b/, names: ['asyncmy'], host: { name: 'sqlalchemy' } },
  { pattern: /\b(?:mysql|mariadb)\+mysqlconnector\b/, names: ['mysql-connector-python'], host: { name: 'sqlalchemy' } },
  { pattern: /\b(?:mysql|mariadb)(?:\+mysqldb)?:\/\//, names: ['mysqlclient', 'pymysql'] },
  { pattern: /\bsqlite\+aiosqlite\b/, names: ['aiosqlite'], host: { name: 'sqlalchemy' } },
  { pattern: /\boracle\+(?:oracledb|cx_oracle)\b/, names: ['oracledb', 'cx-oracle'], host: { name: 'sqlalchemy' } },
  {
    pattern: /\bmssql\+(?:pyodbc|pymssql|aioodbc)\b/,
    names: ['pyodbc', 'pymssql', 'aioodbc'],
    host: { name: 'sqlalchemy' },
  },
  { pattern: /\bsnowflake:\/\//, names: ['snowflake-sqlalchemy'], host: { name: 'sqlalchemy' } },
  { pattern: /\bbigquery:\/\//, names: ['sqlalchemy-bigquery', 'pybigquery'], host: { name: 'sqlalchemy' } },
  {
    pattern: /\b(?:create_async_engine|AsyncSession|async_sessionmaker)\b/,
    names: ['greenlet'],
    host: { name: 'sqlalchemy', extra: 'asyncio' },
  },
  // Django: https://docs.djangoproject.com/en/5.2/ref/databases/ and /topics/cache/
  {
    pattern: /django\.db\.backends\.postgresql|django\.contrib\.(?:gis|postgres)/,
    names: ['psycopg', 'psycopg2', 'psycopg2-binary', 'psycopg-binary'],
  },
  { pattern: /django\.db\.backends\.mysql/, names: ['mysqlclient', 'pymysql'] },
  { pattern: /django\.db\.backends\.oracle/, names: ['oracledb', 'cx-oracle'] },
  { pattern: /django\.core\.cache\.backends\.redis/, names: ['redis', 'hiredis'] },
  { pattern: /django\.core\.cache\.backends\.memcached\.PyMemcache/, names: ['pymemcache'] },
  { pattern: /django\.core\.cache\.backends\.memcached\.PyLibMC/, names: ['pylibmc'] },
  { pattern: /Argon2PasswordHasher/, names: ['argon2-cffi'], host: { name: 'django', extra: 'argon2' } },
  { pattern: /BCryptSHA256PasswordHasher/, names: ['bcrypt'], host: { name: 'django', extra: 'bcrypt' } },
  { pattern: /\bImageField\(/, names: ['pillow'] },
  // Celery, kombu: https://docs.celeryq.dev/en/stable/getting-started/backends-and-brokers/
  { pattern: /\brediss?:\/\//, names: ['redis', 'hiredis', 'aioredis'] },
  { pattern: /\bsqs:\/\//, names: ['boto3', 'pycurl', 'kombu'] },
  { pattern: /\bmongodb(?:\+srv)?:\/\//, names: ['pymongo', 'motor', 'dnspython'] },
  { pattern: /\bamqps?:\/\/|\bpyamqp:\/\//, names: ['amqp', 'pika', 'aio-pika', 'librabbitmq'] },
  { pattern: /django_celery_results|django-db\b/, names: ['django-celery-results'] },
  { pattern: /DatabaseScheduler/, names: ['django-celery-beat'] },
  { pattern: /-P\s*(?:gevent)|worker_pool\s*=\s*["']gevent/, names: ['gevent'] },
  { pattern: /-P\s*(?:eventlet)|worker_pool\s*=\s*["']eventlet|async_mode\s*=\s*["']eventlet/, names: ['eventlet'] },
  // pandas: https://pandas.pydata.org/docs/getting_started/install.html
  {
    pattern: /\.read_excel\(|\.to_excel\(|ExcelWriter\(|ExcelFile\(/,
    names: ['openpyxl', 'xlrd', 'xlsxwriter', 'pyxlsb', 'odfpy', 'python-calamine'],
    host: { name: 'pandas', extra: 'excel' },
  },
  {
    pattern: /\.(?:read|to)_(?:parquet|feather|orc)\(/,
    names: ['pyarrow', 'fastparquet'],
    host: { name: 'pandas', extra: 'parquet' },
  },
  { pattern: /\.(?:read|to)_hdf\(|HDFStore\(/, names: ['tables'], host: { name: 'pandas', extra: 'hdf5' } },
  { pattern: /\.read_html\(/, names: ['lxml', 'html5lib', 'beautifulsoup4'], host: { name: 'pandas', extra: 'html' } },
  { pattern: /\.(?:read|to)_xml\(/, names: ['lxml'], host: { name: 'pandas', extra: 'xml' } },
  { pattern: /\.to_markdown\(/, names: ['tabulate'], host: { name: 'pandas', extra: 'output-formatting' } },
  { pattern: /\.(?:read_sql(?:_query|_table)?|to_sql)\(/, names: ['sqlalchemy', 'adbc-driver-postgresql'] },
  { pattern: /\.read_gbq\(|\.to_gbq\(/, names: ['pandas-gbq'], host: { name: 'pandas', extra: 'gcp' } },
  { pattern: /["'](?:s3):\/\//, names: ['s3fs', 'boto3', 'smart-open'] },
  { pattern: /["'](?:gs|gcs):\/\//, names: ['gcsfs'] },
  { pattern: /["'](?:az|abfss?):\/\//, names: ['adlfs'] },
  { pattern: /engine\s*=\s*["']numexpr|pd\.eval\(/, names: ['numexpr'] },
  { pattern: /\.plot(?:\.\w+)?\(/, names: ['matplotlib'] },
  // FastAPI, Starlette, uvicorn: https://fastapi.tiangolo.com/#optional-dependencies
  { pattern: /\b(?:fastapi|starlette)\.testclient\b/, names: ['httpx'], host: { name: 'fastapi' } },
  {
    pattern: /\b(?:UploadFile|OAuth2PasswordRequestForm)\b|[=,]\s*(?:Form|File)\(/,
    names: ['python-multipart'],
    host: { name: 'fastapi' },
  },
  { pattern: /\.form\(\)/, names: ['python-multipart'], host: { name: 'starlette' } },
  {
    pattern: /\b(?:EmailStr|NameEmail|validate_email)\b/,
    names: ['email-validator'],
    host: { name: 'pydantic', extra: 'email' },
  },
  { pattern: /\bJinja2Templates\b/, names: ['jinja2'], host: { name: 'fastapi' } },
  { pattern: /\bSessionMiddleware\b/, names: ['itsdangerous'], host: { name: 'starlette' } },
  { pattern: /\bORJSONResponse\b/, names: ['orjson'], host: { name: 'fastapi' } },
  { pattern: /\bUJSONResponse\b/, names: ['ujson'], host: { name: 'fastapi' } },
  { pattern: /\bStaticFiles\b/, names: ['aiofiles'] },
  {
    pattern: /\buvicorn\b/,
    names: ['uvloop', 'httptools', 'websockets', 'watchfiles', 'wsproto', 'python-dotenv', 'colorama'],
    host: { name: 'uvicorn', extra: 'standard' },
  },
  { pattern: /uvicorn\.workers|UvicornWorker/, names: ['gunicorn', 'uvicorn', 'uvicorn-worker'] },
  { pattern: /-k\s+gevent|worker_class\s*=\s*["']gevent/, names: ['gevent'] },
  { pattern: /\bBaseSettings\b|SettingsConfigDict|\benv_file\s*=/, names: ['python-dotenv'] },
  // Flask: https://flask.palletsprojects.com/en/stable/installation/#optional-dependencies
  { pattern: /\.flaskenv|load_dotenv|FLASK_(?:APP|ENV|DEBUG)/, names: ['python-dotenv'] },
  {
    pattern: /\bSECRET_KEY\b.*WTF|FlaskForm|\bEmail\(\)/,
    names: ['email-validator'],
    host: { name: 'wtforms', extra: 'email' },
  },
  // Parsers chosen by name: https://www.crummy.com/software/BeautifulSoup/bs4/doc/#installing-a-parser
  {
    pattern: /BeautifulSoup\(.*["'](?:lxml|xml|lxml-xml)["']|features\s*=\s*["']lxml/,
    names: ['lxml'],
    host: { name: 'beautifulsoup4', extra: 'lxml' },
  },
  {
    pattern: /BeautifulSoup\(.*["']html5lib["']|features\s*=\s*["']html5lib/,
    names: ['html5lib'],
    host: { name: 'beautifulsoup4', extra: 'html5lib' },
  },
  { pattern: /["']lxml["']/, names: ['lxml'] },
  // HTTP clients
  { pattern: /http2\s*=\s*True/, names: ['h2'], host: { name: 'httpx', extra: 'http2' } },
  { pattern: /socks[45]h?:\/\//, names: ['pysocks', 'socksio', 'httpx-socks', 'aiohttp-socks', 'requests-socks'] },
  { pattern: /["'](?:br|brotli)["']/, names: ['brotli', 'brotlicffi'] },
  { pattern: /\bzoneinfo\b|\bZoneInfo\b/, names: ['tzdata'] },
  // Hashes, tokens
  {
    pattern: /CryptContext\(.*["']bcrypt|schemes\s*=.*bcrypt|bcrypt_sha256/,
    names: ['bcrypt'],
    host: { name: 'passlib', extra: 'bcrypt' },
  },
  {
    pattern: /CryptContext\(.*["']argon2|schemes\s*=.*argon2/,
    names: ['argon2-cffi'],
    host: { name: 'passlib', extra: 'argon2' },
  },
  { pattern: /["'](?:RS|ES|PS)(?:256|384|512)["']/, names: ['cryptography', 'pycryptodome', 'ecdsa', 'rsa'] },
  // Serialisers, backends, exporters chosen by name
  { pattern: /["']msgpack["']/, names: ['msgpack'] },
  { pattern: /matplotlib\.use\(\s*["'](?:Qt5?Agg|QtAgg)/i, names: ['pyqt5', 'pyqt6', 'pyside2', 'pyside6'] },
  { pattern: /matplotlib\.use\(\s*["']GTK/i, names: ['pygobject'] },
  {
    pattern: /OTLPSpanExporter|OTEL_EXPORTER|opentelemetry-instrument/,
    names: [
      'opentelemetry-exporter-otlp',
      'opentelemetry-exporter-otlp-proto-grpc',
      'opentelemetry-exporter-otlp-proto-http',
      'opentelemetry-distro',
    ],
  },
  {
    pattern: /keyring\.|keyrings?\.alt/,
    names: ['keyrings-alt', 'keyrings-google-artifactregistry-auth', 'secretstorage'],
  },
  { pattern: /torch_dtype|device_map|load_in_(?:4|8)bit/, names: ['accelerate', 'bitsandbytes'] },
  {
    pattern: /AutoTokenizer|from_pretrained\(/,
    names: ['sentencepiece', 'tokenizers', 'protobuf', 'tiktoken', 'safetensors', 'torch'],
  },
  { pattern: /engine\s*=\s*["']xlsxwriter["']/, names: ['xlsxwriter'], host: { name: 'pandas', extra: 'excel' } },
  {
    pattern: /engine\s*=\s*["']netcdf4["']|open_(?:mf)?dataset\(/,
    names: ['netcdf4', 'h5netcdf', 'zarr', 'dask', 'cfgrib', 'scipy'],
  },
  { pattern: /\.style\b|Styler\(/, names: ['jinja2'], host: { name: 'pandas' } },
  { pattern: /\blog[_-]config\b.*\.ya?ml/, names: ['pyyaml'], host: { name: 'uvicorn' } },
  { pattern: /PYTHONBREAKPOINT|\bset_trace\b|\bbreakpoint\(\)/, names: ['ipdb', 'pdbpp', 'pudb', 'web-pdb'] },
  { pattern: /runserver_plus/, names: ['werkzeug'] },
  { pattern: /shell_plus/, names: ['ipython', 'django-extensions'] },
  { pattern: /["']alabaster["']/, names: ['alabaster'] },
  { pattern: /write_image\(|to_image\(/, names: ['kaleido'] },
];

/** A distribution that is a plugin of another by its name alone: it does its work where the host is used. */
export const pluginNames: readonly (readonly [pattern: RegExp, hosts: readonly string[]])[] = [
  [/^pytest-/, ['pytest']],
  [/^flake8-|^pep8-naming$|^dlint$|^wemake-python-styleguide$/, ['flake8']],
  [/^pylint-/, ['pylint']],
  [
    /^mypy-(?!extensions$)|-mypy$|^(?:django|djangorestframework|sqlalchemy|sqlalchemy2|celery|boto3|botocore)-(?:stubs|types)$/,
    ['mypy', 'pyright'],
  ],
  [/^boto3-stubs|^mypy-boto3|^types-boto3|^types-aiobotocore/, ['boto3', 'mypy']],
  [/^mkdocs-|^mkdocstrings|^pymdown-extensions$/, ['mkdocs']],
  [/^sphinx-|^sphinxcontrib-|-sphinx-theme$|^furo$|^myst-(?:parser|nb)$|^sphinx_/, ['sphinx']],
  [/^tox-/, ['tox']],
  [/^poetry-.*plugin|^poetry-dynamic-versioning$/, ['poetry', 'poetry-core']],
  [/^hatch-|^hatchling$/, ['hatch', 'hatchling']],
  [/^setuptools-|^setuptools_scm$/, ['setuptools']],
  [/^jupyterlab-|^jupyter-|^nbconvert$|^ipywidgets$/, ['jupyterlab', 'jupyter', 'notebook', 'ipykernel']],
  [/^coverage-|^covdefaults$/, ['coverage', 'pytest-cov']],
  [/^bandit-/, ['bandit']],
  [/^hypothesis-/, ['hypothesis']],
  [/^dbt-/, ['dbt-core']],
  [/^apache-airflow-providers-/, ['apache-airflow']],
  [/^opentelemetry-instrumentation-/, ['opentelemetry-distro', 'opentelemetry-instrumentation', 'opentelemetry-sdk']],
  [/^locust-/, ['locust']],
  [/^nox-/, ['nox']],
  [/^isort-/, ['isort']],
  [/^keyrings?-/, ['keyring', 'twine']],
  [/^griffe-/, ['griffe', 'mkdocstrings', 'mkdocstrings-python']],
  [
    /^mkdocs-|^mkdocstrings|^pymdown-extensions$|^mdx-include$|^markdown-(?:include|exec|callouts|grid)/,
    ['mkdocs', 'mkdocs-material', 'zensical'],
  ],
  [/^sphinx(?:-|ext-)/, ['furo', 'sphinx-rtd-theme', 'myst-parser']],
  [/^pre-commit-/, ['pre-commit']],
];
