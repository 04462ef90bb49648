# hone:begin images
# Written by: nx g @hone/docker-multistage:dockerfile poetry
# The next run brings the parts between marks up to date, but for those that were edited; the rest is yours.
ARG PYTHON_IMAGE=python:3.11-slim-bookworm
# That which wrote the lock.
ARG POETRY_VERSION=2.5.1
# hone:end images 7248bbf6

# hone:begin base
# What all stages share: the interpreter that builds the environment is the one that runs it.
FROM ${PYTHON_IMAGE} AS base
ENV PATH=/opt/venv/bin:$PATH \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1
WORKDIR /app
# hone:end base 42ba9fb9

# hone:begin dependencies
# Dependencies alone: this layer is built again only when a manifest or the lock changes.
FROM base AS dependencies
ARG POETRY_VERSION
RUN --mount=type=cache,target=/root/.cache/pip \
    python3 -m venv /opt/poetry \
    && /opt/poetry/bin/pip install "poetry==${POETRY_VERSION}"
ENV VIRTUAL_ENV=/opt/venv
RUN python3 -m venv --without-pip /opt/venv
WORKDIR /app/poetry
RUN --mount=type=cache,target=/root/.cache/pypoetry \
    --mount=type=bind,source=poetry/pyproject.toml,target=/app/poetry/pyproject.toml \
    --mount=type=bind,source=poetry/poetry.lock,target=/app/poetry/poetry.lock \
    /opt/poetry/bin/poetry install --no-interaction --compile --only main --no-root --no-directory
# hone:end dependencies 0073b9e1

# hone:begin dev-dependencies
# What tests and development need besides.
FROM dependencies AS dev-dependencies
RUN --mount=type=cache,target=/root/.cache/pypoetry \
    --mount=type=bind,source=poetry/pyproject.toml,target=/app/poetry/pyproject.toml \
    --mount=type=bind,source=poetry/poetry.lock,target=/app/poetry/poetry.lock \
    /opt/poetry/bin/poetry install --no-interaction --compile --no-root --no-directory
# hone:end dev-dependencies f3cf6edc

# hone:begin build
# The project itself.
FROM dependencies AS build
COPY poetry /app/poetry
RUN --mount=type=cache,target=/root/.cache/pip \
    pip --python /opt/venv/bin/python install --no-deps /app/poetry
# hone:end build fd10f6a8

# hone:begin development
# Starts again when a source changes: mount poetry at /app/poetry.
FROM dev-dependencies AS development
COPY poetry /app/poetry
RUN --mount=type=cache,target=/root/.cache/pypoetry \
    /opt/poetry/bin/poetry install --no-interaction --compile
EXPOSE 8000
USER 10001:10001
CMD ["uvicorn", "greeter.main:app", "--reload", "--host", "0.0.0.0", "--port", "8000"]
# hone:end development 0b2d5777

# hone:begin test
# Building it runs the tests; so does running it, beside services that they need.
FROM dev-dependencies AS test
COPY poetry /app/poetry
RUN --mount=type=cache,target=/root/.cache/pypoetry \
    /opt/poetry/bin/poetry install --no-interaction --compile
USER 10001:10001
RUN ["pytest", "-p", "no:cacheprovider", "/app/poetry"]
CMD ["pytest", "-p", "no:cacheprovider", "/app/poetry"]
# hone:end test 9137e6a1

# hone:begin production
# What a plain `docker build` gives.
FROM base AS production
COPY --from=build /opt/venv /opt/venv
LABEL org.opencontainers.image.title=greeter \
    org.opencontainers.image.description="Says hello, with \"quotes\" and a \$dollar." \
    org.opencontainers.image.version=0.1.0
USER 10001:10001
EXPOSE 8000
HEALTHCHECK --interval=30s --timeout=5s --start-period=20s --retries=3 \
    CMD ["python", "-c", "import socket; socket.create_connection(('127.0.0.1', 8000), 3).close()"]
CMD ["uvicorn", "greeter.main:app", "--host", "0.0.0.0", "--port", "8000"]
# hone:end production c490008b
