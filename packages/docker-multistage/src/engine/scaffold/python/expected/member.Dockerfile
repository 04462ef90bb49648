# hone:begin images
# Written by: nx g @hone/docker-multistage:dockerfile api
# The next run brings the parts between marks up to date, but for those that were edited; the rest is yours.
ARG PYTHON_IMAGE=python:3.11-slim-bookworm
ARG UV_IMAGE=ghcr.io/astral-sh/uv:0.9.30
# hone:end images 95d0ad53

# hone:begin uv
FROM ${UV_IMAGE} AS uv
# hone:end uv d946337f

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
COPY --from=uv /uv /usr/local/bin/uv
ENV UV_PROJECT_ENVIRONMENT=/opt/venv \
    UV_PYTHON_DOWNLOADS=0 \
    UV_LINK_MODE=copy \
    UV_COMPILE_BYTECODE=1
WORKDIR /app/uv
# For an index that asks who you are: docker build --secret id=netrc,src=$HOME/.netrc
RUN --mount=type=cache,target=/root/.cache/uv \
    --mount=type=secret,id=netrc,target=/root/.netrc \
    --mount=type=bind,source=uv/uv.lock,target=/app/uv/uv.lock \
    --mount=type=bind,source=uv/pyproject.toml,target=/app/uv/pyproject.toml \
    --mount=type=bind,source=uv/libs/greetings/pyproject.toml,target=/app/uv/libs/greetings/pyproject.toml \
    --mount=type=bind,source=uv/services/api/pyproject.toml,target=/app/uv/services/api/pyproject.toml \
    uv sync --frozen --package api --no-dev --no-install-workspace
# hone:end dependencies 6734a558

# hone:begin dev-dependencies
# What tests and development need besides.
FROM dependencies AS dev-dependencies
RUN --mount=type=cache,target=/root/.cache/uv \
    --mount=type=secret,id=netrc,target=/root/.netrc \
    --mount=type=bind,source=uv/uv.lock,target=/app/uv/uv.lock \
    --mount=type=bind,source=uv/pyproject.toml,target=/app/uv/pyproject.toml \
    --mount=type=bind,source=uv/libs/greetings/pyproject.toml,target=/app/uv/libs/greetings/pyproject.toml \
    --mount=type=bind,source=uv/services/api/pyproject.toml,target=/app/uv/services/api/pyproject.toml \
    uv sync --frozen --package api --group=test --no-install-workspace
# hone:end dev-dependencies c509eed4

# hone:begin build
# The project itself.
FROM dependencies AS build
COPY uv/libs/greetings /app/uv/libs/greetings
COPY uv/services/api /app/uv/services/api
RUN --mount=type=cache,target=/root/.cache/uv \
    --mount=type=secret,id=netrc,target=/root/.netrc \
    --mount=type=bind,source=uv/uv.lock,target=/app/uv/uv.lock \
    --mount=type=bind,source=uv/pyproject.toml,target=/app/uv/pyproject.toml \
    uv sync --frozen --package api --no-dev --no-editable
WORKDIR /app/uv/services/api
RUN rm -rf /app/uv/services/api/tests \
    && python -m compileall -q /app/uv/services/api
# hone:end build 76a16518

# hone:begin development
# Starts again when a source changes: mount uv/libs/greetings at /app/uv/libs/greetings, uv/services/api at
# /app/uv/services/api.
FROM dev-dependencies AS development
COPY uv/libs/greetings /app/uv/libs/greetings
COPY uv/services/api /app/uv/services/api
RUN --mount=type=cache,target=/root/.cache/uv \
    --mount=type=secret,id=netrc,target=/root/.netrc \
    --mount=type=bind,source=uv/uv.lock,target=/app/uv/uv.lock \
    --mount=type=bind,source=uv/pyproject.toml,target=/app/uv/pyproject.toml \
    uv sync --frozen --package api --group=test
WORKDIR /app/uv/services/api
ENV PYTHONPATH=/app/uv/services/api
EXPOSE 8200
USER 10001:10001
CMD ["uvicorn", "api.main:app", "--reload", "--host", "0.0.0.0", "--port", "8200"]
# hone:end development e30e6c51

# hone:begin test
# Building it runs the tests; so does running it, beside services that they need.
FROM dev-dependencies AS test
COPY uv/libs/greetings /app/uv/libs/greetings
COPY uv/services/api /app/uv/services/api
RUN --mount=type=cache,target=/root/.cache/uv \
    --mount=type=secret,id=netrc,target=/root/.netrc \
    --mount=type=bind,source=uv/uv.lock,target=/app/uv/uv.lock \
    --mount=type=bind,source=uv/pyproject.toml,target=/app/uv/pyproject.toml \
    uv sync --frozen --package api --group=test
WORKDIR /app/uv/services/api
ENV PYTHONPATH=/app/uv/services/api
USER 10001:10001
RUN ["pytest", "-p", "no:cacheprovider"]
CMD ["pytest", "-p", "no:cacheprovider"]
# hone:end test 384619ce

# hone:begin production
# What a plain `docker build` gives.
FROM base AS production
COPY --from=build /opt/venv /opt/venv
COPY --from=build /app/uv/services/api /app/uv/services/api
ENV PYTHONPATH=/app/uv/services/api
WORKDIR /app/uv/services/api
LABEL org.opencontainers.image.title=api \
    org.opencontainers.image.version=0.1.0
USER 10001:10001
EXPOSE 8200
HEALTHCHECK --interval=30s --timeout=5s --start-period=20s --retries=3 \
    CMD ["python", "-c", "import urllib.request as r; r.urlopen('http://127.0.0.1:8200/livez', timeout=3)"]
CMD ["uvicorn", "api.main:app", "--host", "0.0.0.0", "--port", "8200"]
# hone:end production 0b386788
