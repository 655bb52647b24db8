import re
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from accounts.models import Device, Token
from accounts.services.create_device import create_device
from accounts.services.create_token import create_token


def output_of(command, *args, **options):
    out, err = StringIO(), StringIO()
    call_command(command, *args, stdout=out, stderr=err, **options)
    assert err.getvalue() == ""
    return out.getvalue()


def sentence_of(command, *args, **options):
    """What a command says that refuses: on stderr, with the exit code 1."""
    out = StringIO()
    with pytest.raises(CommandError) as refused:
        call_command(command, *args, stdout=out, **options)
    assert out.getvalue() == ""
    assert refused.value.returncode == 1
    return str(refused.value)


def test_create_device_prints_the_token_alone(agent):
    printed = output_of("create_device", user="amira", name="Pixel 8", region="gb")

    assert re.fullmatch(r"ccd_[A-Za-z0-9_-]{43}\n", printed)
    device = Device.objects.get()
    assert (device.user, device.name, device.region) == (agent, "Pixel 8", "GB")
    assert Token.objects.get().device == device


def test_two_phones_may_have_one_name(agent):
    output_of("create_device", user="amira", name="Pixel 8")
    output_of("create_device", user="amira", name="Pixel 8")

    assert Device.objects.filter(name="Pixel 8").count() == 2


def test_create_token_prints_the_token_alone_and_it_works(agent):
    printed = output_of(
        "create_token", user="amira", scopes="contacts:write, calls:read", name="Export"
    )

    assert re.fullmatch(r"ccp_[A-Za-z0-9_-]{43}\n", printed)
    answer = Client().get("/v1/me", headers={"authorization": f"Bearer {printed.strip()}"})
    assert answer.json()["scopes"] == ["contacts:write", "calls:read"]


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        ({"user": "nemo"}, "There is nobody with the username nemo."),
        (
            {"user": "amira", "region": "XX"},
            "region: Use a country code of two capital letters, such as GB or DE.",
        ),
        (
            {"user": "amira", "name": "n" * 101},
            "name: Ensure this value has at most 100 characters (it has 101).",
        ),
        (
            {"user": "otto"},  # an auditor, who only reads
            "otto may not upload calls. Give them a role that may, such as agent.",
        ),
        ({"user": "gone"}, "gone's account is deactivated."),
    ],
)
def test_create_device_refuses_in_a_sentence(agent, auditor, colleague, options, sentence):
    colleague.username, colleague.is_active = "gone", False
    colleague.save()

    assert sentence_of("create_device", **options) == sentence
    assert not Device.objects.exists()


@pytest.mark.parametrize(
    ("scopes", "sentence"),
    [
        (
            "calls:read,calls:delete",
            (
                "There is no scope calls:delete. "
                "Known: contacts:read, contacts:write, calls:read, calls:write."
            ),
        ),
        (
            " ,",
            "Name at least one scope of contacts:read, contacts:write, calls:read, calls:write.",
        ),
    ],
)
def test_create_token_refuses_in_a_sentence(agent, scopes, sentence):
    assert sentence_of("create_token", user="amira", scopes=scopes) == sentence
    assert not Token.objects.exists()


@pytest.mark.parametrize("handle", ["id", "shown", "secret"])
def test_a_phone_is_revoked_by_its_id_or_its_token(agent, handle):
    device, secret = create_device(user=agent, name="Pixel 8")
    handles = {"id": str(device.pk), "shown": f"{secret[:12]}…", "secret": secret}

    said = output_of("revoke_device", handles[handle])

    assert said.startswith("The phone is turned away from now on: Pixel 8, of amira, revoked at ")
    device.refresh_from_db()
    assert device.revoked_at


@pytest.mark.parametrize("handle", ["id", "shown", "secret"])
def test_a_token_is_revoked_by_its_id_or_its_beginning(agent, handle):
    token, secret = create_token(user=agent, scopes=["calls:read"], name="Export")
    handles = {"id": str(token.pk), "shown": secret[:12], "secret": secret}

    said = output_of("revoke_token", handles[handle])

    assert said.startswith(f"The token is worthless from now on: {token} Export, of amira, revoked")
    token.refresh_from_db()
    assert token.revoked_at


def test_an_ambiguous_beginning_lists_the_candidates_and_changes_nothing(agent):
    tokens = [create_token(user=agent, scopes=["calls:read"])[0] for _ in range(2)]
    Token.objects.update(prefix="ccp_samesame")

    said = sentence_of("revoke_token", "ccp_same")

    assert said.startswith("Several match; nothing was changed. Give the id of one token:\n")
    assert all(str(token.pk) in said for token in tokens)
    assert not Token.objects.exclude(revoked_at=None).exists()


@pytest.mark.parametrize(
    ("command", "handle", "sentence"),
    [
        ("revoke_device", "ccd_", "ccd_ is too short: give the id, or 8 characters or more."),
        ("revoke_token", "", "Nothing is too short: give the id, or 8 characters or more."),
        ("revoke_token", "%%%%%%%%", "No token has the id %%%%%%%% or a token that begins so."),
        ("revoke_device", "Pixel 8 of amira", "No phone has the id Pixel 8 of amira or a token"),
    ],
)
def test_a_handle_that_means_nothing_revokes_nothing(agent, command, handle, sentence):
    create_device(user=agent, name="Pixel 8")
    create_token(user=agent, scopes=["calls:read"])

    assert sentence_of(command, handle).startswith(sentence)
    assert not Token.objects.exclude(revoked_at=None).exists()
    assert not Device.objects.exclude(revoked_at=None).exists()


def test_a_phones_token_is_revoked_with_the_phone(agent):
    device, secret = create_device(user=agent)

    said = sentence_of("revoke_token", secret)

    assert said.endswith(f"revoke_device {device.pk}")
    assert not Token.objects.exclude(revoked_at=None).exists()
