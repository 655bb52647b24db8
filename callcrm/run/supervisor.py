"""What `make run` does: PostgreSQL, migrations, web server, worker and, if asked for, the demo."""

import signal
import sys
import time
from types import FrameType

from django.conf import settings
from django.core.management import call_command

from callcrm.run.child import Child
from callcrm.run.listener import listen, own_url, url
from callcrm.run.own_database import ensure_own_database, is_own_database_down
from callcrm.run.postgres import stop
from callcrm.run.readiness import wait_until_ready
from callcrm.run.refusal import CannotRun
from callcrm.run.single_run import sole_run

STOP_TIMEOUT_SECONDS = 40  # more than gunicorn's graceful_timeout
LOOK_EVERY_SECONDS = 0.2
HURRY = 2  # stops asked for


class Supervisor:
    """Runs until SIGINT, SIGTERM or SIGHUP (a closed terminal); a second one no longer waits.

    A child that ends before the system was ready stops everything, with its own message above; one
    that ends later is started again. So is our own PostgreSQL.
    """

    def __init__(self) -> None:
        self.stops_asked = 0
        self.children: list[Child] = []

    def run(self) -> None:
        self._listen_for_signals()
        with sole_run(settings.VAR_DIR):
            listener = listen(settings.HOST, settings.PORT)
            has_started_database = ensure_own_database()
            try:
                call_command("migrate", interactive=False, verbosity=0)
                self._start_children(listener.fileno())
                self._wait_until_ready()
                if not self.stops_asked:
                    self._seed_demo()
                    print(f"Ready: {url(settings.HOST, settings.PORT)}", flush=True)
                self._watch()
            finally:
                listener.close()
                self._stop_children()
                if has_started_database:
                    stop(settings.VAR_DIR)

    def _listen_for_signals(self) -> None:
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, self._ask_to_stop)
        if signal.getsignal(signal.SIGHUP) is not signal.SIG_IGN:  # nohup asks to run on
            signal.signal(signal.SIGHUP, self._ask_to_stop)

    def _ask_to_stop(self, _number: int, _frame: FrameType | None) -> None:
        self.stops_asked += 1

    def _start_children(self, listener: int) -> None:
        config = "python:callcrm.run.gunicorn_config"
        web = [sys.executable, "-m", "gunicorn", "--config", config, "--bind", f"fd://{listener}"]
        worker = [sys.executable, str(settings.BASE_DIR / "manage.py"), "worker"]
        self.children = [
            Child("The web server", web, pass_fds=[listener]),
            Child("The worker", worker),
        ]
        for child in self.children:
            child.start()

    def _wait_until_ready(self) -> None:
        wait_until_ready(
            own_url(settings.HOST, settings.PORT),
            host_header=_allowed_host(),
            keep_waiting=self._is_starting,
        )

    def _is_starting(self) -> bool:
        for child in self.children:
            if child.has_ended():
                raise CannotRun(f"{child.name.lower()} ended at once; its message is above.")
        return not self.stops_asked

    def _seed_demo(self) -> None:
        if settings.IS_DEMO:
            from callcrm.run.demo import seed_demo

            seed_demo(own_url(settings.HOST, settings.PORT), host_header=_allowed_host())

    def _watch(self) -> None:
        while not self.stops_asked:
            for child in self.children:
                child.keep_running()
            if is_own_database_down():
                ensure_own_database()
            time.sleep(LOOK_EVERY_SECONDS)

    def _stop_children(self) -> None:
        print("Stopping", flush=True)
        for child in self.children:
            child.ask_to_stop()
        deadline = time.monotonic() + STOP_TIMEOUT_SECONDS
        for child in self.children:
            while not child.is_gone() and self.stops_asked < HURRY and time.monotonic() < deadline:
                time.sleep(LOOK_EVERY_SECONDS)
            child.kill()


def _allowed_host() -> str:
    host = settings.ALLOWED_HOSTS[0] if settings.ALLOWED_HOSTS else "localhost"
    return "localhost" if host == "*" else host.removeprefix(".")
