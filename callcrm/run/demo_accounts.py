import json
import os
import secrets
from pathlib import Path

from django.db import transaction

from accounts.models import Team, User
from accounts.roles import Role

REGION = "GB"
TIME_ZONE = "Europe/London"
TEAMS = ("Sales", "Customer care")

# Username → first name, last name. `admin` is Django's superuser; the others are named after roles.
PEOPLE = {
    Role.AGENT: ("Amara", "Agent"),
    Role.SUPPORT: ("Sven", "Support"),
    Role.SUPERVISOR: ("Sofia", "Supervisor"),
    Role.MANAGER: ("Mateo", "Manager"),
    Role.AUDITOR: ("Aoife", "Auditor"),
    "admin": ("Adil", "Admin"),
}
WITH_ADMIN_PAGES = (Role.MANAGER, Role.AUDITOR, "admin")


def ensure_accounts(path: Path) -> dict[str, str]:
    """Make the sample accounts that are missing; all of them with their passwords, from `path`.

    The file is written first: no account can exist whose password nobody knows.
    """
    passwords = _read_or_draw_passwords(path)
    with transaction.atomic():
        teams = [
            Team.objects.get_or_create(
                name=name, defaults={"region": REGION, "time_zone": TIME_ZONE}
            )[0]
            for name in TEAMS
        ]
        known = set(User.objects.filter(username__in=PEOPLE).values_list("username", flat=True))
        for username in PEOPLE.keys() - known:
            _make_account(username=username, password=passwords[username], teams=teams)
    return passwords


def _read_or_draw_passwords(path: Path) -> dict[str, str]:
    if path.exists():
        kept: dict[str, str] = json.loads(path.read_text())
        return kept
    passwords = {str(username): secrets.token_urlsafe(12) for username in PEOPLE}
    draft = path.with_suffix(".new")
    draft.unlink(missing_ok=True)
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w") as file:
        file.write(json.dumps(passwords, indent=2) + "\n")
    draft.rename(path)
    return passwords


def _make_account(*, username: str, password: str, teams: list[Team]) -> None:
    first_name, last_name = PEOPLE[username]
    is_admin = username == "admin"
    user = User.objects.create_user(
        username=username,
        password=password,
        first_name=first_name,
        last_name=last_name,
        role=Role.MANAGER if is_admin else username,
        team=teams[0],
        region=REGION,
        time_zone=TIME_ZONE,
        is_staff=username in WITH_ADMIN_PAGES,
        is_superuser=is_admin,
    )
    if username in (Role.SUPPORT, Role.SUPERVISOR):
        user.teams.set(teams)
