"""Real clusters, made, started and stopped; as root they are served by another user."""

import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import psycopg
import pytest

from callcrm.run.cluster import Cluster
from callcrm.run.postgres import cluster_settings, ensure_running, stop
from callcrm.run.postgres_binaries import installations
from callcrm.run.refusal import CannotRun
from callcrm.run.server_user import server_user

LONGEST_SOCKET_PATH_BYTES = 107


def remove_cluster(var_dir):
    stop(var_dir)
    shutil.rmtree(Cluster.under(var_dir).socket_folder, ignore_errors=True)


@pytest.fixture
def var_dir(tmp_path):
    """A VAR_DIR whose cluster, if there is one, is stopped in the end."""
    yield tmp_path / "var"
    remove_cluster(tmp_path / "var")


@pytest.fixture(scope="module", params=["host", "wheel"])
def running(request, tmp_path_factory):
    """A VAR_DIR whose cluster runs: once with the host's programs and once with the wheel's."""
    folder = tmp_path_factory.mktemp(request.param) / "var"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CALLCRM_POSTGRES", request.param)
        if not list(installations(server_user(folder))):
            pytest.skip(f"no PostgreSQL of the {request.param} here")
        ensure_running(folder)
        yield folder
        remove_cluster(folder)


def test_a_cluster_keeps_what_was_in_it_while_it_was_stopped(running):
    with Cluster.under(running).connect() as connection:
        connection.execute("CREATE TABLE kept (word text)")
    was_stopped = stop(running)
    was_started = ensure_running(running)

    assert (was_stopped, was_started) == (True, True)
    with Cluster.under(running).connect() as connection:
        assert connection.execute("SELECT count(*) FROM kept").fetchone() == (0,)


def test_names_in_every_script_can_be_searched(running):
    with Cluster.under(running).connect() as connection:
        connection.execute("CREATE EXTENSION pg_trgm")
        connection.execute("CREATE EXTENSION unaccent")
        row = connection.execute(
            "SELECT cardinality(show_trgm('Привет')), lower('ÀЖ'), unaccent('Zieliński')"
        ).fetchone()

    assert row == (7, "àж", "Zielinski")


def test_our_role_is_an_ordinary_one_and_nothing_listens_on_tcp(running):
    with Cluster.under(running).connect() as connection:
        row = connection.execute(
            "SELECT usesuper, usecreatedb, current_setting('listen_addresses'),"
            " current_setting('fsync') FROM pg_user WHERE usename = current_user"
        ).fetchone()

    assert row == (False, True, "", "on")


def test_nobody_comes_in_without_the_password_file(running):
    cluster = Cluster.under(running)

    with pytest.raises(psycopg.OperationalError, match="no password supplied"):
        psycopg.connect(host=str(cluster.socket_folder), user="callcrm", passfile="/nowhere")
    assert cluster.password_file.stat().st_mode & 0o777 == 0o600
    assert cluster.socket_folder.stat().st_mode & 0o777 == 0o700


def test_of_many_processes_that_start_the_same_cluster_one_does(var_dir):
    start = "import sys, pathlib; from callcrm.run.postgres import ensure_running as start;"
    start += "print(start(pathlib.Path(sys.argv[1])))"
    racers = [
        subprocess.Popen([sys.executable, "-c", start, var_dir], stdout=subprocess.PIPE, text=True)
        for _ in range(5)
    ]

    answers = sorted(racer.communicate(timeout=60)[0].strip() for racer in racers)

    assert answers == ["False", "False", "False", "False", "True"]


def test_a_new_cluster_takes_the_place_of_one_that_was_deleted_while_it_ran(var_dir):
    ensure_running(var_dir)
    shutil.rmtree(var_dir)

    assert ensure_running(var_dir)
    assert Cluster.under(var_dir).is_answering()


def test_an_initdb_that_was_killed_leaves_nothing_in_the_way(var_dir):
    half = var_dir / "postgres/data.new"
    half.mkdir(parents=True)
    (half / "PG_VERSION").write_text("15\n")

    assert ensure_running(var_dir)


def test_a_server_that_was_killed_is_started_again(var_dir):
    ensure_running(var_dir)
    cluster = Cluster.under(var_dir)
    killed = cluster.process_id()
    os.kill(killed, signal.SIGKILL)
    while cluster.process_id():
        time.sleep(0.01)

    assert ensure_running(var_dir)
    assert cluster.process_id() not in (None, killed)


def test_a_cluster_of_a_version_that_is_not_here_says_which_and_what_to_do(var_dir):
    data = var_dir / "postgres/data"
    data.mkdir(parents=True)
    (data / "PG_VERSION").write_text("99\n")

    with pytest.raises(CannotRun, match=r"made by PostgreSQL 99.*pg_dump.*pg_restore"):
        ensure_running(var_dir)

    shutil.rmtree(data)


def test_a_choice_of_postgresql_that_does_not_exist_is_refused(var_dir, monkeypatch):
    monkeypatch.setenv("CALLCRM_POSTGRES", "oracle")

    with pytest.raises(CannotRun, match="it must be host or wheel"):
        ensure_running(var_dir)


def test_the_socket_fits_however_deep_var_dir_lies():
    settings = cluster_settings(Path("/") / "/".join(["a-folder-with-a-long-name"] * 12))

    assert len(f"{settings['HOST']}/.s.PGSQL.{settings['PORT']}") <= LONGEST_SOCKET_PATH_BYTES


def test_two_var_dirs_have_two_sockets(tmp_path):
    hosts = {cluster_settings(tmp_path / name)["HOST"] for name in ("one", "two")}

    assert len(hosts) == 2


def test_computing_the_settings_makes_nothing(tmp_path):
    cluster_settings(tmp_path / "var")

    assert list(tmp_path.iterdir()) == []
