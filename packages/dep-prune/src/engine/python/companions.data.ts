/**
 * Distributions that another one loads by name when a setting, an address or an argument asks for it, which often stands
 * outside of the repository (`DATABASE_URL`), or that it takes wherever it finds them: the distribution, then those that load
 * it. Written down as their documentation is known; not checked against each release.
 */
const COMPANIONS = `
psycopg2 sqlalchemy django flask-sqlalchemy sqlmodel peewee databases alembic tortoise-orm pony dj-database-url records
psycopg2-binary sqlalchemy django flask-sqlalchemy sqlmodel peewee databases alembic tortoise-orm pony dj-database-url records
psycopg sqlalchemy django flask-sqlalchemy sqlmodel peewee alembic dj-database-url psycopg-pool
psycopg-binary psycopg sqlalchemy django
psycopg-c psycopg sqlalchemy django
psycopg-pool psycopg django
asyncpg sqlalchemy sqlmodel databases tortoise-orm ormar piccolo alembic
pg8000 sqlalchemy
mysqlclient sqlalchemy django flask-sqlalchemy sqlmodel peewee databases alembic dj-database-url
pymysql sqlalchemy django flask-sqlalchemy sqlmodel peewee databases alembic dj-database-url
aiomysql sqlalchemy databases tortoise-orm
asyncmy sqlalchemy tortoise-orm
mysql-connector-python sqlalchemy django
aiosqlite sqlalchemy sqlmodel databases tortoise-orm
pyodbc sqlalchemy django mssql-django pandas
pymssql sqlalchemy
oracledb sqlalchemy django
cx-oracle sqlalchemy django
redis celery kombu django django-redis flask-caching rq huey dramatiq flask-limiter limits channels-redis django-cacheops arq flask-session
hiredis redis django-redis channels-redis aioredis celery
pymongo celery mongoengine motor beanie flask-pymongo
gevent gunicorn celery flask-socketio locust uwsgi
eventlet gunicorn celery flask-socketio python-socketio
greenlet sqlalchemy gevent eventlet playwright
uvloop uvicorn sanic aiohttp gunicorn hypercorn granian fastapi
httptools uvicorn sanic fastapi
websockets uvicorn sanic fastapi gradio
watchfiles uvicorn fastapi
wsproto uvicorn hypercorn
itsdangerous fastapi starlette
jinja2 fastapi starlette django
orjson fastapi litestar structlog elasticsearch
ujson fastapi
asgiref flask django
blinker flask sentry-sdk
anyio httpcore httpx starlette
openpyxl django-import-export tablib pyexcel
lxml premailer zeep signxml python3-saml
numexpr pandas
bottleneck pandas xarray
numba pandas xarray
s3fs pandas dask fsspec polars
gcsfs pandas dask fsspec
adlfs pandas dask fsspec
cryptography pyjwt python-jose pymysql authlib fastapi-users oauthlib itsdangerous django-fernet-fields
pyopenssl urllib3 requests scrapy twisted
bcrypt passlib django flask-security
argon2-cffi passlib django
pillow django sphinx wagtail easy-thumbnails sorl-thumbnail reportlab qrcode django-imagekit weasyprint mkdocs-material streamlit matplotlib
cairosvg mkdocs-material
socksio httpx
pysocks requests urllib3 httplib2 telethon scrapy
brotli httpx aiohttp urllib3 requests django-compressor fonttools flask-compress whitenoise scrapy httpcore
zstandard httpx urllib3 elasticsearch clickhouse-connect
aiodns aiohttp
tzdata django pandas celery pydantic hypothesis tzlocal apscheduler
pytz django celery pandas apscheduler
colorama click tqdm loguru uvicorn pytest
markdown djangorestframework django-markdownx
pygments djangorestframework django rich markdown mkdocs
django-filter djangorestframework
coreapi djangorestframework
uritemplate djangorestframework drf-spectacular
inflection djangorestframework drf-yasg drf-spectacular
docutils django readme-renderer sphinx myst-parser furo
django-redis django-environ environs django-cache-url
python-memcached django-cache-url
django-guardian djangorestframework
pyyaml uvicorn apispec djangorestframework djangorestframework-yaml dynaconf drf-yasg
toml dynaconf
boto3 django-storages celery kombu smart-open flask-s3 django-ses moto
google-cloud-storage django-storages smart-open
azure-storage-blob django-storages smart-open
pycurl celery kombu
pylibmc django celery django-cache-url
pymemcache django flask-caching
ipython django-extensions ipdb
werkzeug flask django-extensions
watchdog werkzeug flask watchfiles streamlit celery
protobuf grpcio grpcio-status googleapis-common-protos transformers
sentencepiece transformers
tiktoken transformers langchain langchain-openai
accelerate transformers diffusers
bitsandbytes transformers
torch transformers sentence-transformers diffusers
kaleido plotly
nbformat plotly
ipywidgets tqdm plotly
psutil locust dask
python-dotenv flask uvicorn pydantic pydantic-settings
service-identity twisted scrapy
simplejson flask
user-agents django-user-agents
rcssmin django-compressor
rjsmin django-compressor
libsass django-libsass
zope-interface twisted
`;

/** The distributions that load one by name, by its name. */
export const companions: ReadonlyMap<string, readonly string[]> = read();

function read(): Map<string, string[]> {
  const found = new Map<string, string[]>();
  const add = (name: string, hosts: readonly string[]): void => {
    found.set(name, [...new Set([...(found.get(name) ?? []), ...hosts])]);
  };
  for (const line of COMPANIONS.trim().split('\n')) {
    const [name = '', ...hosts] = line.split(' ');
    add(name, hosts);
  }
  return found;
}

/** What of the project's distributions loads this one by name; undefined when none does. */
export function hostThatLoads(name: string, present: ReadonlySet<string>): string | undefined {
  return companions.get(name)?.find((host) => present.has(host));
}
