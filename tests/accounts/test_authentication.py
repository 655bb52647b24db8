from datetime import UTC, datetime, timedelta
from functools import partial

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import Device, Token
from accounts.permissions import Scope
from accounts.services.create_device import create_device
from accounts.services.create_token import create_token
from accounts.services.revoke_device import revoke_device
from accounts.services.revoke_token import revoke_token

ME = "/v1/me"


@pytest.fixture
def secret(agent):
    return create_token(user=agent, scopes=[Scope.CALLS_READ])[1]


@pytest.mark.parametrize(
    ("header", "status", "code"),
    [
        pytest.param(None, 401, "not_authenticated", id="no header"),
        pytest.param("", 401, "not_authenticated", id="an empty header"),
        pytest.param("Bearer", 401, "token_invalid", id="no token behind the scheme"),
        pytest.param("Bearer ", 401, "token_invalid", id="a blank behind the scheme"),
        pytest.param("Bearer ccp_unknown", 401, "token_invalid", id="an unknown token"),
        pytest.param("Bearer ccp_\u00fc\u00df", 401, "token_invalid", id="letters beyond ASCII"),
        pytest.param("Basic YTpi", 401, "token_invalid", id="Basic"),
        pytest.param("{secret}", 401, "token_invalid", id="no scheme before the token"),
        pytest.param("Token {secret}", 401, "token_invalid", id="another scheme"),
        pytest.param("Bearer {secret}x", 401, "token_invalid", id="one character more"),
        pytest.param("Bearer {secret}", 200, None, id="as documented"),
        pytest.param("bearer {secret}", 200, None, id="lower case"),
        pytest.param("Bearer   {secret}  ", 200, None, id="more blanks than one"),
    ],
)
def test_only_a_known_bearer_token_opens_the_api(secret, header, status, code):
    headers = {} if header is None else {"authorization": header.format(secret=secret)}

    answer = Client().get(ME, headers=headers)

    assert (answer.status_code, answer.json().get("code")) == (status, code)
    if status == 401:
        assert answer.headers["WWW-Authenticate"] == 'Bearer realm="callcrm"'
        assert answer.headers["Content-Type"] == "application/problem+json"


def test_a_revoked_token_says_that_it_was_revoked(agent):
    token, secret = create_token(user=agent, scopes=[Scope.CALLS_READ])
    revoke_token(token=token)

    answer = Client().get(ME, headers={"authorization": f"Bearer {secret}"})

    assert (answer.status_code, answer.json()["code"]) == (401, "token_revoked")


def test_a_deactivated_persons_token_opens_nothing(agent, secret):
    agent.is_active = False
    agent.save()

    answer = Client().get(ME, headers={"authorization": f"Bearer {secret}"})

    assert (answer.status_code, answer.json()["code"]) == (401, "account_deactivated")


def test_a_revoked_phone_is_turned_away_and_the_refusal_is_kept(agent):
    device, secret = create_device(user=agent)
    revoke_device(device=device)

    answer = Client().get(ME, headers={"authorization": f"Bearer {secret}"})

    assert (answer.status_code, answer.json()["code"]) == (401, "token_revoked")
    device.refresh_from_db()
    assert device.last_refusal_code == "token_revoked"
    assert timezone.now() - device.last_refusal_at < timedelta(minutes=1)
    assert device.last_seen_at is None


def test_a_deactivated_persons_phone_keeps_why_it_was_turned_away(agent):
    device, secret = create_device(user=agent)
    agent.is_active = False
    agent.save()

    answer = Client().get(ME, headers={"authorization": f"Bearer {secret}"})

    assert answer.status_code == 401
    device.refresh_from_db()
    assert device.last_refusal_code == "account_deactivated"


def test_a_phones_token_may_not_ask_who_it_is(phone):
    answer = Client().get(ME, headers=phone.headers)

    assert (answer.status_code, answer.json()["code"]) == (403, "insufficient_scope")


def test_last_seen_is_written_once_a_minute(agent, django_assert_num_queries):
    _, secret = create_device(user=agent)
    headers = {"authorization": f"Bearer {secret}"}
    Client().get(ME, headers=headers)
    first_seen_at = Device.objects.get().last_seen_at

    with django_assert_num_queries(1):  # the token
        Client().get(ME, headers=headers)
    assert Device.objects.get().last_seen_at == first_seen_at

    Token.objects.update(last_used_at=timezone.now() - timedelta(minutes=1))
    Client().get(ME, headers=headers)
    assert Device.objects.get().last_seen_at > first_seen_at


@pytest.mark.parametrize("with_csrf", [True, False])
def test_a_session_needs_the_csrf_token_to_write(agent, with_csrf):
    client = Client(enforce_csrf_checks=True)
    client.force_login(agent, backend="accounts.backends.RoleBackend")
    client.get("/accounts/password")
    token = client.cookies["csrftoken"].value
    headers = {"x-csrftoken": token} if with_csrf else {}

    answer = client.post("/v1/contacts", {}, content_type="application/json", headers=headers)

    expected = (400, "invalid") if with_csrf else (403, "csrf_failed")
    assert (answer.status_code, answer.json()["code"]) == expected


@pytest.mark.parametrize(
    ("make", "revoke"),
    [
        (partial(create_token, scopes=["calls:read"]), lambda row: revoke_token(token=row)),
        (create_device, lambda row: revoke_device(device=row)),
    ],
    ids=["token", "device"],
)
def test_revoking_again_keeps_the_first_time(agent, make, revoke):
    row, _ = make(user=agent)
    revoke(row)
    type(row).objects.update(revoked_at=datetime(2026, 1, 1, tzinfo=UTC))

    revoke(row)

    assert type(row).objects.get().revoked_at == datetime(2026, 1, 1, tzinfo=UTC)


def test_only_the_hash_of_a_secret_is_kept(agent):
    token, secret = create_token(user=agent, scopes=["calls:read"], name="Export")

    kept = " ".join(str(value) for value in Token.objects.values().get().values())
    assert secret.startswith("ccp_")
    assert secret not in kept
    assert str(token) == f"{secret[:12]}…"


def test_a_session_ends_with_its_password(agent):
    client = Client()
    client.force_login(agent, backend="accounts.backends.RoleBackend")
    agent.set_password("another one entirely")
    agent.save()

    answer = client.get(ME)

    assert answer.status_code == 401


@pytest.mark.django_db
@pytest.mark.parametrize("path", [ME, "/", "/admin/"])
def test_a_session_cookie_that_cannot_be_ours_is_nobodys(client, path):
    answer = client.get(path, headers={"cookie": r'sessionid="\000aaaaaaaaaa"'})

    assert answer.status_code in (302, 401)


@pytest.mark.parametrize(
    ("method", "path", "expected"),
    [
        ("GET", "/v1/me", 200),
        ("HEAD", "/v1/calls", 200),
        ("POST", "/v1/contacts", 403),
        ("PUT", "/v1/contacts/01a202eb-6e9b-7a49-840d-a7e61832b63e", 403),
    ],
)
def test_a_browser_shows_its_csrf_token_for_writing_only(agent, method, path, expected):
    browser = Client(enforce_csrf_checks=True)  # which Django's test client leaves out by itself
    browser.force_login(agent, backend="accounts.backends.RoleBackend")

    response = browser.generic(method, path, "{}", content_type="application/json")

    assert response.status_code == expected
    if expected == 403:
        assert response.json()["code"] == "csrf_failed"
