# hone:begin images
# Written by: nx g @hone/docker-multistage:dockerfile flask
# The next run brings the parts between marks up to date, but for those that were edited; the rest is yours.
ARG PYTHON_IMAGE=python:3.13-slim-bookworm
# hone:end images 397db68e

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

# hone:begin dev-dependencies
# What tests and development need besides.
FROM dependencies AS dev-dependencies
RUN --mount=type=cache,target=/root/.cache/pip \
    --mount=type=bind,source=flask/requirements.txt,target=/app/flask/requirements.txt \
    --mount=type=bind,source=flask/requirements-dev.txt,target=/app/flask/requirements-dev.txt \
    pip install --requirement requirements-dev.txt
# hone:end dev-dependencies b89fe2c6

# hone:begin build
# The project itself.
FROM dependencies AS build
COPY flask /app/flask
WORKDIR /app/flask
RUN rm -rf /app/flask/tests \
    && python -m compileall -q /app/flask
# hone:end build 52584852

# hone:begin development
# Starts again when a source changes: mount flask at /app/flask.
FROM dev-dependencies AS development
COPY flask /app/flask
WORKDIR /app/flask
ENV PYTHONPATH=/app/flask
EXPOSE 5000
USER 10001:10001
CMD ["flask", "--app", "shop:create_app", "run", "--debug", "--host", "0.0.0.0", "--port", "5000"]
# hone:end development 13988bfc

# hone:begin test
# Building it runs the tests; so does running it, beside services that they need.
FROM dev-dependencies AS test
COPY flask /app/flask
WORKDIR /app/flask
ENV PYTHONPATH=/app/flask
USER 10001:10001
RUN ["pytest", "-p", "no:cacheprovider"]
CMD ["pytest", "-p", "no:cacheprovider"]
# hone:end test 9f8d2010

# hone:begin production
# What a plain `docker build` gives.
FROM base AS production
COPY --from=build /opt/venv /opt/venv
COPY --from=build /app/flask /app/flask
ENV PYTHONPATH=/app/flask
WORKDIR /app/flask
LABEL org.opencontainers.image.title=flask
USER 10001:10001
EXPOSE 5000
HEALTHCHECK --interval=30s --timeout=5s --start-period=20s --retries=3 \
    CMD ["python", "-c", "import urllib.request as r; r.urlopen('http://127.0.0.1:5000/healthz', timeout=3)"]
CMD ["waitress-serve", "--listen=0.0.0.0:5000", "--call", "shop:create_app"]
# hone:end production c9772375
