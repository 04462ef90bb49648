# hone:begin images
# Written by: nx g @hone/docker-multistage:dockerfile flask --stages=production --runtime=alpine --port=8080
# The next run brings the parts between marks up to date, but for those that were edited; the rest is yours.
ARG PYTHON_IMAGE=python:3.13-alpine
# hone:end images 03b13193

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
RUN python3 -m venv --without-pip /opt/venv
ENV PIP_PYTHON=/opt/venv/bin/python
WORKDIR /app/flask
RUN --mount=type=cache,target=/root/.cache/pip \
    --mount=type=bind,source=flask/requirements.txt,target=/app/flask/requirements.txt \
    pip install --requirement requirements.txt
# hone:end dependencies 91ecbb00

# hone:begin build
# The project itself.
FROM dependencies AS build
COPY flask /app/flask
WORKDIR /app/flask
RUN rm -rf /app/flask/tests \
    && python -m compileall -q /app/flask
# hone:end build 52584852

# hone:begin production
# What a plain `docker build` gives.
FROM base AS production
COPY --from=build /opt/venv /opt/venv
COPY --from=build /app/flask /app/flask
ENV PYTHONPATH=/app/flask
WORKDIR /app/flask
LABEL org.opencontainers.image.title=flask
USER 10001:10001
EXPOSE 8080
HEALTHCHECK --interval=30s --timeout=5s --start-period=20s --retries=3 \
    CMD ["python", "-c", "import urllib.request as r; r.urlopen('http://127.0.0.1:8080/healthz', timeout=3)"]
CMD ["waitress-serve", "--listen=0.0.0.0:8080", "--call", "shop:create_app"]
# hone:end production 76108608
