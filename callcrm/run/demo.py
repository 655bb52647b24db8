"""Sample data for a first look: accounts, teams, and calls that come in as a phone sends them."""

import logging
from pathlib import Path

import httpx
from django.conf import settings

from accounts.models import User
from accounts.roles import Role
from accounts.services.create_device import create_device
from callcrm.run.demo_accounts import REGION, ensure_accounts
from callcrm.run.demo_calls import SAMPLE_CALLS, SampleCall
from callcrm.run.refusal import CannotRun
from calls.models import Upload

AUDIO = settings.BASE_DIR / "tests/audio"
TIMEOUT_SECONDS = 60


def seed_demo(address: str, *, host_header: str) -> None:
    """Add what is missing of the sample data, and print how to sign in. Safe to repeat."""
    path: Path = settings.VAR_DIR / "demo_accounts.json"
    passwords = ensure_accounts(path)
    _upload_sample_calls(address, host_header)
    print(f"\nSample accounts (kept in {path}):")
    for username, password in passwords.items():
        print(f"  {username:<11} {password}")
    print(flush=True)


def _upload_sample_calls(address: str, host_header: str) -> None:
    """A deleted sample call stays deleted: its upload is remembered."""
    agent = User.objects.get(username=Role.AGENT)
    uploads = Upload.objects.filter(agent=agent, state=Upload.State.DONE)
    done = set(uploads.values_list("key", flat=True))
    missing = [call for call in SAMPLE_CALLS if call.key not in done]
    if not missing:
        return
    _, token = create_device(user=agent, name="Sample phone", region=REGION)
    headers = {"Host": host_header, "Authorization": f"Bearer {token}"}
    logging.getLogger("httpx").setLevel(logging.WARNING)  # the access log says the same
    with httpx.Client(base_url=address, headers=headers, timeout=TIMEOUT_SECONDS) as client:
        for call in missing:
            _upload(client, call, agent)


def _upload(client: httpx.Client, call: SampleCall, agent: User) -> None:
    # Counted from when the account was made: a repeated upload must say the same as the first.
    started_at = (agent.date_joined - call.ago).isoformat(timespec="milliseconds")
    fields = {"phone_number": call.number, "started_at": started_at, **call.fields}
    if call.contact_name:
        fields["contact_name"] = call.contact_name
    parts = {name: (None, value.encode()) for name, value in fields.items()}
    audio = {"audio": (call.audio, (AUDIO / call.audio).read_bytes())} if call.audio else {}
    answer = client.post(
        "/v1/calls/upload", headers={"Idempotency-Key": call.key}, files={**parts, **audio}
    )
    if answer.is_error and answer.status_code != httpx.codes.GONE:
        raise CannotRun(f"sample call {call.key} was refused: {answer.status_code} {answer.text}")
