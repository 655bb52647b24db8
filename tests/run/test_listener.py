import socket

import pytest

from callcrm.run.listener import listen, own_url, url
from callcrm.run.refusal import CannotRun


def test_a_port_in_use_is_named_in_one_sentence():
    with (
        socket.create_server(("127.0.0.1", 0)) as other,
        pytest.raises(CannotRun, match=rf"port {other.getsockname()[1]} .*is in use.*set PORT"),
    ):
        listen("127.0.0.1", other.getsockname()[1])


def test_a_host_that_is_not_this_machine_is_refused():
    with pytest.raises(CannotRun, match=r"HOST 192\.0\.2\.1 is no address of this machine"):
        listen("192.0.2.1", 8000)


@pytest.mark.parametrize(
    ("host", "shown", "reached"),
    [
        ("127.0.0.1", "http://127.0.0.1:8000/", "http://127.0.0.1:8000/"),
        ("0.0.0.0", "http://0.0.0.0:8000/", "http://127.0.0.1:8000/"),
        ("::1", "http://[::1]:8000/", "http://[::1]:8000/"),
        ("::", "http://[::]:8000/", "http://[::1]:8000/"),
        ("crm.example", "http://crm.example:8000/", "http://crm.example:8000/"),
    ],
)
def test_addresses(host, shown, reached):
    assert (url(host, 8000), own_url(host, 8000)) == (shown, reached)
