"""One limit for all of a request: httpx has one for each read, and a byte a second meets it."""

import contextlib
import socket
import threading
from types import TracebackType
from typing import Any, Self

CONNECTED = ("connect_tcp.complete", "start_tls.complete")
# Also where the server began to answer before it had heard it all.
ASKED = "receive_response_headers.started"


class Deadline:
    """Hangs up when it is over, wherever httpx waits then. For one request, as its `trace`.

    `answer_seconds` begin when all has been sent, `send_seconds` when there is a connection.
    """

    def __init__(self, *, send_seconds: float, answer_seconds: float) -> None:
        self.send_seconds = send_seconds
        self.answer_seconds = answer_seconds
        self.is_over = False
        self.socket: socket.socket | None = None
        self.timer: threading.Timer | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        if self.timer:
            self.timer.cancel()

    def __call__(self, event: str, told: dict[str, Any]) -> None:
        """httpcore tells what it does: https://www.encode.io/httpcore/extensions/#trace."""
        if event.endswith(CONNECTED):
            self.socket = told["return_value"].get_extra_info("socket")
            self._hang_up_after(self.send_seconds)
        elif event.endswith(ASKED):
            self._hang_up_after(self.answer_seconds)

    def _hang_up_after(self, seconds: float) -> None:
        if self.timer:
            self.timer.cancel()
        self.timer = threading.Timer(seconds, self._hang_up)
        self.timer.daemon = True
        self.timer.start()

    def _hang_up(self) -> None:
        self.is_over = True
        assert self.socket is not None  # before there is one, connecting has a limit of its own
        with contextlib.suppress(OSError):
            # Not SSLSocket's own: that one would let what is still to be sent go in the clear.
            socket.socket.shutdown(self.socket, socket.SHUT_RDWR)
