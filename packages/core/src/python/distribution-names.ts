/**
 * Import names whose distribution has another name: a dotted import prefix, then the distributions that provide it, the
 * usual one first. The evidence of each line is the distribution's own wheel: the files of its `RECORD` or its
 * `top_level.txt`. `tools/oracles/python-imports/distributions.py` checks lines against downloaded wheels.
 */
export const DISTRIBUTION_NAMES = `
Crypto pycryptodome pycrypto
Cryptodome pycryptodomex
Cython cython
Foundation pyobjc-framework-cocoa
AppKit pyobjc-framework-cocoa
IPython ipython
Levenshtein levenshtein python-levenshtein
MySQLdb mysqlclient
OpenGL pyopengl
OpenSSL pyopenssl
PIL pillow pillow-simd
PyInstaller pyinstaller
PyPDF2 pypdf2
PySide2 pyside2
PySide6 pyside6 pyside6-essentials
PyQt5 pyqt5
PyQt6 pyqt6
Xlib python-xlib
_cffi_backend cffi
_distutils_hack setuptools
_pytest pytest
_yaml pyyaml
absl absl-py
alembic alembic
aiokafka aiokafka
airflow apache-airflow apache-airflow-core
airflow.providers.amazon apache-airflow-providers-amazon
airflow.providers.google apache-airflow-providers-google
airflow.providers.postgres apache-airflow-providers-postgres
airflow.providers.http apache-airflow-providers-http
airflow.sdk apache-airflow-task-sdk
ansible ansible-core ansible
antlr4 antlr4-python3-runtime antlr4-tools
apache_beam apache-beam
apiclient google-api-python-client
applicationinsights applicationinsights
argon2 argon2-cffi
async_lru async-lru
async_timeout async-timeout
asyncpg asyncpg
attr attrs
attrs attrs
auth0 auth0-python
automat automat
avro avro avro-python3
azure.ai.formrecognizer azure-ai-formrecognizer
azure.ai.ml azure-ai-ml
azure.ai.textanalytics azure-ai-textanalytics
azure.appconfiguration azure-appconfiguration
azure.batch azure-batch
azure.common azure-common
azure.core azure-core
azure.cosmos azure-cosmos
azure.data.tables azure-data-tables
azure.eventgrid azure-eventgrid
azure.eventhub azure-eventhub
azure.functions azure-functions
azure.identity azure-identity
azure.keyvault.certificates azure-keyvault-certificates
azure.keyvault.keys azure-keyvault-keys
azure.keyvault.secrets azure-keyvault-secrets
azure.mgmt.compute azure-mgmt-compute
azure.mgmt.core azure-mgmt-core
azure.mgmt.network azure-mgmt-network
azure.mgmt.resource azure-mgmt-resource
azure.mgmt.storage azure-mgmt-storage
azure.monitor.opentelemetry azure-monitor-opentelemetry
azure.monitor.query azure-monitor-query
azure.search.documents azure-search-documents
azure.servicebus azure-servicebus
azure.storage.blob azure-storage-blob
azure.storage.filedatalake azure-storage-file-datalake
azure.storage.fileshare azure-storage-file-share
azure.storage.queue azure-storage-queue
babel babel
backports.zoneinfo backports-zoneinfo
backports.asyncio.runner backports-asyncio-runner
backports.tarfile backports-tarfile
barcode python-barcode
bidi python-bidi
binaryornot binaryornot
bitarray bitarray
black black
blackd black
blib2to3 black
bluetooth pybluez
bs4 beautifulsoup4
bson pymongo bson
cairo pycairo
cairocffi cairocffi
cassandra cassandra-driver scylla-driver
cffi cffi
charset_normalizer charset-normalizer
clang libclang clang
clr pythonnet
cloudinary cloudinary
cmarkgfm cmarkgfm
commonmark commonmark
community python-louvain
compose docker-compose
configobj configobj
confluent_kafka confluent-kafka
consul python-consul python-consul2
corsheaders django-cors-headers
cpuinfo py-cpuinfo
crispy_forms django-crispy-forms
croniter croniter
crontab python-crontab crontab
curl_cffi curl-cffi
cv2 opencv-python opencv-python-headless opencv-contrib-python opencv-contrib-python-headless
dash_bootstrap_components dash-bootstrap-components
datadog datadog
dateparser dateparser
dateutil python-dateutil
dbus dbus-python
debug_toolbar django-debug-toolbar
decouple python-decouple
deepmerge deepmerge
deprecated deprecated
discord discord-py py-cord
distutils setuptools
dj_database_url dj-database-url
django_extensions django-extensions
django_filters django-filter
django_redis django-redis
dns dnspython
docker docker
dockerfile_parse dockerfile-parse
docopt docopt docopt-ng
docx python-docx
docxtpl docxtpl
dot_parser pydot
dotenv python-dotenv
drf_spectacular drf-spectacular
drf_yasg drf-yasg
easy_thumbnails easy-thumbnails
editor python-editor
elasticsearch elasticsearch
elasticsearch_dsl elasticsearch-dsl
elftools pyelftools
email_validator email-validator
engineio python-engineio
environ django-environ environ-config
environs environs
exceptiongroup exceptiongroup
factory factory-boy
faiss faiss-cpu faiss-gpu
falcon falcon
ffmpeg ffmpeg-python
fitz pymupdf
flask_admin flask-admin
flask_babel flask-babel
flask_bcrypt flask-bcrypt
flask_caching flask-caching
flask_cors flask-cors
flask_jwt_extended flask-jwt-extended
flask_login flask-login
flask_mail flask-mail
flask_migrate flask-migrate
flask_restful flask-restful
flask_socketio flask-socketio
flask_sqlalchemy flask-sqlalchemy
flask_wtf flask-wtf
flatbuffers flatbuffers
fontTools fonttools
frontmatter python-frontmatter
funcy funcy
gi pygobject
git gitpython
gitdb gitdb
github pygithub
gitlab python-gitlab
gnupg python-gnupg
google._upb protobuf
google.ads.googleads google-ads
google.ai.generativelanguage google-ai-generativelanguage
google.api googleapis-common-protos
google.api_core google-api-core
google.auth google-auth
google.auth.aio google-auth
google.cloud.aiplatform google-cloud-aiplatform
google.cloud.artifactregistry google-cloud-artifact-registry
google.cloud.bigquery google-cloud-bigquery
google.cloud.bigquery_storage google-cloud-bigquery-storage
google.cloud.bigtable google-cloud-bigtable
google.cloud.build google-cloud-build
google.cloud.client google-cloud-core
google.cloud.compute google-cloud-compute
google.cloud.container google-cloud-container
google.cloud.dataproc google-cloud-dataproc
google.cloud.datastore google-cloud-datastore
google.cloud.dlp google-cloud-dlp
google.cloud.documentai google-cloud-documentai
google.cloud.error_reporting google-cloud-error-reporting
google.cloud.exceptions google-cloud-core
google.cloud.firestore google-cloud-firestore
google.cloud.kms google-cloud-kms
google.cloud.language google-cloud-language
google.cloud.location googleapis-common-protos
google.cloud.logging google-cloud-logging
google.cloud.monitoring google-cloud-monitoring
google.cloud.ndb google-cloud-ndb
google.cloud.pubsub google-cloud-pubsub
google.cloud.redis google-cloud-redis
google.cloud.resourcemanager google-cloud-resource-manager
google.cloud.run google-cloud-run
google.cloud.secretmanager google-cloud-secret-manager
google.cloud.spanner google-cloud-spanner
google.cloud.speech google-cloud-speech
google.cloud.sql.connector cloud-sql-python-connector
google.cloud.storage google-cloud-storage
google.cloud.tasks google-cloud-tasks
google.cloud.texttospeech google-cloud-texttospeech
google.cloud.trace google-cloud-trace
google.cloud.translate google-cloud-translate
google.cloud.videointelligence google-cloud-videointelligence
google.cloud.vision google-cloud-vision
google.cloud.workflows google-cloud-workflows
google.generativeai google-generativeai
google.genai google-genai
google.iam grpc-google-iam-v1
google.longrunning googleapis-common-protos
google.logging.type googleapis-common-protos
google.oauth2 google-auth
google.protobuf protobuf
google.pubsub google-cloud-pubsub
google.resumable_media google-resumable-media
google.rpc googleapis-common-protos
google.type googleapis-common-protos
google_auth_httplib2 google-auth-httplib2
google_auth_oauthlib google-auth-oauthlib
google_crc32c google-crc32c
googleapiclient google-api-python-client
graphql graphql-core
graphql_relay graphql-relay
graphene_django graphene-django
gridfs pymongo
grpc grpcio
grpc_channelz grpcio-channelz
grpc_health grpcio-health-checking
grpc_reflection grpcio-reflection
grpc_status grpcio-status
grpc_testing grpcio-testing
grpc_tools grpcio-tools
haystack haystack-ai farm-haystack django-haystack
hamcrest pyhamcrest
hcl2 python-hcl2
imblearn imbalanced-learn
importlib_metadata importlib-metadata
importlib_resources importlib-resources
inflection inflection
influxdb_client influxdb-client
isympy sympy
itsdangerous itsdangerous
jinja2 jinja2
jks pyjks
jose python-jose
josepy josepy
jsonpath_ng jsonpath-ng
jsonrpcclient jsonrpcclient
jwt pyjwt
kafka kafka-python kafka-python-ng
kazoo kazoo
keystoneauth1 keystoneauth1
keystoneclient python-keystoneclient
kubernetes kubernetes
kubernetes_asyncio kubernetes-asyncio
ldap python-ldap
ldap3 ldap3
lightgbm lightgbm
llama_cpp llama-cpp-python
llama_index llama-index-core llama-index
lz4 lz4
magic python-magic python-magic-bin file-magic
markdown markdown
markdown_it markdown-it-py
markupsafe markupsafe
memcache python-memcached
more_itertools more-itertools
mpl_toolkits matplotlib
msgpack msgpack
mypy_extensions mypy-extensions
mypyc mypy
mysql.connector mysql-connector-python
nacl pynacl
neo4j neo4j neo4j-driver
netifaces netifaces
newrelic newrelic
nio matrix-nio
novaclient python-novaclient
numpy numpy
odf odfpy
osgeo gdal
onnxruntime onnxruntime onnxruntime-gpu
openai openai
openapi_spec_validator openapi-spec-validator
opensearchpy opensearch-py
opentelemetry opentelemetry-api
opentelemetry.exporter.otlp.proto.grpc opentelemetry-exporter-otlp-proto-grpc
opentelemetry.exporter.otlp.proto.http opentelemetry-exporter-otlp-proto-http
opentelemetry.exporter.prometheus opentelemetry-exporter-prometheus
opentelemetry.instrumentation opentelemetry-instrumentation
opentelemetry.instrumentation.asgi opentelemetry-instrumentation-asgi
opentelemetry.instrumentation.django opentelemetry-instrumentation-django
opentelemetry.instrumentation.fastapi opentelemetry-instrumentation-fastapi
opentelemetry.instrumentation.flask opentelemetry-instrumentation-flask
opentelemetry.instrumentation.httpx opentelemetry-instrumentation-httpx
opentelemetry.instrumentation.logging opentelemetry-instrumentation-logging
opentelemetry.instrumentation.requests opentelemetry-instrumentation-requests
opentelemetry.instrumentation.sqlalchemy opentelemetry-instrumentation-sqlalchemy
opentelemetry.propagators.b3 opentelemetry-propagator-b3
opentelemetry.proto opentelemetry-proto
opentelemetry.sdk opentelemetry-sdk
opentelemetry.semconv opentelemetry-semantic-conventions
opentelemetry.util.http opentelemetry-util-http
orjson orjson
packaging packaging
paho paho-mqtt
parse_type parse-type
past future
pathspec pathspec
patch_ng patch-ng
peewee peewee
pip pip
pkg_resources setuptools
plaid plaid-python
playhouse peewee
playwright playwright
pptx python-pptx
polib polib
progressbar progressbar2 progressbar
prometheus_client prometheus-client
proto proto-plus
psycopg psycopg
psycopg2 psycopg2 psycopg2-binary
psycopg_binary psycopg-binary
psycopg_c psycopg-c
psycopg_pool psycopg-pool
ptyprocess ptyprocess
py pytest py
pyarrow pyarrow
pyasn1_modules pyasn1-modules
pycparser pycparser
pycurl pycurl
pydantic_core pydantic-core
pydantic_settings pydantic-settings
pydispatch pydispatcher
pygments pygments
pygit2 pygit2
pyhocon pyhocon
pylab matplotlib
pylibmc pylibmc
pymongo pymongo
pymysql pymysql
pynput pynput
pyodbc pyodbc
pyparsing pyparsing
pypandoc pypandoc pypandoc-binary
pyproject_hooks pyproject-hooks
pysnmp pysnmp pysnmplib
pytest_asyncio pytest-asyncio
pytest_cov pytest-cov
pytest_mock pytest-mock
pythoncom pywin32
pythonjsonlogger python-json-logger
pythonwin pywin32
pytimeparse pytimeparse
pywintypes pywin32
qdrant_client qdrant-client
qrcode qrcode
rapidfuzz rapidfuzz
rdkit rdkit rdkit-pypi
readability readability-lxml
redis redis
redmine python-redmine
requests_mock requests-mock
requests_oauthlib requests-oauthlib
requests_toolbelt requests-toolbelt
rest_framework djangorestframework
rest_framework_simplejwt djangorestframework-simplejwt
rpds rpds-py
ruamel.yaml ruamel-yaml
s3transfer s3transfer
sass libsass
scapy scapy
scipy scipy
sklearn scikit-learn
skimage scikit-image
skopt scikit-optimize
skbuild scikit-build
scikit_build_core scikit-build-core
semantic_version semantic-version
sentence_transformers sentence-transformers
sentry_sdk sentry-sdk
serial pyserial
setuptools setuptools
setuptools_rust setuptools-rust
setuptools_scm setuptools-scm vcs-versioning
sha3 pysha3
shapefile pyshp
shtab shtab
simple_history django-simple-history
simplejson simplejson
simple_salesforce simple-salesforce
slack slackclient
slack_bolt slack-bolt
slack_sdk slack-sdk
slugify python-slugify
smart_open smart-open
smbus smbus2
snappy python-snappy
snowflake.connector snowflake-connector-python
snowflake.sqlalchemy snowflake-sqlalchemy
snowflake.snowpark snowflake-snowpark-python
socketio python-socketio
socks pysocks
sockshandler pysocks
solr pysolr
sounddevice sounddevice
soundfile soundfile
speech_recognition speechrecognition
sphinx_rtd_theme sphinx-rtd-theme
sphinxcontrib.httpdomain sphinxcontrib-httpdomain
sqlalchemy sqlalchemy
sqlalchemy_utils sqlalchemy-utils
sqlite_utils sqlite-utils
sqlparse sqlparse
stdnum python-stdnum
storages django-storages
stripe stripe
swiftclient python-swiftclient
systemd systemd-python
tables tables
talib ta-lib
taggit django-taggit
telebot pytelegrambotapi
telegram python-telegram-bot
tensorflow tensorflow tensorflow-cpu tensorflow-gpu tensorflow-macos
tensorflow_hub tensorflow-hub
termcolor termcolor
tesserocr tesserocr
text_unidecode text-unidecode
textfsm textfsm
tlz toolz cytoolz
toolz toolz
torch torch
tree_sitter tree-sitter
trafaret trafaret
tree dm-tree
twisted twisted
twitter python-twitter
typing_extensions typing-extensions
typing_inspect typing-inspect
typing_inspection typing-inspection
tzlocal tzlocal
uncertainties uncertainties
unidecode unidecode
unidiff unidiff
usb pyusb
user_agents user-agents
umap umap-learn
uvicorn uvicorn
validate configobj
validators validators
vcr vcrpy
vcs_versioning vcs-versioning
vlc python-vlc
webob webob
webpack_loader django-webpack-loader
websocket websocket-client
websockets websockets
werkzeug werkzeug
whitenoise whitenoise
whois python-whois
win32api pywin32
win32com pywin32
win32con pywin32
win32event pywin32
win32evtlog pywin32
win32file pywin32
win32gui pywin32
win32net pywin32
win32pipe pywin32
win32process pywin32
win32security pywin32
win32service pywin32
win32serviceutil pywin32
winerror pywin32
win32comext pywin32
winpty pywinpty
wtforms wtforms
wx wxpython
xdist pytest-xdist
xdg pyxdg xdg
xlrd xlrd
xlsxwriter xlsxwriter
xmlschema xmlschema
yaml pyyaml
yapsy yapsy
yarl yarl
youtube_dl youtube-dl
yt_dlp yt-dlp
zmq pyzmq
zstd zstd
zstandard zstandard
`;

/** Distributions whose import name is their own name; a module of such a name is known to be theirs. */
export const SAME_NAME = (
  'aiobotocore aiodns aiofiles aiohttp aiomysql aiopg aioredis aiosignal aiosqlite altair amqp annotated_types anthropic ' +
  'anyio appdirs apscheduler arrow asgiref astroid asttokens async_generator atomicwrites aws_xray_sdk backoff bandit ' +
  'bcrypt billiard bleach blinker bokeh boto boto3 botocore bottle brotli build cachecontrol cachetools cattrs celery ' +
  'cerberus certifi chardet chromadb click cloudpickle colorama coloredlogs colorlog contourpy cookiecutter coverage ' +
  'cryptography cssselect curio cycler cytoolz daphne dask databases dataclasses_json datasets deepdiff dill distlib ' +
  'distributed django docker docutils duckdb ecdsa einops eventlet execnet executing faker fastapi fastavro fasteners ' +
  'fastjsonschema feedparser filelock fire flake8 flask flit_core folium freezegun frozenlist fsspec furo gensim geopandas ' +
  'geopy gevent graphene graphviz greenlet gunicorn h11 h2 h5py hatchling hiredis holoviews hpack html5lib httpcore ' +
  'httplib2 httptools httpx humanize hvac hypercorn hyperframe hyperlink hypothesis idna imageio incremental inflect ' +
  'iniconfig invoke isodate isort jax jaxlib jedi jellyfish jinja2 jmespath joblib jsonpatch jsonpickle jsonpointer ' +
  'jsonschema jupyter keras keyring kombu kiwisolver langchain langchain_core langsmith librosa limits litellm llvmlite ' +
  'loguru lxml lz4 mako marshmallow matplotlib mccabe mistune mkdocs mlflow mock moto mpmath msal msgspec msrest multidict ' +
  'multipart mypy mypy_boto3 nbconvert nbformat networkx nltk nose notebook nox numba numexpr numpy oauthlib oauth2client ' +
  'onnx openai openpyxl optuna orjson outcome pamqp pandas paramiko parso passlib patsy pendulum pexpect pika pint ' +
  'platformdirs plotly pluggy poetry polars pooch portalocker pre_commit prettytable pretend priority prompt_toolkit ' +
  'propcache psutil pyarrow pyasn1 pycodestyle pydantic pydocstyle pydot pyflakes pyinstrument pylint pymc pymongo pymssql ' +
  'pymysql pyperclip pypdf pyproj pyrsistent pystray pytesseract pytest python_multipart python_http_client pytz pytz_deprecation_shim ' +
  'pywt quart questionary rasterio ray redis regex reportlab requests responses respx retry retrying rich rsa rq ruff ' +
  's3fs sanic scipy scrapy seaborn secretstorage selenium sendgrid service_identity shapely shellingham simpleeval six ' +
  'sniffio snowballstemmer sortedcontainers soupsieve spacy sphinx sqlalchemy sqlglot sqlmodel sshtunnel starlette ' +
  'statsmodels stevedore streamlit strawberry structlog sympy tabulate tenacity termcolor testcontainers testfixtures ' +
  'textual threadpoolctl thrift tiktoken tinycss2 tokenizers toml tomli tomli_w tomlkit tornado tox tqdm traitlets ' +
  'transformers trio trustme twine typeguard typer tzdata ujson unittest2 uritemplate urllib3 uvloop virtualenv vine ' +
  'watchdog watchfiles wcwidth webcolors webencodings websockets wheel wrapt wsproto xarray xgboost xmltodict yarl ' +
  'zict zipp zope_interface'
).split(' ');
