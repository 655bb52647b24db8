import pytest

from accounts.client_address import client_address


@pytest.mark.parametrize(
    ("is_behind_proxy", "forwarded", "peer", "address"),
    [
        pytest.param(False, "203.0.113.7", "192.0.2.1", "192.0.2.1", id="the header is a claim"),
        pytest.param(True, "203.0.113.7", "127.0.0.1", "203.0.113.7", id="the proxy's word"),
        pytest.param(
            True, "8.8.8.8, 203.0.113.7", "127.0.0.1", "203.0.113.7", id="a claim before it"
        ),
        pytest.param(True, "2001:db8::7", "127.0.0.1", "2001:db8::7", id="IPv6"),
        pytest.param(True, "nonsense", "127.0.0.1", "127.0.0.1", id="unreadable"),
        pytest.param(True, None, "127.0.0.1", "127.0.0.1", id="no header"),
        pytest.param(True, None, "", None, id="a Unix socket"),
    ],
)
def test_the_address_is_the_one_that_nobody_can_make_up(
    rf, settings, is_behind_proxy, forwarded, peer, address
):
    settings.IS_BEHIND_PROXY = is_behind_proxy
    headers = {"x-forwarded-for": forwarded} if forwarded else {}

    assert client_address(rf.get("/", headers=headers, REMOTE_ADDR=peer)) == address
