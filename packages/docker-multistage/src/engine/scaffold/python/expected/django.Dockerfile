# hone:begin images
# Written by: nx g @hone/docker-multistage:dockerfile django
# The next run brings the parts between marks up to date, but for those that were edited; the rest is yours.
ARG PYTHON_IMAGE=python:3.13-slim-bookworm
# hone:end images 46537d21

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
WORKDIR /app/django
RUN --mount=type=cache,target=/root/.cache/pip \
    --mount=type=bind,source=django/requirements.txt,target=/app/django/requirements.txt \
    pip install --requirement requirements.txt
# hone:end dependencies 686547a5

# hone:begin build
# The project itself.
FROM dependencies AS build
COPY django /app/django
WORKDIR /app/django
RUN SHOP_SECRET_KEY=build python manage.py collectstatic --no-input \
    && python -m compileall -q /app/django
# hone:end build b5df7a16

# hone:begin development
# Starts again when a source changes: mount django at /app/django.
FROM dependencies AS development
COPY django /app/django
WORKDIR /app/django
ENV PYTHONPATH=/app/django
EXPOSE 8000
USER 10001:10001
CMD ["python", "manage.py", "runserver", "0.0.0.0:8000"]
# hone:end development af7d9435

# hone:begin runtime
# What the stages that run share.
FROM base AS runtime
COPY --from=build /opt/venv /opt/venv
COPY --from=build /app/django /app/django
ENV PYTHONPATH=/app/django
WORKDIR /app/django
LABEL org.opencontainers.image.title=django
USER 10001:10001
# hone:end runtime 175acecd

# hone:begin worker
FROM runtime AS worker
HEALTHCHECK --interval=30s --timeout=20s --start-period=20s --retries=3 \
    CMD ["python", "-c", "import socket, sys; from shop.celery import app; sys.exit(not app.control.ping(['celery@' + socket.gethostname()], timeout=5))"]
CMD ["celery", "--app", "shop.celery:app", "worker", "--loglevel", "INFO"]
# hone:end worker 0aa3d53e

# hone:begin scheduler
FROM runtime AS scheduler
HEALTHCHECK --interval=30s --timeout=20s --start-period=20s --retries=3 \
    CMD ["python", "-c", "from shop.celery import app; app.connection_for_write().ensure_connection(max_retries=1)"]
CMD ["celery", "--app", "shop.celery:app", "beat", "--loglevel", "INFO", "--pidfile=", "--schedule", "/tmp/celerybeat-schedule"]
# hone:end scheduler 67bcd13f

# hone:begin production
# What a plain `docker build` gives.
FROM runtime AS production
EXPOSE 8000
HEALTHCHECK --interval=30s --timeout=5s --start-period=20s --retries=3 \
    CMD ["python", "-c", "import http.client as h, sys; c = h.HTTPConnection('127.0.0.1', 8000, timeout=3); c.request('GET', '/health/'); sys.exit(c.getresponse().status >= 500)"]
CMD ["gunicorn", "--bind", "0.0.0.0:8000", "--worker-tmp-dir", "/dev/shm", "--access-logfile", "-", "shop.wsgi:application"]
# hone:end production e85bff6f
