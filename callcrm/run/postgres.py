"""Our own PostgreSQL, for whoever sets no DATABASE_URL."""

from pathlib import Path
from typing import Any

import psycopg
from psycopg import sql

from callcrm.run.cluster import (
    CONNECT_TIMEOUT_SECONDS,
    DATABASE,
    PORT,
    ROLE,
    SUPERUSER,
    Cluster,
)
from callcrm.run.cluster_server import ClusterServer, make_socket_folder, stop_orphan
from callcrm.run.file_lock import file_lock
from callcrm.run.postgres_binaries import installation_for_cluster, installation_for_new_cluster
from callcrm.run.refusal import CannotRun
from callcrm.run.server_user import server_user
from callcrm.run.var_dir import make_private_folder


def cluster_settings(var_dir: Path) -> dict[str, Any]:
    """Django's DATABASES entry for the cluster. Computes only: nothing is made or started."""
    cluster = Cluster.under(var_dir)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": DATABASE,
        "USER": ROLE,
        "HOST": str(cluster.socket_folder),
        "PORT": str(PORT),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {
            "passfile": str(cluster.password_file),
            "connect_timeout": CONNECT_TIMEOUT_SECONDS,
        },
    }


def ensure_running(var_dir: Path) -> bool:
    """Make the cluster if it is new and start it if it is down; True if this call started it.

    Safe to call from many processes at once: one works, under a lock, and the others wait for it.
    """
    cluster = Cluster.under(var_dir)
    if cluster.is_answering():
        return False
    _make_folders(cluster)
    with file_lock(cluster.lock):
        if cluster.is_answering():
            return False
        user = server_user(cluster.data)
        make_socket_folder(cluster, user)
        if not cluster.data.exists():
            stop_orphan(cluster)
            ClusterServer(cluster, user, installation_for_new_cluster(user)).initialize()
        server = ClusterServer(cluster, user, installation_for_cluster(cluster.data, user))
        was_down = not server.is_running()
        if was_down:
            server.start()
        _make_role_and_database(cluster)
        return was_down


def stop(var_dir: Path) -> bool:
    """Stop the cluster; True if it was running. Committed work is safe, open transactions end."""
    cluster = Cluster.under(var_dir)
    if not cluster.data.exists():
        return False
    with file_lock(cluster.lock):
        user = server_user(cluster.data)
        server = ClusterServer(cluster, user, installation_for_cluster(cluster.data, user))
        was_running = server.is_running()
        if was_running:
            server.stop()
        return was_running


def _make_folders(cluster: Cluster) -> None:
    try:
        make_private_folder(cluster.folder.parent)
        make_private_folder(cluster.folder)
    except OSError as error:
        raise CannotRun(
            f"{cluster.folder} can't be made ({error.strerror}); "
            "set VAR_DIR to a folder of your own."
        ) from error


def _make_role_and_database(cluster: Cluster) -> None:
    """An ordinary role, as a hosted PostgreSQL gives one; it creates databases for the tests."""
    try:
        with cluster.connect(role=SUPERUSER, database="postgres") as connection:
            if not _exists(connection, "SELECT 1 FROM pg_roles WHERE rolname = %s", ROLE):
                statement = sql.SQL("CREATE ROLE {} LOGIN CREATEDB PASSWORD {}")
                connection.execute(statement.format(sql.Identifier(ROLE), _password(cluster, ROLE)))
            if not _exists(connection, "SELECT 1 FROM pg_database WHERE datname = %s", DATABASE):
                statement = sql.SQL("CREATE DATABASE {} OWNER {}")
                connection.execute(statement.format(sql.Identifier(DATABASE), sql.Identifier(ROLE)))
    except psycopg.OperationalError as error:
        raise CannotRun(
            f"PostgreSQL in {cluster.data} runs but doesn't let us in ({error}); "
            f"{cluster.password_file} must be the one that was made with it."
        ) from error


def _exists(connection: psycopg.Connection[Any], query: str, name: str) -> bool:
    return connection.execute(query, [name]).fetchone() is not None


def _password(cluster: Cluster, role: str) -> sql.Literal:
    lines = (line.split(":") for line in cluster.password_file.read_text().splitlines())
    return next(sql.Literal(fields[4]) for fields in lines if fields[3] == role)
