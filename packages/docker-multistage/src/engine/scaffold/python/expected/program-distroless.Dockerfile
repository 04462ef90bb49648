# hone:begin images
# Written by: nx g @hone/docker-multistage:dockerfile program --stages=production --runtime=distroless
# The next run brings the parts between marks up to date, but for those that were edited; the rest is yours.
# Builder and runtime have the Python of the same Debian release, at the same path.
ARG PYTHON_IMAGE=debian:bookworm-slim
ARG RUNTIME_IMAGE=gcr.io/distroless/python3-debian12
ARG UV_IMAGE=ghcr.io/astral-sh/uv:0.9.30
# hone:end images dcb43418

# hone:begin uv
FROM ${UV_IMAGE} AS uv
# hone:end uv d946337f

# hone:begin base
# What all stages share but the last, which stands on a smaller image.
FROM ${PYTHON_IMAGE} AS base
ENV PATH=/opt/venv/bin:$PATH \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1
WORKDIR /app
# hone:end base 71dd6ec7

# hone:begin dependencies
# Dependencies alone: this layer is built again only when a manifest or the lock changes.
FROM base AS dependencies
# The base image decides the versions: it moves with its release, and old ones leave the archive.
# hadolint ignore=DL3008
RUN --mount=type=cache,target=/var/cache/apt,sharing=locked \
    --mount=type=cache,target=/var/lib/apt/lists,sharing=locked \
    rm -f /etc/apt/apt.conf.d/docker-clean \
    && apt-get update \
    && apt-get install --yes --no-install-recommends python3
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
# hone:end dependencies 8e5b6518

# hone:begin build
# The project itself.
FROM dependencies AS build
COPY program /app/program
RUN --mount=type=cache,target=/root/.cache/uv \
    uv sync --frozen --no-dev --no-editable
# hone:end build 9fa06cf1

# hone:begin production
# What a plain `docker build` gives.
FROM ${RUNTIME_IMAGE} AS production
ENV PATH=/opt/venv/bin:$PATH \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1
WORKDIR /app
ENTRYPOINT []
COPY --from=build /opt/venv /opt/venv
LABEL org.opencontainers.image.title=mill \
    org.opencontainers.image.version=0.1.0
USER 10001:10001
CMD ["mill"]
# hone:end production 4d958a8f
