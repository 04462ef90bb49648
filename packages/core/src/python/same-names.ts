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
