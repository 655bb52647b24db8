from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.contrib.auth.hashers import identify_hasher
from django.test import Client

from tests.cast import PASSWORD

SIGN_IN = "/accounts/sign-in"


@pytest.fixture
def known(agent, settings):
    """Amira, with a password whose hash takes no tenth of a second."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    agent.set_password(PASSWORD)
    agent.save()
    return agent


def sign_in(client, username="amira", password=PASSWORD, **extra):
    return client.post(SIGN_IN, {"username": username, "password": password, **extra})


def test_a_password_signs_in_and_leads_home(known):
    client = Client()

    answer = sign_in(client)

    assert (answer.status_code, answer.headers["Location"]) == (302, "/portal/")
    assert client.get("/v1/me").json()["username"] == "amira"


def test_passwords_are_kept_with_argon2(agent):
    agent.set_password(PASSWORD)

    assert identify_hasher(agent.password).algorithm == "argon2"


def test_a_wrong_password_says_so_and_keeps_who_it_was(known):
    answer = sign_in(Client(), password="wrong")

    assert answer.status_code == 200
    assert b"Please enter a correct username and password" in answer.content
    assert b'value="amira"' in answer.content


def test_signing_in_without_the_csrf_token_is_refused_with_a_page(known):
    answer = sign_in(Client(enforce_csrf_checks=True))

    assert answer.status_code == 403
    assert b"The form is out of date. Reload the page and try again." in answer.content


@pytest.mark.parametrize(
    ("wanted", "leads_to"),
    [
        ("/v1/docs", "/v1/docs"),
        ("/admin/calls/calllog/?q=1", "/admin/calls/calllog/?q=1"),
        # Other origins, in the forms that browsers read as such.
        ("https://evil.example/", "/portal/"),
        ("//evil.example", "/portal/"),
        ("/\\evil.example", "/portal/"),
        ("\\\\evil.example", "/portal/"),
        ("http:evil.example", "/portal/"),
        ("javascript:alert(1)", "/portal/"),
        ("///evil.example", "/portal/"),
    ],
)
def test_next_leads_only_to_our_own_pages(known, wanted, leads_to):
    answer = sign_in(Client(), next=wanted)

    assert (answer.status_code, answer.headers["Location"]) == (302, leads_to)


def test_signing_out_takes_a_post_and_ends_the_session(client_of, agent):
    client = client_of(agent)

    assert client.get("/accounts/sign-out").status_code == 405
    assert client.get("/v1/me").status_code == 200
    answer = client.post("/accounts/sign-out")
    assert (answer.status_code, answer.headers["Location"]) == (302, SIGN_IN)
    assert client.get("/v1/me").status_code == 401


def sign_in_again(client, password=PASSWORD):
    return client.post("/accounts/sign-in-again", {"username": "amira", "password": password})


def test_the_portal_signs_in_again_without_leaving_the_page(known):
    client = Client()

    answer = sign_in_again(client)

    assert (answer.status_code, answer.content) == (204, b"")
    assert client.get("/v1/me").json()["username"] == "amira"


def test_a_wrong_password_in_the_portals_dialog_is_a_problem(known):
    answer = sign_in_again(Client(), password="wrong")

    assert answer.status_code == 400
    assert answer.headers["Content-Type"] == "application/problem+json"
    (error,) = answer.json()["errors"]
    assert error["field"] == "password"
    assert "enter a correct username and password" in error["message"]


def test_guessing_in_the_portals_dialog_locks_as_well(known):
    for _ in range(5):
        sign_in_again(Client(), password="wrong")

    assert sign_in_again(Client()).status_code == 429
    assert sign_in(Client()).status_code == 429


def test_the_portals_dialog_needs_the_csrf_token(known):
    assert sign_in_again(Client(enforce_csrf_checks=True)).status_code == 403


def test_five_wrong_passwords_lock_the_name_at_this_address_for_a_quarter_of_an_hour(known):
    start = datetime(2026, 11, 20, 9, 30, tzinfo=UTC)
    with time_machine.travel(start, tick=False) as clock:
        for _ in range(4):
            assert sign_in(Client(), password="wrong").status_code == 200

        fifth = sign_in(Client(), password="wrong")
        assert fifth.status_code == 429
        page = " ".join(fifth.content.decode().split())
        assert "Signing in as amira failed 5 times from this address." in page
        assert "Wait 15 minutes after your last try" in page

        assert sign_in(Client()).status_code == 429  # the right one, too

        clock.move_to(start + timedelta(minutes=16))
        assert sign_in(Client()).status_code == 302


def test_a_guesser_elsewhere_does_not_lock_a_colleague_out(known):
    for _ in range(5):
        sign_in(Client(REMOTE_ADDR="203.0.113.7"), password="wrong")

    assert sign_in(Client(REMOTE_ADDR="203.0.113.7")).status_code == 429
    assert sign_in(Client(REMOTE_ADDR="198.51.100.9")).status_code == 302


def test_signing_in_forgets_the_wrong_tries_before_it(known):
    for _ in range(2):
        for _ in range(4):
            sign_in(Client(), password="wrong")
        assert sign_in(Client()).status_code == 302


@pytest.mark.parametrize(
    ("username", "password"),
    [("amira\0", PASSWORD), ("a" * 10_000, PASSWORD), ("amira", "p" * 5000), ("", "")],
    ids=["NUL", "long name", "long password", "empty"],
)
def test_odd_input_gets_the_form_again(known, username, password):
    assert sign_in(Client(), username=username, password=password).status_code == 200


def test_odd_surroundings_are_no_error(known):
    client = Client(HTTP_USER_AGENT="x" * 10_000, HTTP_ACCEPT="y" * 10_000)

    answer = client.post(
        f"{SIGN_IN}?next=%00&long={'z' * 5000}", {"username": "amira", "password": "wrong"}
    )

    assert answer.status_code == 200


def test_a_deactivated_person_stays_outside(known):
    known.is_active = False
    known.save()

    assert sign_in(Client()).status_code == 200


def test_changing_the_password_keeps_this_session_and_says_so(known):
    client = Client()
    sign_in(client)
    new = "staple battery horse correct"

    answer = client.post(
        "/accounts/password",
        {"old_password": PASSWORD, "new_password1": new, "new_password2": new},
    )

    assert answer.headers["Location"] == "/portal/account?done=password"
    assert client.get("/v1/me").status_code == 200
    assert sign_in(Client(), password=new).status_code == 302


def test_a_weak_password_is_refused_with_the_reason(known):
    client = Client()
    sign_in(client)

    answer = client.post(
        "/accounts/password",
        {"old_password": PASSWORD, "new_password1": "12345678", "new_password2": "12345678"},
    )

    assert answer.status_code == 200
    assert b"This password is too common." in answer.content
