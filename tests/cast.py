"""The people and the phone that tests are told with."""

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.test import Client

from accounts.models import Device, Team, Token, User
from accounts.roles import Role
from accounts.services.tokens import digest_of

AUDIO = Path(__file__).parent / "audio"
MANIFEST: dict[str, dict[str, Any]] = json.loads((AUDIO / "manifest.json").read_text())
PLAYABLE = sorted(name for name, facts in MANIFEST.items() if facts["playable"])
PASSWORD = "correct horse battery staple"


def person(username: str, role: Role | str, *, team: Team | None = None, **extra: Any) -> User:
    """Somebody who works here, without a usable password: hashing one takes a tenth of a second."""
    made: User = User.objects.create_user(
        username=username, role=role, team=team, first_name=username.title(), **extra
    )
    return made


def bearer(user: User, *scopes: str, device: Device | None = None) -> dict[str, str]:
    """The Authorization header of a new token, as a test client's keyword arguments take it."""
    secret = f"test-{user.username}-{Token.objects.count()}"
    Token.objects.create(
        user=user, device=device, scopes=list(scopes), digest=digest_of(secret), prefix=secret[:12]
    )
    return {"authorization": f"Bearer {secret}"}


@dataclass
class Phone:
    """An enrolled phone: uploads as the app does."""

    device: Device
    headers: dict[str, str]
    client: Client = field(default_factory=lambda: Client(raise_request_exception=False))

    def upload(
        self, audio: Path | str | None = "speech.m4a", *, key: str | None = None, **fields: Any
    ) -> Any:
        """POST /v1/calls/upload. `audio`: a file, or the name of one in tests/audio, or None."""
        form: dict[str, Any] = {
            "phone_number": "+442079460123",
            "started_at": "2026-11-20T09:30:00Z",
            **fields,
        }
        headers = self.headers | ({"idempotency-key": key} if key else {})
        if audio is None:
            return self.client.post("/v1/calls/upload", form, headers=headers)
        with (AUDIO / audio).open("rb") as file:
            return self.client.post("/v1/calls/upload", {**form, "audio": file}, headers=headers)


def enrolled_phone(user: User, **extra: Any) -> Phone:
    device = Device.objects.create(user=user, name=f"{user.username}'s phone", **extra)
    return Phone(device=device, headers=bearer(user, device=device))
