/** Names of the stand-in base images that `tools/ci/stand-in-images.sh` makes. */
export const PYTHON = 'hone-stand-in/python:3.11';
export const UV = 'hone-stand-in/uv:0.9';
export const RUST = 'hone-stand-in/rust:1.95';
export const RUNTIME = 'hone-stand-in/cc:bookworm';

/** For the full image of Python, which has a compiler and headers; the real one has more of them, and is larger. */
export const FULL_PYTHON = 'hone-bench/docker-images-python-full:latest';

export const FULL_PYTHON_DOCKERFILE = `FROM ${PYTHON}
RUN apt-get update && apt-get install -y \\
    build-essential curl git libffi-dev libpq-dev libsqlite3-dev libssl-dev pkg-config python3-dev wget zlib1g-dev
`;

/** One stage, everything copied, then installed: what a beginner writes. It needs no build tool; few beginners know. */
export const BEGINNER = `FROM ${FULL_PYTHON}
WORKDIR /app
COPY . .
RUN pip install ./libs/contracts "./libs/telemetry[asgi]" ./libs/textkit ./services/memory-gateway
ENV MEMORY_HOST=0.0.0.0
EXPOSE 8101
CMD ["memory-gateway"]
`;

/** Two stages by someone who knows uv and BuildKit. */
export const TUNED = `FROM ${UV} AS uv

FROM ${PYTHON} AS builder
COPY --from=uv /uv /usr/local/bin/uv
ENV UV_COMPILE_BYTECODE=1 UV_LINK_MODE=copy UV_PYTHON_DOWNLOADS=0
WORKDIR /app
RUN --mount=type=cache,target=/root/.cache/uv \\
    --mount=type=bind,source=uv.lock,target=uv.lock \\
    --mount=type=bind,source=pyproject.toml,target=pyproject.toml \\
    --mount=type=bind,source=libs/contracts/pyproject.toml,target=libs/contracts/pyproject.toml \\
    --mount=type=bind,source=libs/telemetry/pyproject.toml,target=libs/telemetry/pyproject.toml \\
    --mount=type=bind,source=libs/textkit/pyproject.toml,target=libs/textkit/pyproject.toml \\
    --mount=type=bind,source=services/memory-gateway/pyproject.toml,target=services/memory-gateway/pyproject.toml \\
    uv sync --frozen --package memory-gateway --no-dev --no-install-workspace
COPY libs/contracts libs/contracts
COPY libs/telemetry libs/telemetry
COPY libs/textkit libs/textkit
COPY services/memory-gateway services/memory-gateway
RUN --mount=type=cache,target=/root/.cache/uv \\
    --mount=type=bind,source=uv.lock,target=uv.lock \\
    --mount=type=bind,source=pyproject.toml,target=pyproject.toml \\
    uv sync --frozen --package memory-gateway --no-dev --no-editable

FROM ${PYTHON}
COPY --from=builder /app/.venv /app/.venv
ENV PATH=/app/.venv/bin:$PATH MEMORY_HOST=0.0.0.0
USER 10001
EXPOSE 8101
CMD ["memory-gateway"]
`;
