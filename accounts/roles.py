"""The roles and whose calls each sees.

docs/10_customer_interaction_and_call_management_bill.yaml states the same as data.
"""

from django.db import models


class Role(models.TextChoices):
    AGENT = "agent", "Agent"
    SUPPORT = "support", "Support"
    SUPERVISOR = "supervisor", "Supervisor"
    MANAGER = "manager", "Manager"
    AUDITOR = "auditor", "Auditor"


class Reach(models.TextChoices):
    """Which calls a role sees."""

    OWN = "own"
    NAMED_TEAMS = "named_teams"
    ALL = "all"


REACH: dict[str, Reach] = {
    Role.AGENT: Reach.OWN,
    Role.SUPPORT: Reach.NAMED_TEAMS,
    Role.SUPERVISOR: Reach.NAMED_TEAMS,
    Role.MANAGER: Reach.ALL,
    Role.AUDITOR: Reach.ALL,
}
