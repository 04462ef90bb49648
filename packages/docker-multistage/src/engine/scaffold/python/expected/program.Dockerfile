# hone:begin images
# Written by: nx g @hone/docker-multistage:dockerfile program
# The next run brings the parts between marks up to date, but for those that were edited; the rest is yours.
ARG PYTHON_IMAGE=python:3.11-slim-bookworm
ARG UV_IMAGE=ghcr.io/astral-sh/uv:0.9.30
# hone:end images bd972e5e

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
WORKDIR /app/program
RUN --mount=type=cache,target=/root/.cache/uv \
    --mount=type=bind,source=program/uv.lock,target=/app/program/uv.lock \
    --mount=type=bind,source=program/pyproject.toml,target=/app/program/pyproject.toml \
    uv sync --frozen --no-dev --no-install-project
# hone:end dependencies f25609a7

# hone:begin dev-dependencies
# What tests and development need besides.
FROM dependencies AS dev-dependencies
RUN --mount=type=cache,target=/root/.cache/uv \
    --mount=type=bind,source=program/uv.lock,target=/app/program/uv.lock \
    --mount=type=bind,source=program/pyproject.toml,target=/app/program/pyproject.toml \
    uv sync --frozen --no-install-project
# hone:end dev-dependencies bcb037c6

# hone:begin build
# The project itself.
FROM dependencies AS build
COPY program /app/program
RUN --mount=type=cache,target=/root/.cache/uv \
    uv sync --frozen --no-dev --no-editable
# hone:end build 9fa06cf1

# hone:begin development
# Starts again when a source changes: mount program at /app/program.
FROM dev-dependencies AS development
COPY program /app/program
RUN --mount=type=cache,target=/root/.cache/uv \
    uv sync --frozen
USER 10001:10001
CMD ["mill"]
# hone:end development 14e99099

# hone:begin test
# Building it runs the tests; so does running it, beside services that they need.
FROM dev-dependencies AS test
COPY program /app/program
RUN --mount=type=cache,target=/root/.cache/uv \
    uv sync --frozen
USER 10001:10001
RUN ["pytest", "-p", "no:cacheprovider", "/app/program"]
CMD ["pytest", "-p", "no:cacheprovider", "/app/program"]
# hone:end test dd5f8062

# hone:begin production
# What a plain `docker build` gives.
FROM base AS production
COPY --from=build /opt/venv /opt/venv
LABEL org.opencontainers.image.title=mill \
    org.opencontainers.image.version=0.1.0
USER 10001:10001
CMD ["mill"]
# hone:end production a2f3730b
